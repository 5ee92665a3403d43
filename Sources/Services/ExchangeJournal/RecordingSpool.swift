/// What a process has recorded and not made into files yet.
///
/// Source: `docs/reference/recording-format.md`, "The spool".
struct RecordingSpool {
    static let prefix = ".spool-"
    private static let longestLine = 256

    private var rest: ArraySlice<UInt8>
    private var names: [Int: SpooledNames] = [:]

    /// The exchanges with their names, up to the first that is not whole or is none.
    static func exchanges(_ bytes: [UInt8]) -> [(name: String, file: ArraySlice<UInt8>)] {
        var spool = RecordingSpool(rest: bytes[...])
        var found: [(name: String, file: ArraySlice<UInt8>)] = []
        while let next = spool.next() { found.append(next) }
        return found
    }

    private init(rest: ArraySlice<UInt8>) {
        self.rest = rest
    }

    private mutating func next() -> (name: String, file: ArraySlice<UInt8>)? {
        while let kind = rest.first {
            if kind == SpooledExchange.kind { return nextOfNumbers() }
            let line = rest.prefix(Self.longestLine).prefix { $0 != UInt8(ascii: "\n") }
            let words = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
            guard let length = words.last.flatMap({ Int($0) }), length >= 0, length < rest.count - line.count else {
                return nil
            }
            let content = rest[(line.endIndex + 1)..<(line.endIndex + 1 + length)]
            if words.count == 3, words[0] == "expressway-spooled" {
                rest = rest[content.endIndex...]
                return (String(words[1]), content)
            }
            guard words.count == 4, words[0] == "names", let number = Int(words[1]),
                let told = SpooledNames(writer: String(words[2]), content)
            else { return nil }
            names[number] = told
            rest = rest[content.endIndex...]
        }
        return nil
    }

    private mutating func nextOfNumbers() -> (name: String, file: ArraySlice<UInt8>)? {
        guard let exchange = SpooledExchange(rest), let names = names[exchange.names] else { return nil }
        rest = rest.dropFirst(exchange.length)
        return (exchange.name(by: names), exchange.file(with: names)[...])
    }
}

/// The names of the environs of many exchanges, told once.
struct SpooledNames {
    /// The process and its mark, as in the names of its files.
    let writer: String
    let process: Int
    let names: [ArraySlice<UInt8>]

    init?(writer: String, _ block: ArraySlice<UInt8>) {
        guard let process = writer.split(separator: "-").first.flatMap({ Int($0) }) else { return nil }
        self.writer = writer
        self.process = process
        names = block.isEmpty ? [] : block.split(separator: 0, omittingEmptySubsequences: false)
    }
}
