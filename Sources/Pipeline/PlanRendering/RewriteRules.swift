public import ServerPlanning

/// The user's rules for mod_rewrite, made ready for the server's own context.
///
/// They may be written for the directory of a document root, as mod_wsgi-express reads them (`^old/(.*)$`), or for the whole server (`^/old`). Apache
/// forbids the former here, or lets it match nothing. The converted text has the same lines, and more at its end at the most.
public struct RewriteRules {
    private var bytes: [[UInt8]]
    private let spared: [String]
    /// Rules from here to the end, in this file.
    private var rulesToCome = 0
    private let base: [UInt8]

    /// - Parameters:
    ///   - text: the user's file; all that is no directive of mod_rewrite's stays as it is.
    ///   - plan: whose aliases and proxies are no part of the document root.
    public static func convert(_ text: [UInt8], for plan: ServerPlan) -> [UInt8] {
        convert(text, sparing: plan.aliases.map(\.urlPath) + plan.proxies.mounts.map(\.path))
    }

    /// - Parameter paths: URL paths that rules without a leading slash do not see, nor what lies below them.
    public static func convert(_ text: [UInt8], sparing paths: [String] = []) -> [UInt8] {
        let lines = RewriteLine.all(in: text)
        var rules = RewriteRules(text, paths, lines)
        for line in lines { rules.convert(line) }
        var result = Array(rules.bytes.joined())
        // A skip counts also the rules of sections that this server leaves out: it must not go beyond the user's.
        let uncertain = lines.filter { $0.isRule && $0.isConditional }.count
        if uncertain > 0 {
            if result.last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
            result += Array(String(repeating: "RewriteRule ^ -\n", count: uncertain).utf8)
        }
        return result
    }

    private init(_ text: [UInt8], _ paths: [String], _ lines: [RewriteLine]) {
        bytes = text.map { [$0] }
        spared = paths.filter { $0 != "/" }
        rulesToCome = lines.filter(\.isRule).count
        // Source: mod_rewrite `cmd_rewritebase`: the last one counts.
        let given = lines.last { $0.name == "rewritebase" }?.words.first?.text ?? "/"
        let isUsable = given.hasPrefix("/") && !given.contains { $0.isWhitespace || $0 == "\"" || $0 == "'" }
        base = isUsable && given != "/" ? Array((given.hasSuffix("/") ? given : given + "/").utf8) : []
    }

    private mutating func convert(_ line: RewriteLine) {
        switch line.name {
        case "rewritebase": insert("#", before: line.start)
        case "rewritecond": line.words.prefix(line.words.first?.text == "expr" ? 2 : 1).forEach { convertTest($0) }
        case "rewriterule":
            rulesToCome -= 1
            guard line.words.count >= 2 else { return }
            convertPattern(line.words[0])
            convertSubstitution(line.words[1])
            if line.words.count > 2 { convertFlags(line.words[2]) }
        default: break
        }
    }

    /// In a directory these are paths of the file system, in the server's context they are still paths of URLs.
    private mutating func convertTest(_ test: RewriteLine.Word) {
        for name in ["%{REQUEST_FILENAME}", "%{SCRIPT_FILENAME}"] {
            for start in test.occurrences(of: name) where !test.text(before: start).hasSuffix("%{DOCUMENT_ROOT}") {
                insert("%{DOCUMENT_ROOT}", before: test[start].offset)
            }
        }
    }

    private mutating func convertPattern(_ word: RewriteLine.Word) {
        let isNegated = word.bytes.first == UInt8(ascii: "!")
        let pattern = RewritePattern(Array(word.bytes.dropFirst(isNegated ? 1 : 0)), isNegated: isNegated, spared)
        for insertion in pattern.insertions() {
            let index = insertion.index + (isNegated ? 1 : 0)
            if index < word.bytes.count {
                insert(insertion.text, before: word[index].offset)
            } else if let last = word.last {
                bytes[last.offset] += Array(insertion.text.utf8)
            }
        }
    }

    private mutating func convertSubstitution(_ word: RewriteLine.Word) {
        guard !base.isEmpty, let first = word.bytes.first, !"/%".utf8.contains(first), word.text != "-",
            !word.text.hasScheme
        else { return }
        bytes[word[0].offset].insert(contentsOf: base, at: 0)
    }

    /// What a rule leads to is yet to be looked for in the document root, and then to be mapped as any other path: only the user's other rules are
    /// passed over.
    private mutating func convertFlags(_ word: RewriteLine.Word) {
        guard word.bytes.first == UInt8(ascii: "["), word.bytes.last == UInt8(ascii: "]") else { return }
        let flags = RewriteFlag.all(in: word)
        guard !flags.contains(where: \.answers), flags.contains(where: \.ends) else { return }
        for flag in flags where flag.ends || flag.skips {
            for index in flag.range { bytes[word[index].offset] = [] }
            insert("S=\(rulesToCome)", before: word[flag.range.lowerBound].offset)
        }
    }

    private mutating func insert(_ text: String, before offset: Int) {
        bytes[offset].insert(contentsOf: Array(text.utf8), at: 0)
    }
}

/// One flag of a rule.
private struct RewriteFlag {
    let name: String
    /// In the word, without the blanks around it.
    let range: Range<Int>

    /// Source: mod_rewrite `cmd_rewriterule_setflag`: redirect, forbidden, gone, proxy.
    var answers: Bool { ["r", "redirect", "f", "forbidden", "g", "gone", "p", "proxy"].contains(name) }
    var ends: Bool { ["l", "last", "end", "pt", "passthrough"].contains(name) }
    var skips: Bool { ["s", "skip"].contains(name) }

    static func all(in word: RewriteLine.Word) -> [RewriteFlag] {
        let inner = word.bytes.indices.dropFirst().dropLast()
        return inner.split(separator: UInt8(ascii: ","), in: word.bytes).compactMap { part in
            let blanks = part.prefix { word.bytes[$0].isBlank }.count
            let rest = part.dropFirst(blanks)
            guard let first = rest.first, let last = rest.last(where: { !word.bytes[$0].isBlank }) else { return nil }
            let text = String(decoding: word.bytes[first...last], as: UTF8.self)
            return RewriteFlag(name: text.prefix { $0 != "=" }.lowercased(), range: first..<(last + 1))
        }
    }
}

extension Range<Int> {
    fileprivate func split(separator: UInt8, in bytes: [UInt8]) -> [Range<Int>] {
        split(omittingEmptySubsequences: true) { bytes[$0] == separator }.map { $0 }
    }
}

extension String {
    /// `https:`, `mailto:`
    fileprivate var hasScheme: Bool {
        let scheme = utf8.prefix { $0 != UInt8(ascii: ":") }
        return scheme.count < utf8.count && !scheme.isEmpty
            && scheme.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || "+.-0123456789".utf8.contains($0) }
    }
}
