/// Apache's levels, the gravest first. Source: httpd 2.4 core, LogLevel.
public enum ApacheLogLevel: String, Sendable, Hashable, CaseIterable, Comparable {
    case emerg, alert, crit, error, warn, notice, info, debug
    case trace1, trace2, trace3, trace4, trace5, trace6, trace7, trace8

    public static func < (one: Self, other: Self) -> Bool { one.gravity < other.gravity }

    private var gravity: Int { Self.allCases.count - (Self.allCases.firstIndex(of: self) ?? 0) }
}
