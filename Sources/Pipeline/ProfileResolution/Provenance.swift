public import Diagnostics
public import OptionCatalogue

/// Where the value of an option comes from.
public enum Provenance: Sendable, Equatable, CustomStringConvertible {
    case builtInDefault
    /// A default that was worked out; says from what.
    case derived(String)
    case profile(ProfilePlace)
    case variable(String)
    case commandLine(OptionName, isNegated: Bool = false)

    public var description: String {
        switch self {
        case .builtInDefault: "default"
        case .derived(let words): "default: \(words)"
        case .profile(let place): place.description
        case .variable(let name): "variable \(name)"
        case .commandLine(let name, let isNegated): "flag \(isNegated ? name.negatedFlag : name.flag)"
        }
    }

    /// Where a finding about the value points at.
    public var location: Diagnostic.Location {
        switch self {
        case .profile(let place): .span(place.span)
        case .builtInDefault, .derived, .variable, .commandLine: .words(description)
        }
    }
}

/// A place in a profile file.
public struct ProfilePlace: Sendable, Equatable, CustomStringConvertible {
    /// The key and its value, or one element of a list.
    public let span: SourceSpan
    public let profile: String
    /// Absolute; relative paths in the file start here.
    public let directory: String

    public init(_ span: SourceSpan, profile: String, directory: String) {
        self.span = span
        self.profile = profile
        self.directory = directory
    }

    /// `expressway.yaml:12, profile 'base'`
    public var description: String {
        "\(span.source.name):\(span.start.line), profile '\(profile)'"
    }
}

extension Diagnostic {
    /// A finding about a value that somebody gave.
    public init(
        _ id: String, _ message: String, severity: Severity = .error, of provenance: Provenance,
        related: [Related] = [], notes: [String] = [], fix: String? = nil
    ) {
        self.init(
            id, message, severity: severity, location: provenance.location, related: related, notes: notes, fix: fix)
    }
}
