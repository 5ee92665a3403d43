import TestSupport

extension RandomProfileFile {
    mutating func writeFlow(depth: Int, indentation: Int) {
        switch choices.number(0...9) {
        case 0...4 where depth < 5: writeBraces(depth: depth, indentation: indentation)
        case 5...6 where depth < 5: writeBrackets(depth: depth, indentation: indentation)
        default: writeScalar(continuation: indentation, isFlow: true)
        }
    }

    mutating func writeBraces(depth: Int, indentation: Int) {
        let lineBreak = "\n" + String(repeating: " ", count: indentation)
        let style = choices.number(0...4)
        text += "{"
        let count = choices.number(0...3)
        for number in 0..<count {
            switch style {
            case 0: text += (number > 0 ? (choices.chance(30) ? ", # c" : ",") : "") + lineBreak
            case 1: text += number > 0 ? "\(choices.pick([" # c", ""]))\(lineBreak), " : " "
            case 2:
                if number > 0 { text += "," }
                writeGap(indentation)
            default: text += number > 0 ? ", " : ""
            }
            if choices.chance(3) { text += "? " }
            writeKey(number)
            switch choices.number(0...19) {
            case 0: break
            case 1: text += ": "
            case 2: text += " : "
            default:
                text += ": "
                writeFlow(depth: depth + 1, indentation: indentation + 2)
            }
            if style == 2 { writeGap(indentation) }
        }
        if choices.chance(10), count > 0 { text += "," }
        switch style {
        case 0: text += (choices.chance(20) ? " # last" : "") + lineBreak
        case 1: text += choices.pick([lineBreak, " "])
        case 2: writeGap(indentation)
        default: text += choices.pick(["", "", " "])
        }
        text += "}"
    }

    private mutating func writeBrackets(depth: Int, indentation: Int) {
        text += "["
        for number in 0..<choices.number(0...3) {
            if number > 0 { text += "," }
            writeGap(indentation)
            writeFlow(depth: depth + 1, indentation: indentation)
        }
        writeGap(indentation)
        text += "]"
    }

    private mutating func writeGap(_ indentation: Int) {
        let lineBreak = "\n" + String(repeating: " ", count: indentation)
        text += choices.pick(["", "", "", " ", " ", lineBreak, " # é" + lineBreak])
    }

    // MARK: - Scalars

    mutating func writeScalar(continuation: Int, isFlow: Bool) {
        let lineBreak = "\n" + String(repeating: " ", count: continuation)
        text += choices.pick([
            "1", "2", "x", "word", "two words", "true", "null", "~", "'q'", "'it''s'", "\"d\\n\"", "\"\"",
            "http://x:80/#a",
            "1.5", "é", "\"a\(lineBreak)b\"", "'a\(lineBreak)\(lineBreak)b'", "a\(lineBreak)b", "-x", "08:30",
        ])
    }
}
