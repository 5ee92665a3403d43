import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planProxies() -> ProxyPlan {
        let mounts = profile[\.proxies.mountPoint].map { pair in
            ProxyPlan.Mount(
                path: urlPath(pair.first, for: "proxy-mount-point"),
                url: serverURL(pair.second, for: "proxy-mount-point"))
        }
        refuseTwice(mounts.map(\.path), "proxy-mount-point")
        let hosts = profile[\.proxies.virtualHost].map { pair in
            ProxyPlan.Host(
                name: hostName(pair.first, for: "proxy-virtual-host"),
                url: serverURL(pair.second, for: "proxy-virtual-host"))
        }
        refuseTwice(hosts.map(\.name), "proxy-virtual-host")
        return ProxyPlan(
            mounts: mounts.sorted { ($1.path.utf8.count, $0.path) < ($0.path.utf8.count, $1.path) },
            hosts: hosts,
            timeout: .seconds(profile[\.proxies.timeout] ?? profile[\.timeouts.socketTimeout]),
            trustedHeaders: trustedHeaders(),
            trustedProxies: trustedProxies())
    }

    private mutating func refuseTwice(_ places: [String], _ option: OptionName) {
        for (index, place) in places.enumerated() where places[..<index].contains(place) {
            complain(option, "'\(option.flag)' names '\(place)' twice", id: "twice")
        }
    }

    /// With a slash at the end, so that paths join.
    private mutating func serverURL(_ given: String, for option: OptionName) -> String {
        let lowercased = given.lowercased()
        let scheme = ["http://", "https://"].first { lowercased.hasPrefix($0) }
        let rest = given.dropFirst(scheme?.count ?? 0)
        let isURL =
            scheme != nil && !rest.isEmpty && !rest.hasPrefix("/") && !rest.contains { " \t?#\"<>\\^`{|}".contains($0) }
        if !isURL {
            complain(
                option,
                "'\(option.flag)' takes the URL of a server, http://HOST:PORT/ or https://HOST:PORT/, not '\(given)'",
                fix: lowercased.hasPrefix("ws") ? "write it with http in place of ws: WebSockets go the same way" : nil)
        }
        return given.hasSuffix("/") ? given : given + "/"
    }

    private mutating func trustedHeaders() -> [String] {
        let headers = profile[\.proxies.trustedHeaders]
        for header in headers
        where header.isEmpty
            || header.contains(where: { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        {
            complain("trust-proxy-header", "'--trust-proxy-header' takes the name of a header, not '\(header)'")
        }
        return headers
    }

    private mutating func trustedProxies() -> [String] {
        let proxies = profile[\.proxies.trustedProxies]
        for proxy in proxies where proxy.isEmpty || proxy.contains(where: { !($0.isHexDigit || "./:".contains($0)) }) {
            complain(
                "trust-proxy", "'--trust-proxy' takes an address or a subnet such as 10.0.0.0/8, not '\(proxy)'")
        }
        return proxies
    }
}
