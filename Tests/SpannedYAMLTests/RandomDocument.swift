import SpannedYAML
import TestSupport

/// What a document says, without how it is written.
indirect enum Value: Equatable {
    case null
    case text(String)
    case list([Value])
    case map([(String, Value)])

    init(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar): self = scalar.core == .null ? .null : .text(scalar.text)
        case .sequence(let items): self = .list(items.map { Value($0) })
        case .mapping(let entries): self = .map(entries.map { ($0.name, Value($0.value)) })
        }
    }

    static func == (one: Value, other: Value) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.text(let one), .text(let other)): one == other
        case (.list(let one), .list(let other)): one == other
        case (.map(let one), .map(let other)): one.elementsEqual(other) { $0.0 == $1.0 && $0.1 == $1.1 }
        default: false
        }
    }
}

/// A document made from a seed, in all styles that YAML has: block and flow, quoted and not, with comments, anchors, empty lines and any line breaks.
struct RandomDocument {
    private(set) var text = ""
    private(set) var value = Value.null
    private var numbers: SeededNumbers
    private var anchors: [(name: String, value: Value)] = []
    /// Behind a block scalar an empty line or a comment could belong to it.
    private var isBehindBlockScalar = false

    init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
        writeDocument()
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &numbers) < percent
    }

    private mutating func pick<T>(_ choices: [T]) -> T {
        choices[Int.random(in: choices.indices, using: &numbers)]
    }

    private mutating func spaces(_ range: ClosedRange<Int>) -> String {
        String(repeating: " ", count: Int.random(in: range, using: &numbers))
    }

    private mutating func writeDocument() {
        if chance(20) { text += "%YAML 1.2\n---\n" } else if chance(20) { text += "---\n" }
        writeBetweenLines()
        let indentation = chance(20) ? 2 : 0
        value = chance(70) ? writeBlockMap(indentation, depth: 0) : writeBlockList(indentation, depth: 0)
        if !isBehindBlockScalar, chance(30) { text += "...\n" }
        if chance(20), text.last == "\n", !isBehindBlockScalar { text.removeLast() }
        let lineBreak = pick(["\n", "\n", "\r\n", "\r"])
        text = (chance(15) ? "\u{FEFF}" : "") + text.replacing("\n", with: lineBreak)
    }

    /// Comments and empty lines.
    private mutating func writeBetweenLines() {
        guard !isBehindBlockScalar else {
            isBehindBlockScalar = false
            return
        }
        while chance(15) {
            text += chance(50) ? "\(spaces(0...6))# a comment: with [brackets] 'é'\n" : "\(spaces(0...3))\n"
        }
    }

    private mutating func endLine() {
        text += chance(15) ? " \(spaces(0...2))# behind\n" : "\(chance(10) ? "  " : "")\n"
    }

    // MARK: - Blocks

    private mutating func writeBlockMap(_ indentation: Int, depth: Int, isFirstIndented: Bool = false) -> Value {
        var entries: [(String, Value)] = []
        for number in 0...Int.random(in: 0..<5, using: &numbers) {
            if number > 0 || !isFirstIndented {
                writeBetweenLines()
                text += String(repeating: " ", count: indentation)
            }
            let name = writeKey(number)
            text += chance(10) ? " :" : ":"
            entries.append((name, writeBlockValue(indentation, depth: depth + 1, mayBeIndentless: true)))
        }
        return .map(entries)
    }

    private mutating func writeKey(_ number: Int) -> String {
        let name = "\(pick(["key", "é", "日本 x", "a-b", "0"]))\(number)"
        text += pick([name, name, "'\(name)'", "\"\(name)\""])
        return name
    }

    private mutating func writeBlockList(_ indentation: Int, depth: Int, isFirstIndented: Bool = false) -> Value {
        var items: [Value] = []
        for number in 0...Int.random(in: 0..<4, using: &numbers) {
            if number > 0 || !isFirstIndented {
                writeBetweenLines()
                text += String(repeating: " ", count: indentation)
            }
            text += "-"
            items.append(writeItem(indentation, depth: depth + 1))
        }
        return .list(items)
    }

    private mutating func writeItem(_ indentation: Int, depth: Int) -> Value {
        guard depth < 5, chance(30) else { return writeBlockValue(indentation, depth: depth, mayBeIndentless: false) }
        let gap = Int.random(in: 1...3, using: &numbers)
        text += String(repeating: " ", count: gap)
        return chance(50)
            ? writeBlockMap(indentation + 1 + gap, depth: depth, isFirstIndented: true)
            : writeBlockList(indentation + 1 + gap, depth: depth, isFirstIndented: true)
    }

    /// What follows a colon or a dash, with the end of its line.
    private mutating func writeBlockValue(_ indentation: Int, depth: Int, mayBeIndentless: Bool) -> Value {
        if chance(10), !anchors.isEmpty {
            let anchor = pick(anchors)
            text += " *\(anchor.name)"
            endLine()
            return anchor.value
        }
        let anchor = chance(10) ? "a\(anchors.count)-\(depth)" : nil
        if let anchor { text += " &\(anchor)" }
        let value = writePlainBlockValue(indentation, depth: depth, mayBeIndentless: mayBeIndentless)
        if let anchor { anchors.append((anchor, value)) }
        return value
    }

    private mutating func writePlainBlockValue(_ indentation: Int, depth: Int, mayBeIndentless: Bool) -> Value {
        let deeper = indentation + Int.random(in: 1...4, using: &numbers)
        switch Int.random(in: 0..<100, using: &numbers) {
        case 0..<20 where depth < 5:
            endLine()
            return writeBlockMap(deeper, depth: depth)
        case 20..<35 where depth < 5:
            endLine()
            return writeBlockList(mayBeIndentless && chance(40) ? indentation : deeper, depth: depth)
        case 35..<50:
            text += " "
            let value = writeFlow(depth: depth, indentation: deeper)
            endLine()
            return value
        case 50..<65:
            return writeBlockScalar(deeper, parent: indentation)
        case 65..<72:
            endLine()
            return .null
        default:
            text += spaces(1...3)
            let value = writeScalar(continuation: deeper, isFlow: false)
            endLine()
            return value
        }
    }

    private mutating func writeBlockScalar(_ indentation: Int, parent: Int) -> Value {
        let isFolded = chance(40)
        let chomping = pick(["", "-", "+"])
        let indicator = chance(20) ? "\(indentation - parent)" : ""
        text += " \(isFolded ? ">" : "|")\(indicator)\(chomping)\(chance(10) ? " # comment" : "")\n"
        var lines: [String] = []
        for _ in 0...Int.random(in: 0..<4, using: &numbers) {
            lines.append(
                lines.isEmpty || isFolded
                    ? pick(Self.words) : pick(["", "  deeper", "# no comment", "- é", "k: v"] + Self.words))
        }
        lines.append(pick(Self.words))
        let trailing = Int.random(in: 0...2, using: &numbers)
        for line in lines {
            text +=
                line.isEmpty ? "\(spaces(0...indentation))\n" : String(repeating: " ", count: indentation) + line + "\n"
        }
        for _ in 0..<trailing { text += "\(spaces(0...indentation))\n" }
        isBehindBlockScalar = true
        let end = ["": "\n", "-": "", "+": "\n" + String(repeating: "\n", count: trailing)][chomping] ?? ""
        return .text(lines.joined(separator: isFolded ? " " : "\n") + end)
    }

    // MARK: - Flow

    private mutating func writeFlow(depth: Int, indentation: Int) -> Value {
        guard depth < 6, chance(60) else { return writeScalar(continuation: indentation, isFlow: true) }
        let isMap = chance(50)
        text += isMap ? "{" : "["
        var items: [Value] = []
        var entries: [(String, Value)] = []
        for number in 0..<Int.random(in: 0...3, using: &numbers) {
            if number > 0 { text += "," }
            writeGap(indentation)
            if isMap {
                entries.append(writePair(number, depth: depth, indentation: indentation))
            } else if chance(20) {
                items.append(.map([writePair(number, depth: depth, indentation: indentation)]))
            } else {
                items.append(writeFlow(depth: depth + 1, indentation: indentation))
            }
            writeGap(indentation)
        }
        text += isMap ? "}" : "]"
        return isMap ? .map(entries) : .list(items)
    }

    private mutating func writePair(_ number: Int, depth: Int, indentation: Int) -> (String, Value) {
        let name = writeKey(number)
        text += ": "
        guard !chance(10) else { return (name, .null) }
        return (name, writeFlow(depth: depth + 1, indentation: indentation))
    }

    private mutating func writeGap(_ indentation: Int) {
        text += pick([
            "", "", " ", "  ", "\n" + String(repeating: " ", count: indentation),
            " # é\n" + String(repeating: " ", count: indentation),
        ])
    }

    // MARK: - Scalars

    private static let words = [
        "word", "two words", "é", "日本", "🚗", "👩‍💻 x", "1", "0x1F", "true", "http://x:80/#a", "a'b", "x\"y", "e\u{301}",
        "C:\\dir",
    ]

    private mutating func writeScalar(continuation: Int, isFlow: Bool) -> Value {
        let word = pick(Self.words)
        switch Int.random(in: 0..<5, using: &numbers) {
        case 0:
            text += "'\(word.replacing("'", with: "''"))'"
            return .text(word)
        case 1:
            text += "\"\(escaped(word))\\n\\x41\\u00e9\""
            return .text("\(word)\nAé")
        case 2:
            let other = pick(Self.words)
            let lineBreak = "\n" + String(repeating: " ", count: continuation)
            text += "\(word)\(lineBreak)\(other)"
            return .text("\(word) \(other)")
        case 3:
            let lineBreak = "\n\n" + String(repeating: " ", count: continuation)
            text += "\"\(escaped(word))\(lineBreak)\(escaped(word))\""
            return .text("\(word)\n\(word)")
        default:
            text += word
            return .text(word)
        }
    }

    private func escaped(_ word: String) -> String {
        word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
