import Diagnostics
import OptionCatalogue
import SpannedYAML

extension ProfileDocumentReader {
    mutating func references(_ node: YAMLNode) -> [ParentReference] {
        if case .sequence(let nodes) = node.content { return nodes.compactMap { reference($0) } }
        return reference(node).map { [$0] } ?? []
    }

    /// `NAME`, `PATH#NAME`, `PATH`, `package:PACKAGE/FILE#NAME`.
    private mutating func reference(_ node: YAMLNode) -> ParentReference? {
        guard case .scalar(let scalar) = node.content, node.isText else {
            complain("wrong-parent", "'extends' takes a name or a list of names, not \(Self.shown(node))", node)
            return nil
        }
        if let control = ControlCharacter(in: scalar.text) {
            complain("control-character", "the value of 'extends' holds \(control)", node)
            return nil
        }
        if let target = Self.target(scalar.text, from: directory) {
            return ParentReference(target: target, span: node.place)
        }
        let isHome = scalar.text.utf8.starts(with: "~/".utf8)
        let holdsVariable = scalar.text.unicodeScalars.holdVariable
        complain(
            "wrong-parent", "'extends' cannot read '\(scalar.text)'", node,
            fix: isHome
                ? "write the whole path: no shell reads a profile"
                : holdsVariable
                    ? "variables stand in the values of options alone"
                    : "write NAME, PATH#NAME or package:PACKAGE/FILE#NAME, or a list of these")
        return nil
    }

    /// Nil for what is none of the forms. All characters are looked at one by one: an accent behind `#` does not make it another one.
    private static func target(_ text: String, from directory: String) -> ParentReference.Target? {
        let scalars = text.unicodeScalars
        let place = String(scalars.prefix { $0 != "#" })
        let name = scalars.firstIndex(of: "#").map { String(scalars[scalars.index(after: $0)...]) }
        guard name?.isProfileName ?? true, !place.unicodeScalars.holdVariable else { return nil }
        if place.utf8.starts(with: "package:".utf8) {
            return packageFile(place).map { .file($0, profile: name) }
        }
        if place.isPath || name != nil {
            guard !place.isEmpty, !place.utf8.starts(with: "~/".utf8) else { return nil }
            return .file(.path(RelativePath.absolute(place, from: directory)), profile: name)
        }
        return place.isProfileName ? .name(place) : nil
    }

    private static func packageFile(_ place: String) -> FileReference? {
        let parts = place.unicodeScalars.dropFirst("package:".count)
            .split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        let file = parts.dropFirst()
        guard parts[0].isModuleName, !file.isEmpty, !file.contains(where: { ["", ".", ".."].contains($0) }) else {
            return nil
        }
        return .package(parts[0], file: file.joined(separator: "/"))
    }
}

extension String {
    /// Whether it names a file, not a profile.
    fileprivate var isPath: Bool {
        unicodeScalars.contains("/")
            || [".yaml", ".yml"].contains {
                utf8.count >= $0.utf8.count && utf8.suffix($0.utf8.count).elementsEqual($0.utf8)
            }
    }

    /// `acme_profiles`, `acme.profiles`
    fileprivate var isModuleName: Bool {
        unicodeScalars.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.first, !first.isASCIIDigit else { return false }
            return part.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" || $0.value > 127 }
        }
    }
}
