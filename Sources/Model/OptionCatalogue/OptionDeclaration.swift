/// The default of an option.
public enum OptionDefault: Sendable, Equatable {
    case value(OptionValue)
    /// Worked out from the host, the project or other options; said in words.
    case derived(String)
    /// Absent unless given.
    case absent
}

/// Where an option comes from.
public enum OptionHeritage: String, Sendable {
    /// Kept from mod_wsgi-express, with its name and meaning.
    case modWSGIExpress = "mod_wsgi-express"
    case expressway
}

/// The one declaration of an option. Command line, profile keys, help, reference manual and `options.json` come from it.
public struct OptionDeclaration<Value: OptionRepresentable>: Sendable {
    public let details: OptionDetails

    /// - Parameters:
    ///   - name: flag without dashes, and key of a profile.
    ///   - type: what it takes.
    ///   - fallback: the default.
    ///   - summary: one sentence for help and manual.
    ///   - feeds: the directives that it ends up in.
    ///   - rules: what else must hold where it is used.
    ///   - runsCode: whether something outside of the application runs what the value names.
    public init(
        _ name: OptionName, _ type: OptionType, default fallback: OptionDefault = .absent,
        feeds: [String] = [], rules: OptionRules = OptionRules(), availability: OptionAvailability = .available,
        heritage: OptionHeritage = .modWSGIExpress, hidden: Bool = false, runsCode: Bool = false, _ summary: String
    ) {
        var fallback = fallback
        if case .absent = fallback {
            switch type {
            case .toggle: fallback = .value(.toggle(false))
            case .list: fallback = .value(.list([]))
            case .integer, .decimal, .text, .path, .choice: break
            }
        }
        details = OptionDetails(
            name: name, type: type, fallback: fallback, feeds: feeds, rules: rules, availability: availability,
            heritage: heritage, hidden: hidden, runsCode: runsCode, summary: summary)
    }

    public var name: OptionName { details.name }
}

/// What is known of an option apart from its Swift type.
public struct OptionDetails: Sendable {
    public let name: OptionName
    public let type: OptionType
    public let fallback: OptionDefault
    public let feeds: [String]
    public let rules: OptionRules
    public let availability: OptionAvailability
    public let heritage: OptionHeritage
    public let hidden: Bool
    /// Whether Apache or a program of the system runs what the value names: not for a profile that nobody has looked at.
    public let runsCode: Bool
    public let summary: String
}

/// Lets the catalogue list declarations of different value types.
protocol AnyOptionDeclaration {
    var details: OptionDetails { get }
}

extension OptionDeclaration: AnyOptionDeclaration {}
