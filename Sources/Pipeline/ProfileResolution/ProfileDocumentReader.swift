public import Diagnostics
import HostFacts
import OptionCatalogue
import SpannedYAML

/// Reads the outline of a profile file: everything but the values of options, which wait for the environment.
public struct ProfileDocumentReader {
    /// The format of profile files that this program understands.
    public static let formatVersion = 1

    /// The keys of a file.
    private static let keys = ["version", "requires", "default", "profiles"]

    /// So many names that were probably meant are looked for: in a file with thousands of wrong ones, nobody reads them.
    static let mostSearches = 100

    let key: DocumentKey
    let source: SourceText
    let directory: String
    var findings = Findings()
    var searches = 0

    /// - Parameters:
    ///   - directory: absolute; relative paths in the file start here.
    ///   - program: the version of this program, for `requires`.
    /// - Returns: the document as far as it can be used, and all findings. Nil where the text is no YAML, and where it needs a newer program.
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
        let document = reader.document(root, program: program)
        // What a newer program understands is nothing that this one can judge.
        let newer = reader.findings.all.filter { ["newer-version", "requires-newer"].contains($0.id) }
        return newer.isEmpty ? (document, reader.findings) : (nil, Findings(newer))
    }

    private init(key: DocumentKey, source: SourceText, directory: String) {
        self.key = key
        self.source = source
        self.directory = directory
    }

    private mutating func document(_ root: YAMLNode?, program: String) -> ProfileDocument {
        var defaultProfile: SpannedName?
        var profiles: [ProfileDefinition] = []
        let entries = entries(of: root, in: "a profile file")
        var hasVersion = !findings.all.isEmpty
        for entry in entries {
            switch entry.name {
            case "version":
                hasVersion = true
                checkVersion(entry.value)
            case "requires": checkRequirement(entry.value, program)
            case "default": defaultProfile = name(entry.value, of: "default")
            case "profiles":
                profiles = self.entries(of: entry.value, in: "'profiles'").compactMap { profile($0) }
            // For anchors that profiles repeat, as in compose files.
            case let name where name.utf8.starts(with: "x-".utf8): break
            default:
                complainOfKey(entry.key, entry.name, among: Self.keys)
                hasVersion = hasVersion || NearestName.of(entry.name, among: Self.keys) == "version"
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
        guard case .scalar(let scalar) = node.content, let number = scalar.wholeNumber, number >= 1 else {
            let isQuoted = node.isText && node.text == "\(Self.formatVersion)"
            return complain(
                "wrong-version",
                "'version' is the number \(Self.formatVersion), not \(isQuoted ? "text" : Self.shown(node))",
                node, fix: isQuoted ? "take the quotes away" : nil)
        }
        guard number > Self.formatVersion else { return }
        complain(
            "newer-version",
            "this file is written in version \(number) of the format; this Expressway understands \(Self.formatVersion)",
            node, fix: "update Expressway: pip install --upgrade expressway")
    }

    /// Text, since YAML takes 0.10 for the number 0.1.
    private mutating func checkRequirement(_ node: YAMLNode, _ program: String) {
        let version = node.text.flatMap { Self.version($0) }
        guard let wanted = version, node.isText else {
            return complain(
                "wrong-value", "'requires' takes a version such as \(program), not \(Self.shown(node))", node,
                fix: version == nil ? nil : "put it in quotes: to YAML it is a number")
        }
        guard let own = Version(program), own < wanted else { return }
        complain(
            "requires-newer", "this file requires Expressway \(wanted); this one is \(program)", node,
            fix: "update it: pip install --upgrade 'expressway>=\(wanted)'")
    }

    private static func version(_ text: String) -> Version? {
        let parts = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        let isVersion =
            (1...4).contains(parts.count)
            && parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(\.isASCIIDigit) }
        return isVersion ? Version(text) : nil
    }
}

extension YAMLScalar {
    /// Also of a number such as `1.0`.
    fileprivate var wholeNumber: Int? {
        switch core {
        case .integer(let number): number
        case .float(let number): Int(exactly: number)
        case .null, .bool, .text: nil
        }
    }
}

extension YAMLNode {
    fileprivate var text: String? {
        if case .scalar(let scalar) = content { scalar.text } else { nil }
    }
}
