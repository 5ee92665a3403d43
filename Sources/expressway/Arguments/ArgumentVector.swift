import Diagnostics
import OptionCatalogue

/// Options with several words (`--setenv KEY VALUE`), which the argument parser does not know, become one word on the way in.
enum ArgumentVector {
    /// Stands between the words of one occurrence. What the user typed cannot hold it: it is a control character, and those are refused.
    static let separator: Character = "\u{1F}"

    /// The words that the process was started with, without its own name.
    ///
    /// - Throws: a finding for a word that is not UTF-8, which would arrive as another one.
    static func ofThisProcess() throws(Diagnostic) -> [String] {
        var words: [String] = []
        for index in 1..<max(Int(CommandLine.argc), 1) {
            guard let pointer = CommandLine.unsafeArgv[index] else { break }
            guard let word = String(validatingCString: pointer) else {
                let flag = words.last { $0.hasPrefix("--") }.map { ", behind '\($0)'," } ?? ""
                throw Diagnostic(
                    "not-utf-8", "argument \(index)\(flag) is not valid UTF-8: '\(String(cString: pointer))'",
                    fix:
                        "write it in UTF-8; for bytes that are not text, export a variable and hand it on with --passenv"
                )
            }
            words.append(word)
        }
        return words
    }

    /// - Throws: ``MissingWords`` where the command line ends too early.
    static func preparing(_ words: [String]) throws(MissingWords) -> [String] {
        var result: [String] = []
        var rest = words[...]
        // Here an option's name is no option.
        if words.count > 1, words[0] == "explain", words[1].hasPrefix("--"), words[1] != "--help" {
            result = ["explain", String(words[1].dropFirst(2))]
            rest = words.dropFirst(2)
        }
        while let word = rest.popFirst() {
            guard word != "--" else { return result + [word] + rest }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard word.hasPrefix("--"), let option = Catalogue.byName[OptionName(String(parts[0].dropFirst(2)))] else {
                result.append(word)
                continue
            }
            result += try joined(option, first: parts.count == 2 ? String(parts[1]) : nil, word, &rest)
        }
        return result
    }

    private static func joined(
        _ option: OptionDetails, first: String?, _ word: String, _ rest: inout ArraySlice<String>
    ) throws(MissingWords) -> [String] {
        guard option.type.arity > 0 else { return [word] }
        var values = first.map { [$0] } ?? []
        while values.count < option.type.arity {
            guard let next = rest.popFirst() else { throw MissingWords(option: option, given: values.count) }
            values.append(next)
        }
        return ["\(option.name.flag)=\(values.joined(separator: String(separator)))"]
    }
}

/// The command line ends in the middle of an option.
struct MissingWords: Error, CustomStringConvertible {
    let option: OptionDetails
    let given: Int

    var description: String {
        let wanted = option.type.metavars.joined(separator: " ")
        return "'\(option.name.flag)' takes \(wanted)"
            + (given == 0 ? "" : "; only \(given) of \(option.type.arity) words are there")
    }
}
