import Diagnostics
import HostFacts
import SystemPackage

extension ServerPlanner {
    /// One child with many threads. Connections that wait for the WSGI processes each hold a thread, and an MPM that runs out of them closes
    /// kept-alive connections under its clients' feet; `benchmarks/RESULTS.md` has the figures.
    mutating func planSizing(for application: Application?) -> ApacheSizing {
        let mpm = chooseMPM()
        let requests = (application?.processes ?? 1) * (application?.threads ?? 0)
        let threads = max(Self.threadsPerChild, requests * 2)
        return ApacheSizing(
            mpm: mpm.mpm, isLoaded: mpm.isLoaded, children: mpm.mpm == .prefork ? min(threads, 256) : 1,
            threadsPerChild: mpm.mpm == .prefork ? 1 : threads, daemonBacklog: max(threads, 100))
    }

    private static let threadsPerChild = 512

    private mutating func chooseMPM() -> (mpm: ApacheSizing.MPM, isLoaded: Bool) {
        if let builtIn = ApacheSizing.MPM.allCases.first(where: {
            host.apache.builtInModules.contains($0.rawValue) || host.apache.builtInModules.contains("mpm_\($0.rawValue)")
        }) {
            return (builtIn, false)
        }
        if let loadable = ApacheSizing.MPM.allCases.first(where: { host.apache.loadableModules.contains("mpm_\($0.rawValue)") }) {
            return (loadable, true)
        }
        findings.add(
            Diagnostic(
                "no-mpm", "Apache's modules directory '\(host.apache.modulesDirectory.string)' holds no mod_mpm_*.so",
                fix: "name the right one with '--modules-directory'"))
        return (.event, true)
    }
}
