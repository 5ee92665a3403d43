import TestSupport

/// Choices from a seed, so that a failure can be repeated.
struct RandomChoices {
    private var numbers: SeededNumbers

    init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &numbers) < percent
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &numbers)
    }

    mutating func pick<T>(_ choices: [T]) -> T {
        choices[Int.random(in: choices.indices, using: &numbers)]
    }

    mutating func spaces(_ range: ClosedRange<Int>) -> String {
        String(repeating: " ", count: number(range))
    }
}
