import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planMonitoring(_ logs: LogPlan) -> MonitoringPlan {
        MonitoringPlan(
            showsStatus: profile[\.monitoring.serverStatus],
            measures: profile[\.monitoring.serverMetrics],
            telemetry: telemetry(logs))
    }

    private mutating func telemetry(_ logs: LogPlan) -> MonitoringPlan.Telemetry? {
        if profile[\.monitoring.enableTelemetry] {
            let collector = planCollector(logs)
            return telemetry(to: "unix:\(collector.socket.string)", collector)
        }
        guard let target = profile[\.monitoring.telemetryService] else { return nil }
        if !target.hasPrefix("unix:/") {
            complain(
                "telemetry-service", "'--telemetry-service' takes a socket on this machine, unix:/PATH, not '\(target)'"
            )
        }
        return telemetry(to: target, nil)
    }

    private func telemetry(to target: String, _ collector: MonitoringPlan.Collector?) -> MonitoringPlan.Telemetry {
        MonitoringPlan.Telemetry(
            target: target, interval: profile[\.monitoring.telemetryInterval],
            options: profile[\.monitoring.telemetryOptions], slowRequests: profile[\.monitoring.slowRequests],
            collector: collector)
    }

    private mutating func planCollector(_ logs: LogPlan) -> MonitoringPlan.Collector {
        let name = MonitoringPlan.Collector.name
        let socket = request.serverRoot.appending(name).appending("collector.sock")
        if profile[\.application.applicationType] == "static" {
            complain(
                "enable-telemetry", "'--enable-telemetry' needs mod_wsgi, which a server of files alone does not load",
                id: "no-mod-wsgi")
        } else if let python = host.python, let module = python.environmentModule, !module.hasTelemetry {
            complain(
                "enable-telemetry", "'--enable-telemetry' needs the Python package mod_wsgi-telemetry",
                id: "no-telemetry", fix: "install it: \(python.executable.string) -m pip install mod_wsgi-telemetry")
        }
        if socket.string.utf8.count > Self.longestSocketPath {
            complain(
                "enable-telemetry",
                "the socket '\(socket.string)' has a longer path than a socket may have (\(Self.longestSocketPath) bytes)",
                fix: "name a shorter '--server-root'")
        }
        if profile[\.services.script].contains(where: { $0.first == name }) {
            complain(
                "service-script", "'--enable-telemetry' starts a service '\(name)' itself", id: "twice",
                fix: "give the service of '--service-script' another name")
        }
        let port = profile[\.monitoring.telemetryUIPort]
        if port == profile[\.listening.port] || port == profile[\.tls.httpsPort] {
            complain(
                "telemetry-ui-port", "port \(port) is the server's own, and cannot be that of '--telemetry-ui-port'",
                fix: "take another one: --telemetry-ui-port \(port == 65535 ? 8888 : port + 1)")
        }
        return MonitoringPlan.Collector(
            socket: socket, script: request.serverRoot.appending("telemetry.py"), port: port,
            log: profile[\.services.logFile].last { $0.first == name }.map { logFile($0.second, logs) })
    }

    /// Source: unix(7), `sun_path` with its NUL.
    static let longestSocketPath = 107

    mutating func planControl() -> ControlPlan {
        let name = profile[\.installation.processName]
        if name?.isEmpty == true { complain("process-name", "'--process-name' takes a name, not nothing") }
        let fallback: FilePath = name == nil ? "/bin/sh" : "/bin/bash"
        return ControlPlan(
            processName: name,
            pidFile: profile[\.installation.pidFile].map { paths.absolute($0) }
                ?? request.serverRoot.appending("httpd.pid"),
            socketDirectory: profile[\.installation.socketPrefix].map { existingDirectory($0, for: "socket-prefix") }
                ?? request.serverRoot,
            environmentScript: profile[\.environment.envvarsScript].map { existingFile($0, for: "envvars-script") },
            shell: profile[\.environment.shellExecutable].map { existingFile($0, for: "shell-executable") } ?? fallback)
    }
}
