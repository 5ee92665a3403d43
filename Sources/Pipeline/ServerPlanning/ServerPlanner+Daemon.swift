import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// Nil where Apache's own children run the application.
    mutating func planDaemon() -> DaemonPlan? {
        guard !profile[\.application.embeddedMode], !isDebugMode else { return nil }
        let group = profile[\.application.processGroup].map { plainName($0, for: "process-group") } ?? "expressway"
        return DaemonPlan(group: group, timeouts: daemonTimeouts(), recycling: recycling(), buffers: buffers())
    }

    private func daemonTimeouts() -> DaemonPlan.Timeouts {
        DaemonPlan.Timeouts(
            interrupt: profile[\.timeouts.interruptTimeout].map { .seconds($0) },
            queue: .seconds(profile[\.timeouts.queueTimeout]),
            connect: .seconds(profile[\.timeouts.connectTimeout]),
            socket: .seconds(profile[\.timeouts.socketTimeout]),
            responseSocket: profile[\.timeouts.responseSocketTimeout].map { .seconds($0) },
            deadlock: .seconds(profile[\.recycling.deadlockTimeout]),
            graceful: .seconds(profile[\.recycling.gracefulTimeout]),
            eviction: profile[\.recycling.evictionTimeout].map { .seconds($0) },
            shutdown: .seconds(profile[\.recycling.shutdownTimeout]))
    }

    private mutating func recycling() -> DaemonPlan.Recycling {
        DaemonPlan.Recycling(
            requests: profile[\.recycling.maximumRequests],
            interval: .seconds(profile[\.recycling.restartInterval]),
            processorTime: .seconds(profile[\.recycling.cpuTimeLimit]),
            inactivity: profile[\.recycling.inactivityTimeout].map { .seconds($0) },
            ignoredPaths: profile[\.recycling.ignoreActivity].map { urlPath($0, for: "ignore-activity") })
    }

    private mutating func buffers() -> DaemonPlan.Buffers {
        DaemonPlan.Buffers(
            send: atLeast(512, profile[\.buffers.sendBufferSize], for: "send-buffer-size"),
            receive: atLeast(512, profile[\.buffers.receiveBufferSize], for: "receive-buffer-size"),
            header: atLeast(8192, profile[\.buffers.headerBufferSize], for: "header-buffer-size"),
            response: atLeast(65536, profile[\.buffers.responseBufferSize], for: "response-buffer-size"),
            flushDelay: profile.isGiven("response-flush-delay")
                ? .milliseconds(profile[\.buffers.responseFlushDelay]) : nil)
    }

    mutating func planInterpreter() -> InterpreterPlan {
        let isFree = profile[\.interpreter.freeThreading]
        if isFree, let python = host.python, !python.isFreeThreaded {
            complain(
                "free-threading",
                "'--free-threading' needs a free-threaded Python; \(python.executable.string) is Python \(python.version) with a global lock",
                id: "no-free-threading", fix: "make the environment with one, for example: python3.13t -m venv .venv")
        }
        let group = profile[\.application.applicationGroup]
        if let group, group.isEmpty || group.contains(where: \.isWhitespace) {
            complain("application-group", "'--application-group' takes a name without spaces, not '\(group)'")
        }
        return InterpreterPlan(
            applicationGroup: group ?? "%{GLOBAL}",
            eggs: profile[\.interpreter.pythonEggs].map { paths.absolute($0) },
            warnings: profile[\.interpreter.pythonWarnings],
            switchInterval: profile[\.interpreter.switchInterval],
            isFreeThreaded: isFree,
            isDestroyed: !profile[\.interpreter.orphanInterpreter],
            isVerbose: profile[\.interpreter.verboseDebugging])
    }
}
