import ApacheSyntax
import Diagnostics
import FileReading
import HostFacts
import HostProbing
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

/// A server that nothing stands in the way of.
struct Prepared {
    let plan: ServerPlan
    let host: Host
    let configuration: RenderedConfiguration
}

extension ServerSession {
    /// Plans a server in this terminal and looks at all that could be wrong, before anything is made.
    ///
    /// - Parameters:
    ///   - root: the server root; nil where there is none yet.
    ///   - running: the server that still holds its ports.
    /// - Throws: ``Diagnostic`` or ``Findings`` for everything that stands in the way.
    func prepare(in root: FilePath? = nil, replacing running: ServerPlan? = nil) throws -> (
        plan: ServerPlan, host: Host
    ) {
        let host = try gatherFacts()
        let listener = (host: profile[\.listening.host].unbracketed, port: profile[\.listening.port])
        let held = [running?.listener, running?.tls?.listener].compactMap { $0 }
        func check(_ host: String, _ port: Int, _ flag: OptionName = "port") throws {
            if !held.contains(where: { $0.port == port }) {
                try PortProbe.check(host: host, port: port, flag: flag.flag)
            }
        }
        try check(listener.host, listener.port)
        let plan = try plan(host, serverRoot: root ?? serverRootForDisplay, .foreground)
        if let tls = plan.tls { try check(tls.listener.host, tls.listener.port, "https-port") }
        if let collector = plan.monitoring.telemetry?.collector,
            collector.port != running?.monitoring.telemetry?.collector?.port
        {
            try check(MonitoringPlan.Collector.host, collector.port, "telemetry-ui-port")
        }
        try checkAccess(plan, host)
        try checkPackages(plan.debugging, host)
        if let gdb = plan.debugging.gdb, ProgramSearch.find(gdb) == nil {
            throw Diagnostic(
                "no-gdb", "'--enable-gdb' needs gdb, and there is no program '\(gdb)'",
                of: profile.provenance(of: "enable-gdb"),
                fix: "install it (Debian: apt install gdb), or name it with --gdb-executable")
        }
        return (plan, host)
    }

    /// - Throws: a finding for each package that an option needs and that the project's Python does not have.
    func checkPackages(_ debugging: DebugPlan, _ host: Host) throws(Findings) {
        try Findings(
            debugging.packages.filter { PackageProbe.find($0.name, python: host.python?.executable) == nil }.map {
                let option = OptionName($0.option)
                return Diagnostic(
                    "missing-package",
                    "'\(option.flag)' needs the package '\($0.name)', which the project's Python does not have",
                    of: profile.provenance(of: option),
                    fix: "install it: \(host.python?.executable.string ?? "python3") -m pip install \($0.name)")
            }
        ).throwIfErrors()
    }
}
