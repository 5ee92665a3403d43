import ApacheSyntax
import Diagnostics
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
        func check(_ host: String, _ port: Int) throws {
            if !held.contains(where: { $0.port == port }) { try PortProbe.check(host: host, port: port) }
        }
        try check(listener.host, listener.port)
        let plan = try plan(host, serverRoot: root ?? serverRootForDisplay, .foreground)
        if let tls = plan.tls { try check(tls.listener.host, tls.listener.port) }
        try checkAccess(plan, host)
        return (plan, host)
    }
}
