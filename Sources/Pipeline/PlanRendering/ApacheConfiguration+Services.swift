import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    func servicesGroup() -> ConfigurationGroup? {
        guard let application = plan.application else { return nil }
        return ConfigurationGroup(
            "Services",
            causes: given(
                [], ["service-script", "service-user", "service-group", "service-log-file", "enable-telemetry"]),
            (plan.services + [collector].compactMap { $0 }).flatMap { node(for: $0, application) })
    }

    /// It is a service like those of the user, but for the option that starts it.
    private var collector: ServicePlan? {
        plan.monitoring.telemetry?.collector.map {
            ServicePlan(
                name: MonitoringPlan.Collector.name, script: $0.script, user: nil, group: nil, log: $0.log,
                option: "enable-telemetry")
        }
    }

    /// A log of its own needs a host of its own, at an address that nobody can connect to.
    private func node(for service: ServicePlan, _ application: Application) -> [ConfigurationNode] {
        let group = "service:\(service.name)"
        let start: [ConfigurationNode] = [
            .directive(daemonProcess(service, group, application)),
            .directive(
                Directive(
                    "WSGIImportScript",
                    [
                        .text(service.script.string), .option("process-group", group),
                        .verbatim("application-group=%{GLOBAL}"),
                    ], causes: [service.option])),
        ]
        guard let log = service.log else { return start }
        return [
            .section(
                Directive("VirtualHost", [.verbatim("192.0.2.1:1")], causes: ["service-log-file"]),
                [.directive("ServerName", "expressway.invalid"), errorLog(log, causes: ["service-log-file"])]
                    + readableFormat + start)
        ]
    }

    /// The terminal's log has a format for the engine; a file is for people.
    private var readableFormat: [ConfigurationNode] {
        guard plan.logs.destination == .terminal, plan.logs.errors.format == nil else { return [] }
        return [.directive("ErrorLogFormat", "[%t] [%-m:%l] [pid %P] %M")]
    }

    private func daemonProcess(_ service: ServicePlan, _ group: String, _ application: Application) -> Directive {
        var arguments: [DirectiveArgument] = [.text(group), .verbatim("display-name=%{GROUP}"), .verbatim("threads=0")]
        if let user = service.user { arguments.append(.option("user", user)) }
        if let group = service.group { arguments.append(.option("group", group)) }
        arguments += [
            .option("home", application.workingDirectory.string),
            .option("lang", application.locale),
            .option("locale", application.locale),
        ]
        let path = application.pythonPath.map(\.string)
        if !path.isEmpty { arguments.append(.option("python-path", path.joined(separator: ":"))) }
        if let eggs = application.interpreter.eggs { arguments.append(.option("python-eggs", eggs.string)) }
        if plan.monitoring.measures { arguments.append(.verbatim("server-metrics=On")) }
        return Directive("WSGIDaemonProcess", arguments, causes: [service.option, "service-user", "service-group"])
    }
}
