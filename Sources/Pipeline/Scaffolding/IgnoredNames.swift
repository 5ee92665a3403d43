/// Adds lines to a `.gitignore`.
public enum IgnoredNames {
    /// - Returns: the file with the names that it lacked at its end; nil: it lacks none. Its own line ends are kept.
    public static func adding(_ names: [String], to bytes: [UInt8]?) -> [UInt8]? {
        let text = bytes ?? []
        let lines = text.split { $0 == 10 || $0 == 13 }.map { String(decoding: $0, as: UTF8.self) }
        let known = Set(lines.map { String($0.drop { $0 == "/" }) })
        let missing = names.filter { !known.contains($0) }
        guard !missing.isEmpty else { return nil }
        let end: [UInt8] = text.contains(13) ? [13, 10] : [10]
        let start = text.isEmpty || text.last == 10 ? text : text + end
        return start + missing.flatMap { Array($0.utf8) + end }
    }
}
