/// What changes in a text, as `patch` reads it.
public enum LineDifference {
    private static let context = 3

    /// - Parameters:
    ///   - before: nil: the file is new.
    ///   - after: nil: the file goes.
    /// - Returns: a unified diff of one hunk, which reaches from the first line that changes to the last; empty where nothing does.
    public static func unified(_ path: String, before: [UInt8]?, after: [UInt8]?) -> String {
        guard before != after else { return "" }
        let (old, new) = (lines(before ?? []), lines(after ?? []))
        let same = zip(old, new).prefix { $0 == $1 }.count
        let rest = min(old.count, new.count) - same
        let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.prefix(rest).count
        let start = max(0, same - context)
        let trailing = min(context, tail)
        let (oldEnd, newEnd) = (old.count - tail, new.count - tail)
        var text = "--- \(before == nil ? "/dev/null" : "a/\(path)")\n+++ \(after == nil ? "/dev/null" : "b/\(path)")\n"
        text += "@@ -\(range(start, oldEnd + trailing)) +\(range(start, newEnd + trailing)) @@\n"
        text += old[start..<same].map { marked(" ", $0) }.joined()
        text += old[same..<oldEnd].map { marked("-", $0) }.joined()
        text += new[same..<newEnd].map { marked("+", $0) }.joined()
        text += old[oldEnd..<(oldEnd + trailing)].map { marked(" ", $0) }.joined()
        return text
    }

    /// Each with its line break.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            result.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.endIndex { result.append(bytes[start...]) }
        return result
    }

    private static func range(_ start: Int, _ end: Int) -> String {
        "\(end > start ? start + 1 : start),\(end - start)"
    }

    private static func marked(_ mark: String, _ line: ArraySlice<UInt8>) -> String {
        let text = mark + String(decoding: line, as: UTF8.self)
        return line.last == UInt8(ascii: "\n") ? text : text + "\n\\ No newline at end of file\n"
    }
}
