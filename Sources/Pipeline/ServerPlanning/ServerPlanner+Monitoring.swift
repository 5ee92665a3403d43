import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planMonitoring() -> MonitoringPlan {
        MonitoringPlan(
            showsStatus: profile[\.monitoring.serverStatus],
            measures: profile[\.monitoring.serverMetrics],
            telemetry: telemetry())
    }

    private mutating func telemetry() -> MonitoringPlan.Telemetry? {
        guard let target = profile[\.monitoring.telemetryService] else { return nil }
        if !target.hasPrefix("unix:/") {
            complain(
                "telemetry-service", "'--telemetry-service' takes a socket on this machine, unix:/PATH, not '\(target)'"
            )
        }
        return MonitoringPlan.Telemetry(
            target: target, interval: profile[\.monitoring.telemetryInterval],
            options: profile[\.monitoring.telemetryOptions], slowRequests: profile[\.monitoring.slowRequests])
    }

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
