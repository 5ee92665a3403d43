import Diagnostics
import OptionCatalogue
import SpannedYAML
import SystemPackage

extension ProfileDocumentReader {
    /// The keys of a profile that are no options.
    public static let structuralKeys = ["abstract", "description", "extends"]

    mutating func profile(_ entry: YAMLEntry) -> ProfileDefinition? {
        guard entry.name.isProfileName else {
            complain(
                "profile-name",
                "'\(entry.name)' is no name for a profile: a letter or '_', then letters, digits, '.', '_' or '-'",
                entry.key)
            return nil
        }
        var description: String?
        var abstract: SourceSpan?
        var parents: [ParentReference] = []
        var settings: [ProfileSetting] = []
        for setting in entries(of: entry.value, in: "profile '\(entry.name)'") {
            switch setting.name {
            case "description": description = text(setting.value, of: "description")
            case "abstract": if toggle(setting.value, of: "abstract") { abstract = setting.span }
            case "extends": parents = references(setting.value)
            default: settings += option(setting).map { [$0] } ?? []
            }
        }
        return ProfileDefinition(
            document: key, name: SpannedName(text: entry.name, span: entry.key.place), description: description,
            abstract: abstract, parents: parents, settings: settings)
    }

    private mutating func option(_ entry: YAMLEntry) -> ProfileSetting? {
        if let option = Catalogue.byName[OptionName(entry.name)] { return ProfileSetting(option: option, entry: entry) }
        complainOfKey(
            entry.key, entry.name,
            among: Catalogue.all.filter { !$0.hidden }.map(\.name.text) + Self.structuralKeys, isOption: true)
        return nil
    }

    private mutating func references(_ node: YAMLNode) -> [ParentReference] {
        switch node.content {
        case .sequence(let nodes): nodes.compactMap { reference($0) }
        case .scalar, .mapping: reference(node).map { [$0] } ?? []
        }
    }

    /// `NAME`, `PATH#NAME`, `PATH`, `package:PACKAGE/FILE#NAME`.
    private mutating func reference(_ node: YAMLNode) -> ParentReference? {
        guard let text = text(node, of: "extends") else { return nil }
        let (place, profile) = Self.split(text)
        if place.hasPrefix("package:") { return packageReference(place, profile, node) }
        if profile == nil, !place.contains("/"), !place.hasSuffix(".yaml"), !place.hasSuffix(".yml") {
            return ParentReference(target: .name(place), span: node.place)
        }
        guard !place.isEmpty, profile != "" else { return malformed(node, text) }
        let path = FilePath(directory).pushing(FilePath(place)).lexicallyNormalized().string
        return ParentReference(target: .file(.path(path), profile: profile), span: node.place)
    }

    private mutating func packageReference(_ place: String, _ profile: String?, _ node: YAMLNode) -> ParentReference? {
        let (package, file) = Self.split(String(place.dropFirst("package:".count)), at: "/")
        let isInside = file?.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !["", ".", ".."].contains($0)
        }
        guard package.isModuleName, let file, isInside ?? false, profile != "" else { return malformed(node, place) }
        return ParentReference(target: .file(.package(package, file: file), profile: profile), span: node.place)
    }

    private mutating func malformed(_ node: YAMLNode, _ text: String) -> ParentReference? {
        complain(
            "wrong-parent", "'extends' cannot read '\(text)'", node,
            fix: "write NAME, PATH#NAME or package:PACKAGE/FILE#NAME, or a list of these")
        return nil
    }

    private static func split(_ text: String, at separator: Character = "#") -> (String, String?) {
        guard let index = text.firstIndex(of: separator) else { return (text, nil) }
        return (String(text[..<index]), String(text[text.index(after: index)...]))
    }
}

extension String {
    /// Names that need no quotes in YAML and in a shell.
    var isProfileName: Bool {
        guard let first = unicodeScalars.first, first.isASCIILetter || first == "_" else { return false }
        return unicodeScalars.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "._-".unicodeScalars.contains($0) }
    }

    /// `acme_profiles`, `acme.profiles`
    fileprivate var isModuleName: Bool {
        split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.unicodeScalars.first, !first.isASCIIDigit else { return false }
            return part.unicodeScalars.allSatisfy {
                $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" || $0.value > 127
            }
        }
    }
}

extension Unicode.Scalar {
    var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
