public struct MonitoringOptions: CatalogueGroup {
    public let title = "Monitoring"

    private static let receivers: [OptionName] = ["telemetry-service", "enable-telemetry"]

    public let serverStatus = OptionDeclaration<Bool>(
        "server-status", .toggle, feeds: ["SetHandler"], rules: OptionRules(apacheModules: ["status", "authz_host"]),
        "Show Apache's status at /server-status, to this machine alone.")

    public let serverMetrics = OptionDeclaration<Bool>(
        "server-metrics", .toggle, feeds: ["WSGIServerMetrics", "ExtendedStatus"],
        rules: OptionRules(apacheModules: ["status"]),
        "Let the application read Apache's own figures through mod_wsgi.")

    public let telemetryService = OptionDeclaration<String?>(
        "telemetry-service", .text(metavar: "TARGET"), feeds: ["WSGITelemetryService"],
        rules: OptionRules(wsgiVersion: "6.1.1"),
        "Send measurements to a socket on this machine, named as unix:PATH.")

    public let telemetryInterval = OptionDeclaration<Double>(
        "telemetry-interval", .decimal(0.5...86400, unit: .seconds), default: .value(.decimal(1)),
        feeds: ["WSGITelemetryService"],
        rules: OptionRules(requiresAny: receivers),
        "How often measurements are sent.")

    public let telemetryOptions = OptionDeclaration<[String]>(
        "telemetry-options", .list([.text(metavar: "ARGS")]), feeds: ["WSGITelemetryOptions"],
        rules: OptionRules(requiresAny: receivers, wsgiVersion: "6.1.1"),
        "What is measured besides, for example +CaptureUserAgent; may be given several times.")

    public let slowRequests = OptionDeclaration<Double?>(
        "slow-requests", .decimal(0...86400, unit: .seconds), feeds: ["WSGISlowRequests"],
        rules: OptionRules(requiresAny: receivers, wsgiVersion: "6.1.1"),
        "Report requests that have been running for longer.")

    public let enableTelemetry = OptionDeclaration<Bool>(
        "enable-telemetry", .toggle, feeds: ["WSGITelemetryService"],
        rules: OptionRules(excludes: ["telemetry-service"], wsgiVersion: "6.1.1"),
        "Show measurements on a page of this machine, with mod_wsgi-telemetry in a process beside the application.")

    public let telemetryUIPort = OptionDeclaration<Int>(
        "telemetry-ui-port", .integer(1...65535), default: .value(.integer(8888)),
        rules: OptionRules(idleWithout: "enable-telemetry"),
        "The port of that page, on 127.0.0.1.")
}
