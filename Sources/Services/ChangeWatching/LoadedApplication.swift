internal import FoundationEssentials
public import SystemPackage

/// What an application has loaded, as far as a change to it matters. Its process says so, and may say anything.
///
/// Source: `docs/reference/runtime-protocol.md`, "Standby".
public struct LoadedApplication: Sendable, Hashable {
    /// Source files outside of the project and of the installed libraries.
    public let sources: [FilePath]
    /// Directories whose files Django has read, and does not read again.
    public let cachedTemplates: [FilePath]
    /// Directories of message catalogues.
    public let locales: [FilePath]

    /// Bytes; a project of some thousand modules has a tenth of it.
    public static let longestDocument = 4 * 1024 * 1024

    /// Nil where it is none.
    public init?(document: some Sequence<UInt8>) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(document)) else { return nil }
        sources = Self.absolute(wire.sources)
        cachedTemplates = wire.templates.cached ? Self.absolute(wire.templates.directories) : []
        locales = Self.absolute(wire.locales)
    }

    private static func absolute(_ paths: [String]) -> [FilePath] {
        paths.map { FilePath($0) }.filter(\.isAbsolute)
    }

    private struct Wire: Decodable {
        let sources: [String]
        let templates: Templates
        let locales: [String]

        struct Templates: Decodable {
            let directories: [String]
            let cached: Bool
        }
    }
}
