import Diagnostics
import ProfileEditing
import Testing

/// A file before and after one change, to the byte.
struct Example: CustomTestStringConvertible {
    enum Change {
        case set(EditedValue)
        case unset
        case unsetLeavingNothing
    }

    let name: String
    let before: String
    let path: String
    let change: Change
    let after: String

    /// - Parameter path: names with dots between them.
    init(_ name: String, _ before: String, _ path: String, _ change: Change, _ after: String) {
        self.name = name
        self.before = before
        self.path = path
        self.change = change
        self.after = after
    }

    var testDescription: String { name }

    func result() throws(Findings) -> String {
        try Self.apply(change, path, before)
    }

    static func apply(_ change: Change, _ path: String, _ text: String) throws(Findings) -> String {
        let source = SourceText(name: "a.yaml", text)
        guard let path = ProfilePath(path.split(separator: ".").map(String.init)) else { return text }
        let bytes =
            switch change {
            case .set(let value): try ProfileEditor.set(path, to: value, in: source)
            case .unset: try ProfileEditor.unset(path, in: source)
            case .unsetLeavingNothing: try ProfileEditor.unset(path, in: source, leaving: .nothing)
            }
        return String(decoding: bytes, as: UTF8.self)
    }
}
