public import Diagnostics
public import OptionCatalogue
public import SpannedYAML

/// Which file a profile comes from.
public enum DocumentKey: Hashable, Sendable {
    /// `expressway.yaml` of the project.
    case shared
    /// `expressway.local.yaml` beside it.
    case local
    /// Another file, by its absolute path without links.
    case file(String)
}

/// One profile file, read but not yet resolved.
public struct ProfileDocument: Sendable {
    public let key: DocumentKey
    public let source: SourceText
    /// Absolute; relative paths in the file start here.
    public let directory: String
    /// The profile that counts where none is named.
    public let defaultProfile: SpannedName?
    /// In the order of the file.
    public let profiles: [ProfileDefinition]

    public func profile(_ name: String) -> ProfileDefinition? {
        index[name].map { profiles[$0] }
    }

    private let index: [String: Int]

    init(
        key: DocumentKey, source: SourceText, directory: String, defaultProfile: SpannedName?,
        profiles: [ProfileDefinition]
    ) {
        self.key = key
        self.source = source
        self.directory = directory
        self.defaultProfile = defaultProfile
        self.profiles = profiles
        index = Dictionary(
            profiles.enumerated().map { ($1.name.text, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// A name and where it stands.
public struct SpannedName: Sendable, Equatable {
    public let text: String
    public let span: SourceSpan
}

/// One profile as a file defines it.
public struct ProfileDefinition: Sendable {
    public let document: DocumentKey
    public let name: SpannedName
    /// The name and all that is said of it.
    public let span: SourceSpan
    public let description: String?
    /// Whether it is only to be inherited.
    public let isAbstract: Bool
    /// Where the file says whether it is.
    public let abstract: SourceSpan?
    public let parents: [ParentReference]
    public let settings: [ProfileSetting]
}

/// What a profile says of one option, as it is written.
public struct ProfileSetting: Sendable {
    public let option: OptionDetails
    public let entry: YAMLEntry
}

/// A profile that another one extends.
public struct ParentReference: Sendable {
    public enum Target: Sendable, Hashable {
        /// In the same file; for the project's own two files, in either.
        case name(String)
        case file(FileReference, profile: String?)
    }

    public let target: Target
    public let span: SourceSpan
}

/// A profile file that another one names.
public enum FileReference: Hashable, Sendable {
    /// Absolute.
    case path(String)
    /// `package:acme_profiles/base.yaml`: a file of a Python package of the project's environment.
    case package(String, file: String)
}
