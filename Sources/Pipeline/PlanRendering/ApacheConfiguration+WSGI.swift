import ApacheSyntax
import HostFacts
import OptionCatalogue
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    /// The name of the process group that runs the application.
    private static let processGroup = "expressway"

    func wsgiGroup() -> ConfigurationGroup? {
        guard let application = plan.application else { return nil }
        var nodes: [ConfigurationNode] = []
        if let home = application.pythonHome { nodes.append(.directive("WSGIPythonHome", home.string)) }
        nodes += [
            .directive("WSGISocketPrefix", plan.serverRoot.appending("wsgi").string),
            .directive("WSGIRestrictEmbedded", "On"),
            .directive("WSGIPassAuthorization", "On"),
            .directive("WSGIScriptReloading", "Off"),
            .directive(daemonProcess(application)),
            .directive(
                Directive(
                    "WSGIScriptAlias",
                    [
                        .text(application.mountPoint), .text(plan.handlerScript.string),
                        .option("process-group", Self.processGroup),
                        .verbatim("application-group=%{GLOBAL}"),
                    ], causes: ["mount-point"])),
            .section(
                Directive("Directory", ApacheQuoting.literalPattern(plan.serverRoot.string)),
                [.section(Directive("Files", "handler.wsgi"), [.directive("Require", "all", "granted")])]),
        ]
        return ConfigurationGroup(
            "Application",
            causes: [
                "application-type", "entry-point", "callable-object", "mount-point", "working-directory", "processes",
                "threads",
                "locale", "startup-timeout", "request-timeout",
            ], nodes)
    }

    private func daemonProcess(_ application: Application) -> Directive {
        var arguments: [DirectiveArgument] = [.text(Self.processGroup), .verbatim("display-name=%{GROUP}")]
        if let processes = application.processes { arguments.append(.option("processes", String(processes))) }
        arguments += [
            .option("threads", String(application.threads)),
            .option("home", application.workingDirectory.string),
            .option("lang", application.locale),
            .option("locale", application.locale),
            .option("listen-backlog", String(plan.sizing.daemonBacklog)),
            .option("startup-timeout", application.startupTimeout.wholeSeconds),
            .option("request-timeout", application.requestTimeout.wholeSeconds),
            .verbatim("queue-timeout=45"),
            .verbatim("socket-timeout=60"),
            .verbatim("connect-timeout=15"),
            .verbatim("deadlock-timeout=60"),
            .verbatim("graceful-timeout=15"),
            .verbatim("shutdown-timeout=5"),
        ]
        return Directive(
            "WSGIDaemonProcess", arguments, causes: ["processes", "threads", "working-directory", "locale"])
    }

    mutating func environmentGroup() -> ConfigurationGroup? {
        guard !plan.requestVariables.isEmpty else { return nil }
        modules.need("env", for: ["setenv", "passenv"])
        let nodes = plan.requestVariables.map { variable in
            switch variable {
            case .set(let name, let value): ConfigurationNode.directive("SetEnv", name, value, causes: ["setenv"])
            case .pass(let name): ConfigurationNode.directive("PassEnv", name, causes: ["passenv"])
            }
        }
        return ConfigurationGroup("Environment of requests", causes: ["setenv", "passenv"], nodes)
    }
}

extension Duration {
    var wholeSeconds: String {
        String(components.seconds)
    }
}
