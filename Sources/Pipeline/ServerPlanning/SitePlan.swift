/// Which host names are answered.
public struct SitePlan: Sendable, Equatable {
    public let name: String
    /// Whether requests for any other name are refused.
    public let isExclusive: Bool
    /// Further names; with wildcards.
    public let aliases: [String]
    /// Whether this machine is answered whatever name it asks for.
    public let allowsLocalhost: Bool

    /// The domain that is redirected to a name with `www.` in front.
    public var bareDomain: String? {
        isExclusive && name.hasPrefix("www.") ? String(name.dropFirst(4)) : nil
    }
}
