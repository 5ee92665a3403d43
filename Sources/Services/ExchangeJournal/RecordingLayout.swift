/// The first line of a file: what it is, and how long its parts are.
public struct RecordingLayout: Sendable, Equatable {
    /// Lengths in bytes, in the order in which the parts stand behind the first line.
    public let first: Int
    public let description: Int
    public let environ: Int
    public let requestBody: Int
    public let responseBody: Int

    /// Of what stands before the bodies.
    public var head: Int { first + description + environ }

    /// Of the whole file.
    public var total: Int { first + description + environ + requestBody + responseBody }

    /// More than any first line of ours has.
    public static let longestFirstLine = 128
    /// Of the description and of the environ: headers and tracebacks are limited.
    public static let longestPart = 64 << 20

    private static let magic = "expressway-exchange"
    private static let version = 1

    /// - Parameter start: the file's first bytes, at least ``longestFirstLine`` if it has so many.
    public init(_ start: some Collection<UInt8>) throws(UnreadableRecording) {
        let line = start.prefix(Self.longestFirstLine).prefix { $0 != UInt8(ascii: "\n") }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.first.map(String.init) == Self.magic else { throw .foreign }
        guard line.count < min(start.count, Self.longestFirstLine) else { throw .truncated }
        guard words.count >= 2, let version = Self.number(words[1]) else { throw .damaged("its first line") }
        guard version == Self.version else { throw .newer(version: version) }
        let lengths = words.dropFirst(2).compactMap(Self.number)
        guard words.count == 6, lengths.count == 4 else { throw .damaged("its first line") }
        guard max(lengths[0], lengths[1]) <= Self.longestPart else { throw .damaged("its first line") }
        first = line.count + 1
        (description, environ, requestBody, responseBody) = (lengths[0], lengths[1], lengths[2], lengths[3])
    }

    /// Decimal digits alone, and not so many that a sum of them could overflow.
    private static func number(_ word: Substring) -> Int? {
        guard (1...15).contains(word.utf8.count), word.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(word)
    }
}

/// Why a file is no exchange that can be read.
public enum UnreadableRecording: Error, Sendable, Equatable, CustomStringConvertible {
    /// Something else.
    case foreign
    /// Its end is missing.
    case truncated
    /// There is more than it says there is.
    case tooLong
    case damaged(String)
    case newer(version: Int)
    case unavailable(String)

    public var description: String {
        switch self {
        case .foreign: "it is not a recorded exchange"
        case .truncated: "its end is missing"
        case .tooLong: "there is more behind its end"
        case .damaged(let part): "it is damaged: \(part)"
        case .newer(let version): "it has format \(version), which a newer Expressway reads"
        case .unavailable(let reason): "it cannot be read: \(reason)"
        }
    }
}
