public import Diagnostics
import HostFacts
import OptionCatalogue
import SpannedYAML

/// Reads the outline of a profile file: everything but the values of options, which wait for the environment.
public struct ProfileDocumentReader {
    /// The format of profile files that this program understands.
    public static let formatVersion = 1

    let key: DocumentKey
    let source: SourceText
    let directory: String
    var findings = Findings()

    /// - Parameters:
    ///   - directory: absolute; relative paths in the file start here.
    ///   - program: the version of this program, for `requires`.
    /// - Returns: the document as far as it can be used, and all findings. Nil only where the text is no YAML.
    public static func read(
        _ source: SourceText, key: DocumentKey, directory: String, program: String
    ) -> (document: ProfileDocument?, findings: Findings) {
        var reader = ProfileDocumentReader(key: key, source: source, directory: directory)
        let root: YAMLNode?
        do throws(Findings) {
            root = try YAMLReader.read(source)
        } catch {
            return (nil, error)
        }
        return (reader.document(root, program: program), reader.findings)
    }

    private init(key: DocumentKey, source: SourceText, directory: String) {
        self.key = key
        self.source = source
        self.directory = directory
    }

    private mutating func document(_ root: YAMLNode?, program: String) -> ProfileDocument {
        var defaultProfile: SpannedName?
        var profiles: [ProfileDefinition] = []
        var hasVersion = false
        for entry in entries(of: root, in: "a profile file") {
            switch entry.name {
            case "version":
                hasVersion = true
                checkVersion(entry.value)
            case "requires": checkRequirement(entry.value, program)
            case "default": defaultProfile = name(entry.value, of: "default")
            case "profiles":
                profiles = entries(of: entry.value, in: "'profiles'").compactMap { profile($0) }
            // For anchors that profiles repeat, as in compose files.
            case let name where name.hasPrefix("x-"): break
            default: complainOfKey(entry.key, entry.name, among: ["version", "requires", "default", "profiles"])
            }
        }
        if !hasVersion {
            findings.add(
                Diagnostic(
                    "no-version", "the file does not say which version of the format it is written in",
                    at: SourceSpan(source, at: source.byteOrderMarkLength),
                    fix: "begin it with: version: \(Self.formatVersion)"))
        }
        return ProfileDocument(
            key: key, source: source, directory: directory, defaultProfile: defaultProfile, profiles: profiles)
    }

    private mutating func checkVersion(_ node: YAMLNode) {
        guard case .scalar(let scalar) = node.content, case .integer(let number) = scalar.core, number >= 1 else {
            return complain("wrong-version", "'version' is \(Self.formatVersion), not \(Self.shown(node))", node)
        }
        guard number > Self.formatVersion else { return }
        complain(
            "newer-version",
            "this file is written in version \(number) of the format; this Expressway understands \(Self.formatVersion)",
            node, fix: "update Expressway: pip install --upgrade expressway")
    }

    private mutating func checkRequirement(_ node: YAMLNode, _ program: String) {
        guard case .scalar(let scalar) = node.content, Self.isVersion(scalar.text), let wanted = Version(scalar.text)
        else {
            return complain(
                "wrong-value", "'requires' is a version such as \(program), not \(Self.shown(node))", node)
        }
        guard let own = Version(program), own < wanted else { return }
        complain(
            "requires-newer", "this file requires Expressway \(wanted); this one is \(program)", node,
            fix: "update it: pip install --upgrade 'expressway>=\(wanted)'")
    }

    private static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...4).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.count < 9 && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }
}
