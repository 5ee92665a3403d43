/// What a process has appended and not made into files yet.
///
/// Source: `docs/reference/recording-format.md`, "The spool".
enum RecordingSpool {
    static let prefix = ".spool-"
    private static let magic = "expressway-spooled"
    private static let longestLine = 256

    /// The exchanges with their names, up to the first that is cut or is none.
    static func exchanges(_ bytes: [UInt8]) -> [(name: String, file: ArraySlice<UInt8>)] {
        var found: [(name: String, file: ArraySlice<UInt8>)] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let line = rest.prefix(longestLine).prefix { $0 != UInt8(ascii: "\n") }
            let words = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 3, words[0] == magic, let length = Int(words[2]), length >= 0,
                length < rest.count - line.count
            else { return found }
            let start = line.endIndex + 1
            found.append((String(words[1]), rest[start..<(start + length)]))
            rest = rest[(start + length)...]
        }
        return found
    }
}
