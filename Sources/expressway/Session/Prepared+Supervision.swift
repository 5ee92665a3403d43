import ChangeWatching
import FileReading
import HostFacts
import HostProbing
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import Supervision
import SystemPackage

extension Prepared {
    /// - Throws: a finding where the script that was named for it fails.
    func serverEnvironment() throws -> [(name: String, value: String)] {
        try plan.control.environmentScript.map { try ScriptEnvironment.read($0, shell: plan.control.shell) }
            ?? ProcessEnvironment.all
    }
}

extension SupervisionPlan {
    init(_ prepared: Prepared, _ profile: ResolvedProfile, _ environment: [(name: String, value: String)]) {
        let plan = prepared.plan
        self.init(
            executable: plan.debugging.gdb.flatMap { ProgramSearch.find($0) } ?? plan.apache.executable,
            processName: plan.debugging.gdb ?? plan.control.processName,
            arguments: plan.supervisedArguments,
            environment: environment.map { EnvironmentVariable($0.name, $0.value) },
            workingDirectory: plan.application?.workingDirectory ?? plan.serverRoot,
            reportFIFO: plan.reports,
            reportOwner: plan.user.isSwitchedTo ? .init(user: plan.user.userID, group: plan.user.groupID) : nil,
            pidFile: plan.control.pidFile,
            applicationPresent: plan.application != nil,
            processes: plan.application?.processes ?? 1,
            startupTimeout: plan.debugging.isDebugMode
                ? nil : plan.application.flatMap { $0.startupTimeout > .zero ? $0.startupTimeout : nil },
            reload: plan.reload.map { reload in
                .init(
                    plan.watchRules(reload),
                    standby: reload.preload.map { _ in
                        .init(directory: plan.standbyDirectory, sockets: plan.control.socketDirectory)
                    }, loadedDirectory: plan.standbyDirectory, isGraceful: reload.strategy == .graceful)
            },
            liveReload: plan.pagesThatFollow,
            scriptFile: profile[\.development.disableReloading] ? nil : plan.scriptFile,
            reportMark: plan.debugging.coverage?.directory.appending(".write-now"),
            leavesInterruptAlone: plan.debugging.gdb != nil,
            sameProcessGroup: plan.debugging.isDebugMode,
            suspensions: plan.debugging.isDebugMode ? plan.suspensions : nil,
            promptFillsScreen: plan.debugging.debugger?.debugger == .pudb)
    }

    /// What of it can change while Apache runs.
    var adjustment: PlanChange.Adjustment {
        .init(processes: processes, rules: reload?.rules, rulesOfPages: liveReload?.rules)
    }

    /// Whether only that differs.
    func canBecome(_ other: SupervisionPlan) -> Bool {
        var adjusted = self
        adjusted.processes = other.processes
        if let rules = other.reload?.rules { adjusted.reload?.rules = rules }
        if let rules = other.liveReload?.rules { adjusted.liveReload?.rules = rules }
        return adjusted == other
    }
}

extension ServerPlan {
    /// As with mod_wsgi-express, an edit of the script itself is noticed unless that is switched off. With reloading the script is a source like others.
    fileprivate var scriptFile: FilePath? {
        guard let application, application.kind == .script, application.daemon != nil, reload == nil else { return nil }
        return FilePath(application.entryPoint)
    }

    /// Source: httpd(8), `-X`: one process that stays in the terminal. It does not define ONE_PROCESS, by which mod_wsgi's own documentation knows
    /// debug mode, so that is done here. `-E`: a file for the messages of the start.
    fileprivate var supervisedArguments: [String] {
        let mode = debugging.isDebugMode ? ["-X", "-DONE_PROCESS"] : ["-DFOREGROUND"]
        let httpd = mode + ["-f", configurationFile.string] + (logs.startup.map { ["-E", $0.string] } ?? [])
        guard debugging.gdb != nil else { return httpd }
        return ["-q", "-ex", "run", "--args", apache.executable.string] + httpd
    }

    /// Whether whoever was told where the server is, and where it writes, need not be told anew.
    func looksLike(_ other: ServerPlan) -> Bool {
        listener == other.listener && tls?.listener == other.tls?.listener && logs.destination == other.logs.destination
            && logs.rotation == other.logs.rotation && logsInServerRoot == other.logsInServerRoot
            && services.count == other.services.count
    }
}
