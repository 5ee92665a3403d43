/// Choices from a seed, so that a failure can be repeated.
public struct RandomChoices: Sendable {
    private var numbers: SeededNumbers

    public init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    public mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &numbers) < percent
    }

    public mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &numbers)
    }

    public mutating func pick<T>(_ choices: [T]) -> T {
        choices[Int.random(in: choices.indices, using: &numbers)]
    }

    public mutating func spaces(_ range: ClosedRange<Int>) -> String {
        String(repeating: " ", count: number(range))
    }

    public mutating func shuffled<T>(_ elements: [T]) -> [T] {
        elements.shuffled(using: &numbers)
    }
}
