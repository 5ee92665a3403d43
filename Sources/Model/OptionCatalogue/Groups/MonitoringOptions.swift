public struct MonitoringOptions: CatalogueGroup {
    public let title = "Monitoring"

    private static let laterAdvice =
        "run mod_wsgi-telemetry yourself and name its socket with '--telemetry-service unix:PATH'"

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
        "telemetry-interval", .decimal(0.001...86400, unit: .seconds), default: .value(.decimal(1)),
        feeds: ["WSGITelemetryService"],
        rules: OptionRules(requires: ["telemetry-service"]),
        "How often measurements are sent.")

    public let telemetryOptions = OptionDeclaration<[String]>(
        "telemetry-options", .list([.text(metavar: "ARGS")]), feeds: ["WSGITelemetryOptions"],
        rules: OptionRules(requires: ["telemetry-service"], wsgiVersion: "6.1.1"),
        "What is measured besides, for example +CaptureUserAgent; may be given several times.")

    public let slowRequests = OptionDeclaration<Double?>(
        "slow-requests", .decimal(0.001...86400, unit: .seconds), feeds: ["WSGISlowRequests"],
        rules: OptionRules(requires: ["telemetry-service"], wsgiVersion: "6.1.1"),
        "Report requests that have been running for longer.")

    public let enableTelemetry = OptionDeclaration<Bool>(
        "enable-telemetry", .toggle, availability: .notYet(laterAdvice),
        "Run mod_wsgi's collector and its page beside the application.")

    public let telemetryUIPort = OptionDeclaration<Int>(
        "telemetry-ui-port", .integer(1...65535), default: .value(.integer(8888)), availability: .notYet(laterAdvice),
        "The port of that page.")
}
