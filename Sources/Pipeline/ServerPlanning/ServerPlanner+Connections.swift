import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planConnections(_ sizing: ApacheSizing) -> ConnectionPlan {
        let usesHTTP2 = profile[\.listening.http2]
        if usesHTTP2, sizing.mpm == .prefork {
            complain("http2", "'--http2' does not work with the MPM prefork", fix: "prefer another: --server-mpm event")
        }
        return ConnectionPlan(
            keepAlive: .seconds(keepAlive(threads: sizing.connections)),
            backlog: profile[\.listening.serverBacklog],
            timeout: .seconds(profile[\.timeouts.socketTimeout]),
            offersHTTP2: usesHTTP2,
            head: readLimit(
                ("header-timeout", profile[\.timeouts.headerTimeout]),
                ("header-max-timeout", profile[\.timeouts.headerMaxTimeout]), rate: profile[\.timeouts.headerMinRate]),
            body: readLimit(
                ("body-timeout", profile[\.timeouts.bodyTimeout]),
                ("body-max-timeout", profile[\.timeouts.bodyMaxTimeout] ?? 0), rate: profile[\.timeouts.bodyMinRate]),
            largestBody: profile[\.buffers.limitRequestBody])
    }

    /// Seconds. Where threads are few, one that a silent connection holds is missed by others, and the event MPM, which has none held, closes
    /// such connections under their clients' feet. `docs/decisions/0003-apache-sizing.md` has the figures.
    func keepAlive(threads: Int) -> Int {
        profile[\.listening.keepAliveTimeout] ?? (threads < Self.fewestToKeepConnections ? 0 : 2)
    }

    private static let fewestToKeepConnections = 64

    private mutating func readLimit(
        _ timeout: (option: OptionName, seconds: Int), _ longest: (option: OptionName, seconds: Int), rate: Int
    ) -> ConnectionPlan.ReadLimit {
        var most = longest.seconds == 0 ? nil : longest.seconds
        if let given = most, given < timeout.seconds {
            if profile.isGiven(longest.option) {
                complain(
                    longest.option,
                    "'\(longest.option.flag)' (\(given) s) is shorter than '\(timeout.option.flag)' (\(timeout.seconds) s)"
                )
            }
            most = timeout.seconds
        }
        return ConnectionPlan.ReadLimit(
            timeout: .seconds(timeout.seconds), longest: most.map { .seconds($0) }, rate: rate)
    }
}
