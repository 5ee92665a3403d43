internal import FoundationEssentials
public import SystemPackage

/// What an application has loaded, as far as a change to it matters. Its process says so, and may say anything.
///
/// Source: `docs/reference/runtime-protocol.md`, "Standby".
public struct LoadedApplication: Sendable, Hashable {
    /// Source files outside of the installed libraries.
    public let sources: [FilePath]
    /// Directories of packages among them, links resolved. What is not loaded yet may be with the next request.
    public let packages: [FilePath]
    /// Directories whose files Django has read, and does not read again.
    public let cachedTemplates: [FilePath]
    /// Directories of message catalogues.
    public let locales: [FilePath]

    /// Bytes; a project of some thousand modules has a quarter of it.
    public static let longestDocument = 4 * 1024 * 1024

    /// Nil where it is none.
    public init?(document: some Sequence<UInt8>) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(document)) else { return nil }
        sources = Self.absolute(wire.sources)
        packages = Self.directories(wire.packages)
        cachedTemplates = Self.directories(wire.cachedTemplates)
        locales = Self.directories(wire.locales)
    }

    private static func absolute(_ paths: [String]) -> [FilePath] {
        paths.prefix(mostSources).map { FilePath($0) }.filter(\.isAbsolute)
    }

    /// Everything below a directory is watched: `/` or `/home` would take all watches that there are.
    private static func directories(_ paths: [String]) -> [FilePath] {
        Array(
            absolute(paths).map { $0.lexicallyNormalized() }.filter { $0.components.count > 1 }.prefix(mostDirectories))
    }

    private static let mostSources = 16_384
    private static let mostDirectories = 256

    private struct Wire: Decodable {
        let sources: [String]
        let packages: [String]
        let cachedTemplates: [String]
        let locales: [String]

        enum CodingKeys: String, CodingKey {
            case sources, packages, locales
            case cachedTemplates = "cached_templates"
        }
    }
}
