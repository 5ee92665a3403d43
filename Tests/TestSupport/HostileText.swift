/// Texts that break careless quoting, made from a seed so that a failure can be repeated.
public struct HostileText: Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
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
        (0..<count).map { _ in Self.pieces[Int(random() % UInt64(Self.pieces.count))] }.joined()
    }

    /// SplitMix64. Source: Steele, Lea, Flood 2014.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
