/// Every option that there is. A new one is one line in one of the groups; everything else finds it there.
public struct Catalogue: Sendable {
    public let application = ApplicationOptions()
    public let listening = ListeningOptions()
    public let site = SiteOptions()
    public let tls = TLSOptions()
    public let capacity = CapacityOptions()
    public let timeouts = TimeoutOptions()
    public let recycling = RecyclingOptions()
    public let buffers = BufferOptions()
    public let routing = RoutingOptions()
    public let responses = ResponseOptions()
    public let proxies = ProxyOptions()
    public let access = AccessOptions()
    public let services = ServiceOptions()
    public let environment = EnvironmentOptions()
    public let interpreter = InterpreterOptions()
    public let logging = LoggingOptions()
    public let monitoring = MonitoringOptions()
    public let development = DevelopmentOptions()
    public let debugging = DebuggingOptions()
    public let identity = IdentityOptions()
    public let installation = InstallationOptions()

    public init() {}
}

/// A heading under which the help and the manual list options.
public protocol CatalogueGroup: Sendable {
    var title: String { get }
}

extension Catalogue {
    /// One group with its options, in the order of their declaration.
    public struct Listing: Sendable {
        public let title: String
        public let options: [OptionDetails]
        fileprivate let type: ObjectIdentifier
    }

    /// All groups, in the order of their declaration.
    public static let listings: [Listing] = groups.map { group in
        let declarations = Mirror(reflecting: group).children.compactMap { $0.value as? any AnyOptionDeclaration }
        return Listing(
            title: group.title, options: declarations.map(\.details), type: ObjectIdentifier(type(of: group)))
    }

    public static let groups: [any CatalogueGroup] = Mirror(reflecting: Catalogue()).children.compactMap {
        $0.value as? any CatalogueGroup
    }

    public static func options(of group: any CatalogueGroup.Type) -> [OptionDetails] {
        listings.first { $0.type == ObjectIdentifier(group) }?.options ?? []
    }

    public static let all: [OptionDetails] = listings.flatMap(\.options)

    public static let byName: [OptionName: OptionDetails] = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The place of each option in ``all``, for lists in the order of the catalogue.
    public static let places: [OptionName: Int] = Dictionary(
        all.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
}
