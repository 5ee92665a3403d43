/// Reads what Python's `unicode_escape` codec wrote.
enum PythonEscapes {
    static func decode(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let kind = rest.first else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            rest = rest.dropFirst()
            switch kind {
            case UInt8(ascii: "n"): text += "\n"
            case UInt8(ascii: "r"): text += "\r"
            case UInt8(ascii: "t"): text += "\t"
            case UInt8(ascii: "\\"): text += "\\"
            case UInt8(ascii: "x"): append(digits: 2, &rest, &text)
            case UInt8(ascii: "u"): append(digits: 4, &rest, &text)
            case UInt8(ascii: "U"): append(digits: 8, &rest, &text)
            default:
                text += "\\"
                text.unicodeScalars.append(Unicode.Scalar(kind))
            }
        }
        return text
    }

    /// A lone surrogate (Python keeps undecodable bytes of file names so) becomes the replacement character.
    private static func append(digits count: Int, _ rest: inout ArraySlice<UInt8>, _ text: inout String) {
        let digits = rest.prefix(count)
        rest = rest.dropFirst(count)
        let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
        text.unicodeScalars.append(scalar ?? "\u{FFFD}")
    }
}
