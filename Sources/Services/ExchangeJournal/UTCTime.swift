import Glibc

/// A moment as `2026-01-31T23:59:59.123Z`.
public struct UTCTime: Sendable, Equatable {
    private let nanoseconds: Int

    /// - Parameter nanoseconds: since 1970, at least 0.
    public init(nanoseconds: Int) {
        self.nanoseconds = nanoseconds
    }

    /// - Parameter fractionDigits: 0 to 9.
    public func text(fractionDigits: Int) -> String {
        var seconds = time_t(nanoseconds / 1_000_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(Int.init)
        let fraction = Self.padded(nanoseconds % 1_000_000_000, to: 9).prefix(fractionDigits)
        return date.map { Self.padded($0, to: 2) }.joined(separator: "-") + "T"
            + time.map { Self.padded($0, to: 2) }.joined(separator: ":") + (fraction.isEmpty ? "" : ".\(fraction)")
            + "Z"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
