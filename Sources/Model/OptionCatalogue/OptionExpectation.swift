extension OptionType {
    /// What the option takes, for a sentence: `a whole number from 1 to 65535`.
    public var expectation: String {
        switch self {
        case .toggle: "on or off"
        case .integer(let range, let unit): "a whole number\(Self.words(for: range))\(Self.words(for: unit))"
        case .decimal(let range, let unit):
            "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))\(Self.words(for: unit))"
        case .text: "text"
        case .path: "a path"
        case .choice(let choices): "one of \(choices.joined(separator: ", "))"
        case .list: isMapping ? "a mapping" : "a list"
        }
    }

    private static func words(for range: ClosedRange<Int>) -> String {
        range.upperBound == .max
            ? " of at least \(range.lowerBound)" : " from \(range.lowerBound) to \(range.upperBound)"
    }

    private static func words(for unit: Unit?) -> String {
        unit.map { " (\($0.rawValue))" } ?? ""
    }

    /// Without the exponent and the fraction that Swift would write: `0.000001`, `3600`.
    private static func plain(_ number: Double) -> String {
        if let whole = Int(exactly: number) { return String(whole) }
        let text = String(number)
        let parts = text.split(separator: "e-")
        guard parts.count == 2, let places = Int(parts[1]) else { return text }
        let digits = parts[0].filter { $0 != "." }
        return "0." + String(repeating: "0", count: places - 1) + digits
    }
}
