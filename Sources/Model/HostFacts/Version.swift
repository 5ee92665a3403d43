/// A version of numbers and dots; whatever follows them does not count.
public struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let numbers: [Int]

    public init(_ numbers: Int...) {
        self.numbers = numbers
    }

    /// - Parameter text: `2.4.71`, `3.13.0rc1` (read as 3.13.0).
    public init?(_ text: some StringProtocol) {
        var numbers: [Int] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let digits = part.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { break }
            numbers.append(number)
            if digits.count < part.count { break }
        }
        guard !numbers.isEmpty else { return nil }
        self.numbers = numbers
    }

    /// The first two numbers: `3.11` of `3.11.2`.
    public var minor: Version {
        Version(numbers: Array(numbers.prefix(2)))
    }

    private init(numbers: [Int]) {
        self.numbers = numbers
    }

    public var description: String {
        numbers.map(String.init).joined(separator: ".")
    }

    public static func < (left: Version, right: Version) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}
