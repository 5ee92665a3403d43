import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// What is part of the program cannot be chosen; of modules, the first that the user prefers, or that we do.
    mutating func chooseMPM(threads: Int) -> (mpm: ApacheSizing.MPM, isLoaded: Bool) {
        let wishes = profile[\.capacity.serverMPM].compactMap { ApacheSizing.MPM(rawValue: $0.lowercased()) }
        let choices = wishes.isEmpty ? preference(threads: threads) : wishes
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

    /// A thread of the worker MPM stays with its connection, which saves two switches between threads for every request; one of the event
    /// MPM is free again while its client says nothing. So worker, as long as its threads suffice for clients that are silent, too, or
    /// where no connection is kept: with few threads, event loses connections, and for seconds its senses.
    /// `docs/decisions/0003-apache-sizing.md` has the figures.
    private func preference(threads: Int) -> [ApacheSizing.MPM] {
        let silence = keepAlive(threads: threads)
        let suffice = silence == 0 || (threads >= Self.fewestWorkers && silence <= Self.longestHeldSilence)
        return suffice && !profile[\.listening.http2] ? [.worker, .event, .prefork] : [.event, .worker, .prefork]
    }

    /// Seconds.
    private static let longestHeldSilence = 5

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
