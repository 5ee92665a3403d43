import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    func wsgiGroup() -> ConfigurationGroup? {
        guard let application = plan.application else { return nil }
        let alias: [DirectiveArgument] = [.text(application.mountPoint), .text(plan.handlerScript.string)]
        var nodes = interpreterNodes(application)
        nodes += [
            .directive("WSGIPassAuthorization", "On"),
            .directive("WSGIScriptReloading", "Off"),
        ]
        if let daemon = application.daemon { nodes.append(.directive(daemonProcess(application, daemon))) }
        nodes += [
            .directive(Directive("WSGIScriptAlias", alias + Self.placement(application), causes: ["mount-point"])),
            .section(
                Directive("Directory", ApacheQuoting.literalPattern(plan.serverRoot.string)),
                [.section(Directive("Files", "handler.wsgi"), [.directive("Require", "all", "granted")])]),
        ]
        for path in application.daemon?.recycling.ignoredPaths ?? [] {
            nodes.append(
                .section(
                    Directive("Location", [.text(path)], causes: ["ignore-activity"]),
                    [.directive("WSGIIgnoreActivity", "On", causes: ["ignore-activity"])]))
        }
        return ConfigurationGroup(
            "Application",
            causes: given(
                [
                    "application-type", "entry-point", "callable-object", "mount-point", "working-directory",
                    "processes", "threads", "locale", "startup-timeout", "request-timeout",
                ], Self.rarelyGiven), nodes)
    }

    private static let rarelyGiven: [OptionName] = [
        "debug-mode", "embedded-mode", "process-group", "application-group", "python-eggs", "python-warnings",
        "switch-interval",
        "free-threading", "orphan-interpreter", "ignore-activity", "maximum-requests", "restart-interval",
        "cpu-time-limit", "inactivity-timeout", "daemon-backlog", "server-metrics",
    ]

    /// Which processes, and which interpreter in them, run a script.
    static func placement(_ application: Application) -> [DirectiveArgument] {
        let process: DirectiveArgument =
            application.daemon.map { .option("process-group", $0.group) } ?? .verbatim("process-group=%{GLOBAL}")
        return [process, .option("application-group", application.interpreter.applicationGroup)]
    }

    private func interpreterNodes(_ application: Application) -> [ConfigurationNode] {
        let interpreter = application.interpreter
        var nodes: [ConfigurationNode] = []
        if let home = application.pythonHome { nodes.append(.directive("WSGIPythonHome", home.string)) }
        if application.daemon != nil {
            nodes += [
                .directive(
                    "WSGISocketPrefix", plan.control.socketDirectory.appending("wsgi").string, causes: ["socket-prefix"]
                ),
                .directive("WSGIRestrictEmbedded", "On"),
            ]
        } else {
            nodes.append(.directive("WSGIRestrictEmbedded", "Off", causes: ["embedded-mode", "debug-mode"]))
            if plan.debugging.isDebugMode {
                nodes.append(.directive("WSGIRestrictStdin", "Off", causes: ["debug-mode"]))
                // Debuggers set a handler for SIGINT, or try to; 4.9.4 would log a traceback of that each time.
                nodes.append(.directive("WSGIRestrictSignal", "Off", causes: ["debug-mode"]))
            }
            if let eggs = interpreter.eggs {
                nodes.append(.directive("WSGIPythonEggs", eggs.string, causes: ["python-eggs"]))
            }
        }
        for warning in interpreter.warnings {
            nodes.append(.directive("WSGIPythonWarnings", warning, causes: ["python-warnings"]))
        }
        if let interval = interpreter.switchInterval {
            nodes.append(.directive("WSGISwitchInterval", String(interval), causes: ["switch-interval"]))
        }
        if interpreter.isFreeThreaded {
            nodes.append(.directive("WSGIFreeThreading", "On", causes: ["free-threading"]))
        }
        if !interpreter.isDestroyed {
            nodes.append(.directive("WSGIDestroyInterpreter", "Off", causes: ["orphan-interpreter"]))
        }
        if interpreter.isVerbose {
            nodes.append(.directive("WSGIVerboseDebugging", "On", causes: ["verbose-debugging"]))
        }
        return nodes
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

    var wholeMilliseconds: String {
        String(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
