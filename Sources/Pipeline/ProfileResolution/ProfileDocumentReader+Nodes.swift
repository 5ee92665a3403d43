import Diagnostics
import SpannedYAML

extension ProfileDocumentReader {
    /// The entries of a mapping; nothing for an absent or empty value.
    ///
    /// - Parameter place: what the mapping is, in words.
    mutating func entries(of node: YAMLNode?, in place: String) -> [YAMLEntry] {
        guard let node else { return [] }
        switch node.content {
        case .mapping(let entries): return entries
        case .scalar(let scalar) where scalar.core == .null: return []
        case .scalar, .sequence:
            complain(
                "wrong-value", "\(place) is a mapping of names and values, not \(Self.shown(node))", node,
                fix: Self.lacksSpace(node) ? "write a space behind the colon" : nil)
            return []
        }
    }

    /// For people alone: whatever is a single value.
    mutating func words(_ node: YAMLNode, of key: String) -> String? {
        guard case .scalar(let scalar) = node.content, scalar.core != .null else {
            complain("wrong-value", "'\(key)' takes text, not \(Self.shown(node))", node)
            return nil
        }
        return scalar.text
    }

    mutating func toggle(_ node: YAMLNode, of key: String) -> Bool? {
        if case .scalar(let scalar) = node.content, let flag = Toggle.flag(scalar) { return flag }
        complain("wrong-value", "'\(key)' takes true or false, not \(Self.shown(node))", node)
        return nil
    }

    /// The name of a profile, which is text and could be one.
    mutating func name(_ node: YAMLNode, of key: String) -> SpannedName? {
        guard case .scalar(let scalar) = node.content, scalar.text.isProfileName else {
            complain("wrong-value", "'\(key)' takes the name of a profile, not \(Self.shown(node))", node)
            return nil
        }
        return SpannedName(text: scalar.text, span: node.place)
    }

    mutating func complain(_ id: String, _ message: String, _ node: YAMLNode, fix: String? = nil) {
        findings.add(Diagnostic(id, message, at: node.place, fix: fix))
    }

    mutating func complainOfKey(_ node: YAMLNode, _ key: String, among names: [String]) {
        let near = NearestName.of(key, among: names)
        findings.add(
            Diagnostic(
                "unknown-key", "no key '\(key)'", at: node.place, label: near.map { "did you mean '\($0)'?" },
                fix: near == nil ? "here can stand: \(names.joined(separator: ", "))" : nil))
    }

    /// Whether it looks like a key and its value without the space between them.
    private static func lacksSpace(_ node: YAMLNode) -> Bool {
        guard case .scalar(let scalar) = node.content, scalar.style == .plain,
            let colon = scalar.text.firstIndex(of: ":")
        else { return false }
        return scalar.text[..<colon].unicodeScalars.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "-" }
    }

    /// A value in a sentence.
    static func shown(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let scalar) where scalar.core == .null: "nothing"
        case .scalar(let scalar): "'\(scalar.text)'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension YAMLNode {
    /// Whether it is a single value that is text to YAML.
    var isText: Bool {
        if case .scalar(let scalar) = content { scalar.core == .text } else { false }
    }
}
