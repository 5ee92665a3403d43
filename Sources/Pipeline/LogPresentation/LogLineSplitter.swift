/// Turns reads of any size into lines.
public struct LogLineSplitter: Sendable {
    /// A longer line is cut into several. Apache's own records end at 8 KiB.
    static let longestLine = 64 * 1024

    private var partial: [UInt8] = []

    public init() {}

    var hasPartialLine: Bool { !partial.isEmpty }
    var partialLine: ArraySlice<UInt8> { partial[...] }

    /// The lines that are complete, without their newline.
    public mutating func split(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        partial.append(contentsOf: bytes)
        var lines: [[UInt8]] = []
        var start = partial.startIndex
        while let newline = partial[start...].firstIndex(of: 10) {
            append(partial[start..<newline], to: &lines)
            start = newline + 1
        }
        partial.removeFirst(start)
        while partial.count > Self.longestLine {
            lines.append(Array(partial.prefix(Self.longestLine)))
            partial.removeFirst(Self.longestLine)
        }
        return lines
    }

    /// What came without a newline.
    public mutating func finish() -> [[UInt8]] {
        guard !partial.isEmpty else { return [] }
        defer { partial = [] }
        return [partial]
    }

    private func append(_ line: ArraySlice<UInt8>, to lines: inout [[UInt8]]) {
        var rest = line
        while rest.count > Self.longestLine {
            lines.append(Array(rest.prefix(Self.longestLine)))
            rest = rest.dropFirst(Self.longestLine)
        }
        lines.append(Array(rest))
    }
}
