/// A directive outside the sections that have a context of their own, its words taken apart as mod_rewrite does.
struct RewriteLine {
    /// A byte of a directive, and where it stands in the file.
    struct Byte {
        let value: UInt8
        let offset: Int
    }

    /// An argument, without its quotation marks.
    struct Word {
        private let content: [Byte]
        let bytes: [UInt8]

        init(_ content: [Byte]) {
            self.content = content
            bytes = content.map(\.value)
        }

        subscript(_ index: Int) -> Byte { content[index] }
        var last: Byte? { content.last }
        var text: String { String(decoding: bytes, as: UTF8.self) }
        func text(before index: Int) -> String { String(decoding: bytes[..<index], as: UTF8.self) }

        func occurrences(of text: String) -> [Int] {
            bytes.indices.filter { bytes[$0...].starts(with: text.utf8) }
        }
    }

    /// In lower case.
    let name: String
    /// Of the name, in the file.
    let start: Int
    /// Three at the most.
    let words: [Word]
    /// Whether Apache may pass it over.
    let isConditional: Bool

    var isRule: Bool { name == "rewriterule" }

    /// - Returns: the directives for the context in which the file is included.
    static func all(in text: [UInt8]) -> [RewriteLine] {
        var sections: [String] = []
        return logicalLines(of: text).compactMap { content in
            guard let first = content.first else { return nil }
            if first.value == UInt8(ascii: "<") {
                let name = String(
                    decoding: content.dropFirst().prefix { !$0.value.isBlank && $0.value != UInt8(ascii: ">") }
                        .map(\.value), as: UTF8.self
                ).lowercased()
                if !name.hasPrefix("/") { sections.append(name) } else { _ = sections.popLast() }
                return nil
            }
            guard first.value != UInt8(ascii: "#"), sections.allSatisfy(transparent.contains) else { return nil }
            let name = content.prefix { !$0.value.isBlank }
            return RewriteLine(
                name: String(decoding: name.map(\.value), as: UTF8.self).lowercased(), start: first.offset,
                words: words(of: content.dropFirst(name.count)), isConditional: !sections.isEmpty)
        }
    }

    /// Sections whose content has the context of the whole.
    private static let transparent: Set<String> = [
        "ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective", "ifsection",
    ]

    /// Without the blanks at their beginnings.
    ///
    /// Source: httpd 2.4 `ap_cfg_getline`: a backslash at the end goes on in the next line, also in a comment.
    private static func logicalLines(of text: [UInt8]) -> [[Byte]] {
        var lines: [[Byte]] = []
        var line: [Byte] = []
        func end() {
            lines.append(Array(line.drop { $0.value.isBlank }))
            line = []
        }
        for (offset, value) in text.enumerated() {
            guard value == UInt8(ascii: "\n") else {
                line.append(Byte(value: value, offset: offset))
                continue
            }
            if line.last?.value == UInt8(ascii: "\r") { line.removeLast() }
            if line.last?.value == UInt8(ascii: "\\") { line.removeLast() } else { end() }
        }
        end()
        return lines
    }

    /// Source: mod_rewrite `parseargline`: within quotation marks of one kind nothing is special, and a backslash takes a blank along.
    private static func words(of line: ArraySlice<Byte>) -> [Word] {
        var words: [Word] = []
        var rest = line.drop { $0.value.isBlank }
        while let first = rest.first, words.count < 3 {
            let mark = "\"'".utf8.contains(first.value) ? first.value : nil
            if mark != nil { rest.removeFirst() }
            var content: [Byte] = []
            while let byte = rest.popFirst() {
                if byte.value == mark || mark == nil && byte.value.isBlank { break }
                content.append(byte)
                if byte.value == UInt8(ascii: "\\"), let next = rest.first, next.value.isBlank {
                    content.append(next)
                    rest.removeFirst()
                }
            }
            words.append(Word(content))
            rest = rest.drop { $0.value.isBlank }
        }
        return words
    }
}

extension UInt8 {
    /// As C's `isspace` has it.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
