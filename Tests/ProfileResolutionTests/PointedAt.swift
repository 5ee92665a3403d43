import Diagnostics
import Foundation

/// What stands at a place of a JSON text, read by Foundation.
struct PointedAt {
    private let text: String
    /// Of a whole value or key.
    private let value: Any?
    /// Of `"key": value`.
    let key: String?

    init(_ span: SourceSpan) {
        text = span.text
        value = Self.decoded(text)
        let entry = Self.decoded("{\(text)}") as? [String: Any]
        key = value == nil ? entry?.keys.first : nil
    }

    private static func decoded(_ text: String) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }

    /// A single value as it is written, without quotes and escapes.
    private var single: String? {
        if let string = value as? String { return string }
        // Foundation knows no number like 1E400.
        return key != nil || value is [Any] || value is [String: Any] ? nil : text
    }

    /// Whether the value comes to the word, which may have become an absolute path or hold the values of variables.
    func isWritten(as word: String) -> Bool {
        guard let single else { return false }
        if single.contains("$") || single.contains("..") || single.hasPrefix(".") || single.hasPrefix("/") {
            return true
        }
        return word.hasSuffix(single) || word.lowercased() == single.lowercased()
    }

    /// Whether the key or the value is named in single quotes, perhaps without a line break at its end.
    func isNamed(in sentence: String) -> Bool {
        guard let name = key ?? single else { return false }
        return sentence.contains("'\(name)'") || sentence.contains("'\(name.trimmingCharacters(in: .newlines))'")
    }

    func isMeant(by finding: Diagnostic) -> Bool {
        let message = finding.message
        switch finding.id {
        case "no-version": return text.isEmpty
        case "newer-version", "requires-newer": return single.map { message.contains(" \($0)") } ?? false
        case "control-character":
            return single?.unicodeScalars.contains { $0.properties.generalCategory == .control } ?? false
        case "home-directory": return single?.hasPrefix("~") ?? false
        case "wrong-secret": return text.allSatisfy { $0 == "*" || $0 == " " }
        case "wrong-variable": return message.contains("'\(single ?? text)'")
        case "no-profile":
            // A file is named by its whole path.
            let file = single?.split(separator: "#").first?.split(separator: "/").last
            return isNamed(in: message) || file.map { message.contains($0) } ?? false
        case "too-deep": return single?.contains("${") ?? false
        case "idle-option", "missing-option", "conflicting-options", "not-yet":
            return isNamed(in: message) || finding.notes.contains { isNamed(in: $0) }
        default: return isNamed(in: message) || isDescribed(in: message)
        }
    }

    /// Whether the end of the sentence says what is there.
    private func isDescribed(in message: String) -> Bool {
        if message.hasSuffix("not a list") { return value is [Any] }
        if message.hasSuffix("not a mapping") { return value is [String: Any] }
        if message.hasSuffix("not nothing") { return text == "null" || text.isEmpty }
        if message.hasSuffix("not text") { return value is String }
        // A variable's value is not in the text.
        return single?.contains("${") ?? false
    }
}
