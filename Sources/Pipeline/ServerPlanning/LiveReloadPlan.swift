public import SystemPackage

/// How pages in browsers learn that they are old.
public struct LiveReloadPlan: Sendable, Equatable {
    /// What Apache asks at the engine's socket lies below it.
    public static let urlPath = "/__expressway__/live"
    public static let socketName = "live.sock"
    /// Connections of Apache's that may be occupied besides requests: a browser has one for each page that can be seen, and another for a few seconds
    /// after a page was left.
    static let connections = 8

    public let socket: FilePath
    /// Whether others than this machine may follow.
    public let isOpenToNetwork: Bool

    public static var scriptPath: String { urlPath + "/script.js" }
}
