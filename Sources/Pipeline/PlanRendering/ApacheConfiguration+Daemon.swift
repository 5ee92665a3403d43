import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    /// Only what is not mod_wsgi's own default anyway, apart from the timeouts, whose defaults differ between its versions.
    func daemonProcess(_ application: Application, _ daemon: DaemonPlan) -> Directive {
        var arguments: [DirectiveArgument] = [.text(daemon.group), .verbatim("display-name=%{GROUP}")]
        if let processes = application.processes {
            // The process that stands by makes as many copies of itself.
            arguments.append(.option("processes", plan.reload?.preload == nil ? String(processes) : "1"))
        }
        arguments += [
            .option("threads", String(application.threads)),
            .option("home", application.workingDirectory.string),
            .option("lang", application.locale),
            .option("locale", application.locale),
            .option("listen-backlog", String(plan.sizing.daemonBacklog)),
        ]
        arguments += Self.timeouts(application, daemon.timeouts, shutdown: shutdownTimeout(application, daemon))
        arguments += Self.recycling(daemon.recycling)
        arguments += Self.buffers(daemon.buffers)
        if let eggs = application.interpreter.eggs { arguments.append(.option("python-eggs", eggs.string)) }
        if let interval = application.interpreter.switchInterval {
            arguments.append(.option("switch-interval", String(interval)))
        }
        if plan.monitoring.measures { arguments.append(.verbatim("server-metrics=On")) }
        return Directive(
            "WSGIDaemonProcess", arguments,
            causes: given(["processes", "threads", "working-directory", "locale"], Self.daemonOptions))
    }

    /// The options that end up in that directive: Apache complains of its line as a whole.
    private static let daemonOptions = Catalogue.all.filter { $0.feeds.contains("WSGIDaemonProcess") }.map(\.name)

    /// A generation that has served its time may finish its requests. At the end of the server the engine waits no longer than it was told.
    private func shutdownTimeout(_ application: Application, _ daemon: DaemonPlan) -> Duration {
        guard plan.reload?.preload != nil else { return daemon.timeouts.shutdown }
        return max(daemon.timeouts.shutdown, application.requestTimeout, Self.leastPatience)
    }

    private static let leastPatience: Duration = .seconds(60)

    private static func timeouts(
        _ application: Application, _ timeouts: DaemonPlan.Timeouts, shutdown: Duration
    ) -> [DirectiveArgument] {
        seconds([
            ("startup-timeout", application.startupTimeout), ("request-timeout", application.requestTimeout),
            ("interrupt-timeout", timeouts.interrupt), ("queue-timeout", timeouts.queue),
            ("socket-timeout", timeouts.socket), ("connect-timeout", timeouts.connect),
            ("response-socket-timeout", timeouts.responseSocket), ("deadlock-timeout", timeouts.deadlock),
            ("graceful-timeout", timeouts.graceful), ("eviction-timeout", timeouts.eviction),
            ("shutdown-timeout", shutdown),
        ])
    }

    private static func recycling(_ recycling: DaemonPlan.Recycling) -> [DirectiveArgument] {
        let requests = recycling.requests.map { [DirectiveArgument.option("maximum-requests", String($0))] } ?? []
        return requests
            + seconds([
                ("restart-interval", recycling.interval > .zero ? recycling.interval : nil),
                ("cpu-time-limit", recycling.processorTime > .zero ? recycling.processorTime : nil),
                ("inactivity-timeout", recycling.inactivity),
            ])
    }

    private static func buffers(_ buffers: DaemonPlan.Buffers) -> [DirectiveArgument] {
        let sizes: [(String, Int?)] = [
            ("send-buffer-size", buffers.send), ("receive-buffer-size", buffers.receive),
            ("header-buffer-size", buffers.header), ("response-buffer-size", buffers.response),
        ]
        let delay = buffers.flushDelay.map { [DirectiveArgument.option("response-flush-delay", $0.wholeMilliseconds)] }
        return sizes.compactMap { name, size in size.map { .option(name, String($0)) } } + (delay ?? [])
    }

    private static func seconds(_ times: [(name: String, time: Duration?)]) -> [DirectiveArgument] {
        times.compactMap { name, time in time.map { .option(name, $0.wholeSeconds) } }
    }
}
