/// Texts that break careless quoting, made from a seed so that a failure can be repeated.
public struct HostileText: Sendable {
    private var numbers: SeededNumbers

    public init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    private static let pieces = [
        "a", "Z", "0", " ", "  ", "\t", "\"", "'", "\\", "\\\\", "\\\"", "$", "${", "${HOME}", "$HOME", "}", "%",
        "%{GLOBAL}", "%{", "#", "`id`",
        "$(id)", ";", "&", "|", "<", ">", "</Directory>", "<Files>", "!", "~", "*", "?", "[", "]", "[a]", "{", "=", ",",
        ":", "@", "-", "--", "/",
        "//", ".", "..", "é", "ß", "日本", "🚗", "\u{00A0}", "\u{2028}", "EXPRESSWAY_DOLLAR", "\\n", "^", "(", ")", "+",
    ]

    /// - Parameter count: how many pieces to join.
    public mutating func next(pieces count: Int) -> String {
        (0..<count).map { _ in Self.pieces[Int(numbers.next() % UInt64(Self.pieces.count))] }.joined()
    }
}
