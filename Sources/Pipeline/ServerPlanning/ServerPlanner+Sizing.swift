import Diagnostics
import HostFacts
import SystemPackage

extension ServerPlanner {
    /// One child with many threads. A request in flight holds one of them while it waits for its WSGI process, and an MPM that runs out of
    /// threads closes kept-alive connections under its clients' feet. `docs/decisions/0003-apache-sizing.md` has the figures.
    mutating func planSizing(for application: Application?) -> ApacheSizing {
        let mpm = chooseMPM()
        let requests = (application?.processes ?? 1) * (application?.threads ?? 0)
        let workers = max(min(max(Self.fewestWorkers, requests * 2), allowedWorkers), requests)
        let isThreaded = mpm.mpm != .prefork
        let children =
            isThreaded
            ? (workers + Self.mostThreadsPerChild - 1) / Self.mostThreadsPerChild
            : min(workers, Self.mostPreforkChildren)
        return ApacheSizing(
            mpm: mpm.mpm, isLoaded: mpm.isLoaded, children: children,
            threadsPerChild: isThreaded ? (workers + children - 1) / children : 1, daemonBacklog: max(workers, 100))
    }

    /// Room for 500 busy connections, for those that linger, and for a browser beside them.
    private static let fewestWorkers = 640
    private static let mostThreadsPerChild = 2048
    private static let mostPreforkChildren = 256

    /// A child that cannot make its threads takes the whole server down, so half of what the user may still have must do.
    private var allowedWorkers: Int {
        host.threadAllowance.map { max($0 / 2, 16) } ?? .max
    }

    private mutating func chooseMPM() -> (mpm: ApacheSizing.MPM, isLoaded: Bool) {
        if let builtIn = ApacheSizing.MPM.allCases.first(where: {
            host.apache.builtInModules.contains($0.rawValue)
                || host.apache.builtInModules.contains("mpm_\($0.rawValue)")
        }) {
            return (builtIn, false)
        }
        if let loadable = ApacheSizing.MPM.allCases.first(where: {
            host.apache.loadableModules.contains("mpm_\($0.rawValue)")
        }) {
            return (loadable, true)
        }
        findings.add(
            Diagnostic(
                "no-mpm", "Apache's modules directory '\(host.apache.modulesDirectory.string)' holds no mod_mpm_*.so",
                fix: "name the right one with '--modules-directory'"))
        return (.event, true)
    }
}
