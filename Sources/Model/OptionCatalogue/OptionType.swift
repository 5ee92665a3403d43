/// What an option takes: its kind with range and unit.
public enum OptionType: Sendable, Equatable {
    /// On or off: `--name`, `--no-name`.
    case toggle
    case integer(ClosedRange<Int>, unit: Unit? = nil)
    case decimal(ClosedRange<Double>, unit: Unit? = nil)
    case text(metavar: String)
    /// A file or directory; relative ones are relative to the place that wrote them.
    case path(metavar: String)
    case choice([String])
    /// May be given several times; each time with as many words as there are elements.
    indirect case list([OptionType])

    /// What a number counts.
    public enum Unit: String, Sendable {
        case seconds
        case milliseconds
        case bytes
        case megabytes
    }

    /// How many words follow the flag.
    public var arity: Int {
        switch self {
        case .toggle: 0
        case .integer, .decimal, .text, .path, .choice: 1
        case .list(let elements): elements.count
        }
    }

    /// Whether each occurrence is a name and what belongs to it, as in `--setenv KEY VALUE`: a mapping in a profile.
    public var isMapping: Bool {
        if case .list(let elements) = self { elements.count > 1 } else { false }
    }

    private static let mostNamedChoices = 4

    /// The placeholders that the help shows, one for each word.
    public var metavars: [String] {
        switch self {
        case .toggle: []
        case .integer(_, let unit), .decimal(_, let unit): [unit.map { $0.rawValue.uppercased() } ?? "NUMBER"]
        case .text(let metavar), .path(let metavar): [metavar]
        case .choice(let choices):
            [choices.count > Self.mostNamedChoices ? "NAME" : choices.joined(separator: "|").uppercased()]
        case .list(let elements): elements.flatMap(\.metavars)
        }
    }
}
