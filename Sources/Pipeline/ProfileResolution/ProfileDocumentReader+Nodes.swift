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
            complain("wrong-value", "\(place) is a mapping of names and values, not \(Self.shown(node))", node)
            return []
        }
    }

    mutating func text(_ node: YAMLNode, of key: String) -> String? {
        guard case .scalar(let scalar) = node.content, scalar.core != .null else {
            complain("wrong-value", "'\(key)' takes text, not \(Self.shown(node))", node)
            return nil
        }
        return scalar.text
    }

    mutating func name(_ node: YAMLNode, of key: String) -> SpannedName? {
        text(node, of: key).map { SpannedName(text: $0, span: node.place) }
    }

    mutating func toggle(_ node: YAMLNode, of key: String) -> Bool {
        if case .scalar(let scalar) = node.content, case .bool(let flag) = scalar.core { return flag }
        complain("wrong-value", "'\(key)' is true or false, not \(Self.shown(node))", node)
        return false
    }

    mutating func complainOfKey(_ node: YAMLNode, _ key: String, among names: [String], isOption: Bool = false) {
        let near = NearestName.of(key, among: names)
        findings.add(
            Diagnostic(
                isOption ? "unknown-option" : "unknown-key", "no \(isOption ? "option" : "key") '\(key)'",
                at: node.place, label: near.map { "did you mean '\($0)'?" },
                fix: near == nil
                    ? (isOption
                        ? "'expressway options' lists the keys of a profile"
                        : "here can stand: \(names.joined(separator: ", "))") : nil))
    }

    mutating func complain(_ id: String, _ message: String, _ node: YAMLNode, fix: String? = nil) {
        findings.add(Diagnostic(id, message, at: node.place, fix: fix))
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
