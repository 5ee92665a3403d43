import TestSupport

/// A profile file made from a seed, in every layout that a person or a program may have left: blocks, braces, comments anywhere, anchors,
/// quotes, line ends, byte order mark. Not all of them can be read.
struct RandomProfileFile {
    var text = ""
    /// Whether single characters were changed in the end.
    private(set) var isShaken = false
    var choices: RandomChoices
    private var anchors: [String] = []

    init(seed: UInt64) {
        choices = RandomChoices(seed: seed)
        writeDocument()
        isShaken = choices.chance(30)
        if isShaken { shake() }
    }

    private mutating func writeDocument() {
        if choices.chance(15) { text += choices.pick(["---\n", "%YAML 1.2\n---\n", "--- # c\n"]) }
        writeBetweenLines(0)
        switch choices.number(0...19) {
        case 0: text += choices.pick(["", "null\n", "~ # c\n", "# c\n", "{}\n", "&x\n"])
        case 1...2:
            writeBraces(depth: 0, indentation: 0)
            endLine()
        default: writeBlockMap(choices.chance(10) ? 2 : 0, depth: 0)
        }
        writeBetweenLines(0)
        if choices.chance(15) { text += choices.pick(["...\n", "...\n# end\n", "... # end\n"]) }
        while choices.chance(25), text.last == "\n" { text.removeLast() }
        let lineBreak = choices.pick(["\n", "\n", "\n", "\r\n", "\r\n", "\r"])
        text = (choices.chance(10) ? "\u{FEFF}" : "") + text.replacing("\n", with: lineBreak)
    }

    /// Comments and empty lines.
    private mutating func writeBetweenLines(_ indentation: Int) {
        while choices.chance(15) {
            let column = choices.pick([0, indentation, indentation + 2, max(0, indentation - 2), choices.number(0...6)])
            let spaces = String(repeating: " ", count: column)
            text += choices.chance(60) ? "\(spaces)# a: {comment} é\n" : "\(choices.pick(["", spaces]))\n"
        }
    }

    mutating func endLine() {
        text += choices.pick(["", "", "", "", "", " ", "\t", " # c", "   # d: 'e'", "\t# f"]) + "\n"
    }

    // MARK: - Blocks

    private mutating func writeBlockMap(_ indentation: Int, depth: Int, isFirstIndented: Bool = false) {
        for number in 0..<choices.number(1...4) {
            if number > 0 || !isFirstIndented {
                writeBetweenLines(indentation)
                text += String(repeating: " ", count: indentation)
            }
            writeBlockEntry(number, indentation, depth: depth)
        }
    }

    private mutating func writeBlockEntry(_ number: Int, _ indentation: Int, depth: Int) {
        if choices.chance(4) {
            text += "? "
            writeKey(number)
            endLine()
            guard choices.chance(80) else { return }
            writeBetweenLines(indentation)
            text += String(repeating: " ", count: indentation) + ":"
            guard choices.chance(70) else {
                text += " "
                return writeBlockMap(indentation + 2, depth: depth + 1, isFirstIndented: true)
            }
        } else {
            writeKey(number)
            text += choices.chance(5) ? " :" : ":"
        }
        writeBlockValue(indentation, depth: depth + 1)
    }

    static let keys = ["profiles", "base", "é", "a-b", "1", "on"]

    mutating func writeKey(_ number: Int) {
        if choices.chance(4) {
            text += "&k\(anchors.count) "
            anchors.append("k\(anchors.count)")
        }
        let name = Self.keys[(2 * number + choices.number(0...1)) % Self.keys.count] + (number > 2 ? "\(number)" : "")
        text += choices.pick([name, name, name, "'\(name)'", "\"\(name)\""])
    }

    private mutating func writeBlockValue(_ indentation: Int, depth: Int) {
        if choices.chance(5), !anchors.isEmpty {
            text += " *\(choices.pick(anchors))"
            return endLine()
        }
        if choices.chance(6) {
            let name = "a\(anchors.count)"
            text += " &\(name)"
            anchors.append(name)
        }
        let deeper = indentation + choices.pick([2, 2, 2, 4, 1, 3])
        switch choices.number(0...99) {
        case 0..<30 where depth < 4:
            endLine()
            writeBlockMap(deeper, depth: depth)
        case 30..<40 where depth < 5:
            endLine()
            writeBlockList(choices.chance(40) ? indentation : deeper, depth: depth)
        case 40..<55:
            text += choices.chance(10) ? "\n\(String(repeating: " ", count: deeper))" : " "
            writeFlow(depth: depth, indentation: deeper)
            endLine()
        case 55..<65: writeBlockScalar(deeper)
        case 65..<75:
            endLine()
            writeBetweenLines(deeper)
        default:
            text +=
                choices.chance(5)
                ? "\n\(String(repeating: " ", count: deeper))"
                : choices.pick([" ", " ", "  ", text.last == "-" ? " " : "\t"])
            writeScalar(continuation: deeper, isFlow: false)
            endLine()
        }
    }

    private mutating func writeBlockList(_ indentation: Int, depth: Int) {
        for _ in 0..<choices.number(1...3) {
            writeBetweenLines(indentation)
            text += String(repeating: " ", count: indentation) + "-"
            if choices.chance(30), depth < 4 {
                text += " "
                writeBlockMap(indentation + 2, depth: depth + 1, isFirstIndented: true)
            } else {
                writeBlockValue(indentation, depth: depth + 1)
            }
        }
    }

    private mutating func writeBlockScalar(_ indentation: Int) {
        text += " " + choices.pick(["|", ">"]) + choices.pick(["", "", "-", "+"])
        endLine()
        for _ in 0..<choices.number(0...3) {
            let spaces = String(repeating: " ", count: indentation)
            text += spaces + choices.pick(["x", "two words", "  deeper", "# no comment", "k: v", ""]) + "\n"
        }
        while choices.chance(20) { text += choices.pick(["", " "]) + "\n" }
    }

    // MARK: - Disorder

    /// Changes a few characters, as no generator with a plan would.
    private mutating func shake() {
        var characters = Array(text.unicodeScalars)
        for _ in 0..<choices.number(1...4) where !characters.isEmpty {
            let index = choices.number(0...(characters.count - 1))
            switch choices.number(0...3) {
            case 0: characters.remove(at: index)
            case 1: characters.insert(characters[choices.number(0...(characters.count - 1))], at: index)
            default:
                characters.insert(
                    contentsOf: choices.pick([" ", "\n", " #", "\t", ",", "{", "}", "  ", " # c\n"]).unicodeScalars,
                    at: index)
            }
        }
        text = ""
        text.unicodeScalars.append(contentsOf: characters)
    }
}
