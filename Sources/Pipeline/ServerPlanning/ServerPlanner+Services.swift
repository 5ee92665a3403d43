import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planServices(_ logs: LogPlan) -> [ServicePlan] {
        let scripts = profile[\.services.script]
        if !scripts.isEmpty, host.wsgiModule == nil {
            complain(
                "service-script", "'--service-script' needs mod_wsgi, which a server of files alone does not load",
                id: "no-mod-wsgi")
        }
        let users = owned(profile[\.services.user], by: scripts, "service-user")
        let groups = owned(profile[\.services.group], by: scripts, "service-group")
        let collector = profile[\.monitoring.enableTelemetry] ? [MonitoringPlan.Collector.name] : []
        let files = owned(profile[\.services.logFile], by: scripts, "service-log-file", alsoBy: collector)
        for (option, isUsed) in [(OptionName("service-user"), !users.isEmpty), ("service-group", !groups.isEmpty)]
        where isUsed && !host.user.isSwitchedTo {
            complain(
                option, "only root can run a service as somebody else; you are '\(host.user.name)'",
                id: "cannot-change-user")
        }
        var names: Set<String> = []
        return scripts.map { pair in
            if !names.insert(pair.first).inserted {
                complain("service-script", "'--service-script' names the service '\(pair.first)' twice", id: "twice")
            }
            return ServicePlan(
                name: plainName(pair.first, for: "service-script"),
                script: existingFile(pair.second, for: "service-script"),
                user: users[pair.first], group: groups[pair.first],
                log: files[pair.first].map { logFile($0, logs) })
        }
    }

    func logFile(_ given: String, _ logs: LogPlan) -> FilePath {
        switch logs.destination {
        case .directory(let directory): directory.pushing(FilePath(given)).lexicallyNormalized()
        case .terminal: request.serverRoot.pushing(FilePath(given)).lexicallyNormalized()
        }
    }

    /// What an option says of services, by their names.
    private mutating func owned(
        _ pairs: [WordPair], by scripts: [WordPair], _ option: OptionName, alsoBy others: [String] = []
    )
        -> [String: String]
    {
        let names = scripts.map(\.first) + others
        for pair in pairs where !names.contains(pair.first) {
            complain(
                option, "'\(option.flag)' is about a service '\(pair.first)', which no '--service-script' starts",
                id: "unknown-service",
                fix: NearestName.of(pair.first, among: names).map { "did you mean '\($0)'?" })
        }
        return Dictionary(pairs.map { ($0.first, $0.second) }, uniquingKeysWith: { _, last in last })
    }
}
