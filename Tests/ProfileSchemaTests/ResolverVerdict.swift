import Diagnostics
import SpannedYAML

@testable import ProfileResolution

/// What the resolver thinks of one profile file by itself.
enum ResolverVerdict {
    /// What no schema can say: it takes other files, or the program.
    private static let elsewhere: Set = ["requires-newer"]

    /// - Parameter value: of a variable.
    /// - Returns: the findings that would keep the file from being used.
    static func findings(_ text: String, value: @escaping (String) -> String?) -> [Diagnostic] {
        var library = ProfileLibrary()
        library.add(
            SourceText(name: "expressway.yaml", text), key: .shared, directory: "/srv/project",
            program: "99999999.99999999.99999999.99999999")
        let resolver = ProfileResolver(library, variable: value)
        let definitions = library.documents[.shared]?.profiles ?? []
        let all = library.findings.all + definitions.flatMap { resolver.read($0).findings.all }
        return all.filter { $0.severity == .error && !elsewhere.contains($0.id) }
    }
}
