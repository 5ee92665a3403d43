public struct CapacityOptions: CatalogueGroup {
    public let title = "Capacity"

    private static let idleWhenEmbedded = OptionRules(excludes: ["embedded-mode"])

    public let processes = OptionDeclaration<Int?>(
        "processes", .integer(1...1000), default: .derived("one process"), feeds: ["WSGIDaemonProcess"],
        "How many WSGI processes run the application; with a number, even 1, the application sees wsgi.multiprocess.")

    public let threads = OptionDeclaration<Int>(
        "threads", .integer(1...1000), default: .value(.integer(5)), feeds: ["WSGIDaemonProcess"],
        "How many threads each WSGI process has for requests.")

    public let serverMPM = OptionDeclaration<[String]>(
        "server-mpm", .list([.choice(["event", "worker", "prefork"])]), feeds: ["LoadModule"],
        "The MPM to prefer; given several times, the first that this Apache has. Without it: worker, but event where "
            + "threads are few or connections may rest for long.")

    public let maxClients = OptionDeclaration<Int?>(
        "max-clients", .integer(1...100_000),
        default: .derived("640, or twice as many as the WSGI processes have threads"),
        feeds: ["MaxRequestWorkers"], rules: idleWhenEmbedded,
        "How many connections Apache handles at the same time.")

    public let initialWorkers = OptionDeclaration<Double?>(
        "initial-workers", .decimal(0...1), default: .derived("one child"), feeds: ["StartServers"],
        rules: idleWhenEmbedded,
        "The part of --max-clients to be ready for at the start, from 0 to 1.")

    public let minimumSpareWorkers = OptionDeclaration<Double?>(
        "minimum-spare-workers", .decimal(0...1), default: .derived("one thread"),
        feeds: ["MinSpareThreads", "MinSpareServers"],
        rules: idleWhenEmbedded,
        "The part of --max-clients to keep idle at least, from 0 to 1.")

    public let maximumSpareWorkers = OptionDeclaration<Double?>(
        "maximum-spare-workers", .decimal(0...1), default: .derived("all of them"),
        feeds: ["MaxSpareThreads", "MaxSpareServers"],
        rules: idleWhenEmbedded,
        "The part of --max-clients to keep idle at most, from 0 to 1.")

    public let daemonBacklog = OptionDeclaration<Int?>(
        "daemon-backlog", .integer(1...65535), default: .derived("as many as Apache handles connections, at least 100"),
        feeds: ["WSGIDaemonProcess"], rules: idleWhenEmbedded,
        "How many requests may wait for a WSGI process to accept them.")
}
