import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// One child with many threads. A request in flight holds one of them while it waits for its WSGI process, and an MPM that runs out of
    /// threads closes kept-alive connections under its clients' feet. `docs/decisions/0003-apache-sizing.md` has the figures.
    mutating func planSizing(for application: Application?) -> ApacheSizing {
        let processes = application?.processes ?? 1
        let requests = processes * (application?.threads ?? 0)
        if let application, application.daemon == nil {
            return embeddedSizing(chooseMPM(threads: application.threads), processes, application.threads)
        }
        let usual = max(min(max(Self.fewestWorkers, requests * 2), allowedWorkers), requests)
        let workers = (profile[\.capacity.maxClients] ?? usual) + streams
        let mpm = chooseMPM(threads: workers)
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

    /// What streams for pages take.
    private var streams: Int { followsPages ? LiveReloadPlan.connections : 0 }

    /// The children run the application themselves, so there are as many of them as WSGI processes were asked for.
    private func embeddedSizing(_ mpm: (mpm: ApacheSizing.MPM, isLoaded: Bool), _ processes: Int, _ threads: Int)
        -> ApacheSizing
    {
        let isThreaded = mpm.mpm != .prefork
        let starting = isThreaded ? processes : processes * threads
        let children = starting + (isThreaded ? 0 : streams)
        let threads = isThreaded ? threads + streams : 1
        return ApacheSizing(
            mpm: mpm.mpm, isLoaded: mpm.isLoaded, children: children, threadsPerChild: threads, startChildren: starting,
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
    static let fewestWorkers = 640
    private static let mostThreadsPerChild = 2048
    private static let mostPreforkChildren = 256

    /// A child that cannot make its threads takes the whole server down, so half of what the user may still have must do.
    private var allowedWorkers: Int {
        host.threadAllowance.map { max($0 / 2, 16) } ?? .max
    }
}
