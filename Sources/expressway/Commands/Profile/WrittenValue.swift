import Diagnostics
import OptionCatalogue
import ProfileEditing
import ProfileResolution

/// What somebody wants to see in a profile, as the words of a command line.
struct WrittenValue {
    /// Below the profile: the option, for a mapping also the name in it.
    let keys: [String]
    let value: EditedValue

    /// - Parameters:
    ///   - option: what is set.
    ///   - words: its value; of a list each element; of a mapping a name and its value.
    /// - Throws: a finding for words that the option does not take.
    init(_ option: OptionDetails, _ words: [String]) throws(Diagnostic) {
        switch option.type {
        case .list(let elements) where option.name == "secrets":
            try Self.expect(words, 2, option)
            _ = try Self.read(option, elements[0], words[0])
            let parts = words[1].split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, ["env", "file"].contains(parts[0]) else {
                throw Diagnostic(
                    "wrong-value", "the value of a secret is env:VARIABLE or file:FILE-PATH, not '\(words[1])'",
                    place: "argument '\(words[1])'")
            }
            keys = [option.name.text, words[0]]
            value = .mapping([EditedValue.Entry(parts[0], .text(parts[1]))])
        case .list(let elements) where option.type.isMapping:
            try Self.expect(words, elements.count, option)
            keys = [option.name.text, words[0]]
            _ = try Self.read(option, elements[0], words[0])
            value = try Self.read(option, elements[1], words[1])
        case .list(let elements):
            guard !words.isEmpty else { throw Self.tooFew(option) }
            keys = [option.name.text]
            var values: [EditedValue] = []
            for word in words { values.append(try Self.read(option, elements[0], word)) }
            value = .sequence(values)
        case .toggle, .integer, .decimal, .text, .path, .choice:
            try Self.expect(words, 1, option)
            keys = [option.name.text]
            value = try Self.read(option, option.type, words[0])
        }
    }

    /// A value with variables is what it is only where it is used.
    private static func read(_ option: OptionDetails, _ type: OptionType, _ word: String) throws(Diagnostic)
        -> EditedValue
    {
        if Interpolation.concerns(word) { return .text(word) }
        switch try type.read([word], for: option.name, place: "argument '\(word)'") {
        case .toggle(let flag): return .bool(flag)
        case .integer(let number): return .integer(number)
        case .decimal(let number): return .decimal(number)
        case .text(let text): return .text(text)
        case .list: return .text(word)
        }
    }

    private static func expect(_ words: [String], _ count: Int, _ option: OptionDetails) throws(Diagnostic) {
        guard words.count != count else { return }
        guard words.count > count else { throw tooFew(option) }
        throw Diagnostic(
            "surplus-word",
            "'\(option.name)' takes \(option.type.metavarsInWords); '\(words[count])' is one word too many",
            fix: "put quotes around a value with spaces")
    }

    private static func tooFew(_ option: OptionDetails) -> Diagnostic {
        Diagnostic("missing-word", "'\(option.name)' takes \(option.type.metavarsInWords)")
    }
}

extension OptionType {
    fileprivate var metavarsInWords: String {
        self == .toggle ? "true or false" : metavars.joined(separator: " ")
    }
}
