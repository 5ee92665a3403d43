public import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

/// Decides everything about a server from what the user asked for and what the host is.
public struct ServerPlanner {
    let request: PlanningRequest
    let paths: ProjectPaths
    var findings = Findings()

    var profile: ResolvedProfile { request.profile }
    var host: Host { request.host }

    private init(_ request: PlanningRequest) {
        self.request = request
        paths = ProjectPaths(request.profile, request.host)
    }

    /// - Throws: everything that stands in the way of the server, all at once.
    public static func plan(_ request: PlanningRequest) throws(Findings) -> ServerPlan {
        var planner = ServerPlanner(request)
        planner.checkRules()
        let plan = planner.plan()
        try planner.findings.throwIfErrors()
        return plan
    }

    private mutating func plan() -> ServerPlan {
        let listener = Listener(host: listenerHost(), port: profile[\.listening.port])
        let site = planSite(listener)
        let application = planApplication(site)
        let sizing = planSizing(for: application)
        let logs = planLogs()
        let reload = planReload(application)
        return ServerPlan(
            listener: listener,
            site: site,
            tls: planTLS(listener),
            connections: planConnections(sizing),
            serverRoot: request.serverRoot,
            apache: host.apache,
            user: host.user,
            sizing: sizing,
            application: application,
            aliases: planAliases(),
            documentRoot: planDocumentRoot(),
            routing: planRouting(),
            responses: planResponses(),
            proxies: planProxies(),
            access: planAccess(),
            services: planServices(logs),
            monitoring: planMonitoring(logs),
            requestVariables: planRequestVariables(),
            logs: logs,
            isSupervised: request.purpose == .foreground,
            reload: reload,
            liveReload: planLiveReload(reload, listener),
            control: planControl(),
            debugging: planDebugging(),
            notices: findings.all.filter { $0.severity == .warning })
    }

    /// Apache splits an address at its colons itself, and takes no brackets without a port.
    private mutating func listenerHost() -> String {
        let host = profile[\.listening.host]
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let allowed = bare.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                    || ".:-_*%".unicodeScalars.contains($0))
        }
        if bare.isEmpty || !allowed {
            findings.add(
                Diagnostic(
                    "wrong-value", "'--host' takes an address such as 127.0.0.1, ::1 or localhost, not '\(host)'",
                    of: profile.provenance(of: "host")))
        }
        return bare
    }

    /// A server of files alone has one in any case: the directory that stands where the application would, or the current one.
    private mutating func planDocumentRoot() -> FilePath? {
        if let given = profile[\.routing.documentRoot] {
            if paths.absolute(given).string.contains("?") { findings.add(questionMark(in: given)) }
            return existingDirectory(given, for: "document-root")
        }
        guard profile[\.application.applicationType] == "static" else { return nil }
        return profile[\.application.entryPoint].map { existingDirectory($0, for: "entry-point") }
            ?? paths.currentDirectory
    }

    private mutating func planRequestVariables() -> [RequestVariable] {
        let set = profile[\.environment.setenv].map { RequestVariable.set(name: $0.first, value: $0.second) }
        let passed = profile[\.environment.passenv].map { RequestVariable.pass(name: $0) }
        for (name, option) in profile[\.environment.setenv].map({ ($0.first, OptionName("setenv")) })
            + profile[\.environment.passenv].map({ ($0, "passenv") })
        where !name.isVariableName {
            findings.add(
                Diagnostic(
                    "variable-name",
                    "'\(option.flag)' takes the name of a variable (letters, digits, '_', '.', '-'), not '\(name)'",
                    of: profile.provenance(of: option)))
        }
        return set + passed
    }

    private func questionMark(in documentRoot: String) -> Diagnostic {
        Diagnostic(
            "wrong-value",
            "the path '\(documentRoot)' of '--document-root' holds a '?', behind which Apache sees a query",
            of: profile.provenance(of: "document-root"), fix: "rename the directory")
    }

    mutating func requireDirectory(_ path: FilePath, for option: OptionName) {
        guard request.pathKinds[path] != .directory else { return }
        let problem = request.pathKinds[path] == .missing ? "does not exist" : "is not a directory"
        findings.add(
            Diagnostic(
                "no-directory", "the directory '\(path.string)' of '\(option.flag)' \(problem)",
                of: profile.provenance(of: option)))
    }
}

extension String {
    var isVariableName: Bool {
        guard let first = unicodeScalars.first, first.isASCII, first.properties.isAlphabetic || first == "_" else {
            return false
        }
        return unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || $0.properties.numericType != nil || "_.-".unicodeScalars.contains($0))
        }
    }
}
