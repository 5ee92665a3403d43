import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// One child with many threads. A request in flight holds one of them while it waits for its WSGI process, and an MPM that runs out of
    /// threads closes kept-alive connections under its clients' feet. `docs/decisions/0003-apache-sizing.md` has the figures.
    mutating func planSizing(for application: Application?) -> ApacheSizing {
        let mpm = chooseMPM()
        let processes = application?.processes ?? 1
        let requests = processes * (application?.threads ?? 0)
        if let application, application.daemon == nil { return embeddedSizing(mpm, processes, application.threads) }
        let usual = max(min(max(Self.fewestWorkers, requests * 2), allowedWorkers), requests)
        let workers = profile[\.capacity.maxClients] ?? usual
        let isThreaded = mpm.mpm != .prefork
        let wish = isThreaded ? (workers + Self.mostThreadsPerChild - 1) / Self.mostThreadsPerChild : workers
        let isCapped = !isThreaded && profile[\.capacity.maxClients] == nil
        let children = isCapped ? min(wish, Self.mostPreforkChildren) : wish
        let threads = isThreaded ? (workers + children - 1) / children : 1
        return ApacheSizing(
            mpm: mpm.mpm, isLoaded: mpm.isLoaded, children: children, threadsPerChild: threads,
            startChildren: startChildren(children, isThreaded),
            spare: spare(children * threads, isThreaded ? threads : 1, isThreaded: isThreaded),
            daemonBacklog: profile[\.capacity.daemonBacklog] ?? max(workers, 100))
    }

    /// The children run the application themselves, so there are as many of them as WSGI processes were asked for.
    private func embeddedSizing(_ mpm: (mpm: ApacheSizing.MPM, isLoaded: Bool), _ processes: Int, _ threads: Int)
        -> ApacheSizing
    {
        let isThreaded = mpm.mpm != .prefork
        let children = isThreaded ? processes : processes * threads
        let threads = isThreaded ? threads : 1
        return ApacheSizing(
            mpm: mpm.mpm, isLoaded: mpm.isLoaded, children: children, threadsPerChild: threads, startChildren: children,
            spare: 1...(children * threads), daemonBacklog: 100)
    }

    private func startChildren(_ children: Int, _ isThreaded: Bool) -> Int {
        guard let part = profile[\.capacity.initialWorkers] else { return isThreaded ? 1 : min(children, 5) }
        return max(1, Int((part * Double(children)).rounded(.up)))
    }

    /// An MPM that may not keep a whole child's threads beyond the least would end children that it needs.
    private mutating func spare(_ workers: Int, _ step: Int, isThreaded: Bool) -> ClosedRange<Int> {
        let least = profile[\.capacity.minimumSpareWorkers], most = profile[\.capacity.maximumSpareWorkers]
        if let least, let most, most < least {
            complain(
                "maximum-spare-workers",
                "'--maximum-spare-workers' (\(most)) is smaller than '--minimum-spare-workers' (\(least))")
        }
        let minimum = least.map { max(1, Int($0 * Double(workers))) } ?? (isThreaded ? 1 : min(workers, 5))
        let maximum = most.map { Int($0 * Double(workers)) } ?? workers
        return minimum...max(maximum, min(minimum + step, workers), minimum)
    }

    /// Room for 500 busy connections, for those that linger, and for a browser beside them.
    private static let fewestWorkers = 640
    private static let mostThreadsPerChild = 2048
    private static let mostPreforkChildren = 256

    /// A child that cannot make its threads takes the whole server down, so half of what the user may still have must do.
    private var allowedWorkers: Int {
        host.threadAllowance.map { max($0 / 2, 16) } ?? .max
    }

    /// What is part of the program cannot be chosen; of modules, the first that the user prefers, or that we do.
    private mutating func chooseMPM() -> (mpm: ApacheSizing.MPM, isLoaded: Bool) {
        let wishes = profile[\.capacity.serverMPM].compactMap { ApacheSizing.MPM(rawValue: $0.lowercased()) }
        let choices = wishes.isEmpty ? ApacheSizing.MPM.allCases : wishes
        if let builtIn = ApacheSizing.MPM.allCases.first(where: { isBuiltIn($0) }) {
            if !choices.contains(builtIn) {
                refuse(wishes, has: "only \(builtIn.rawValue), which is part of the program")
            }
            return (builtIn, false)
        }
        let isLoadable = { (mpm: ApacheSizing.MPM) in host.apache.loadableModules.contains("mpm_\(mpm.rawValue)") }
        if let loadable = choices.first(where: isLoadable) { return (loadable, true) }
        let others = ApacheSizing.MPM.allCases.filter(isLoadable).map(\.rawValue)
        if !others.isEmpty {
            refuse(wishes, has: others.joined(separator: ", "))
            return (choices[0], true)
        }
        findings.add(
            Diagnostic(
                "no-mpm", "Apache's modules directory '\(host.apache.modulesDirectory.string)' holds no mod_mpm_*.so",
                fix: "name the right one with '--modules-directory'"))
        return (.event, true)
    }

    private func isBuiltIn(_ mpm: ApacheSizing.MPM) -> Bool {
        host.apache.builtInModules.contains(mpm.rawValue) || host.apache.builtInModules.contains("mpm_\(mpm.rawValue)")
    }

    private mutating func refuse(_ wishes: [ApacheSizing.MPM], has others: String) {
        complain(
            "server-mpm",
            "this Apache has no MPM \(wishes.map(\.rawValue).joined(separator: " or ")); it has \(others)",
            id: "no-mpm")
    }
}
