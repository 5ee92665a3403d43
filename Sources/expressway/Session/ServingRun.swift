import ApacheSyntax
import ChangeWatching
import Diagnostics
import FileInstallation
import FileReading
import HostFacts
import HostProbing
import LogPresentation
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import Supervision
import SystemPackage

/// One server in this terminal, from the banner to the last line.
struct ServingRun {
    /// How it ended. Nothing of the server is left then but what the user asked to keep.
    enum Ending {
        case ended(ExitStatus)
        /// Before it could serve, and nobody had asked it to end.
        case failed(ExitStatus)
        case replaced(by: ServerSession)
    }

    let session: ServerSession
    let prepared: Prepared
    let root: ServerRoot
    let showsBanner: Bool

    private var plan: ServerPlan { prepared.plan }
    private var profile: ResolvedProfile { session.profile }

    func run() throws -> Ending {
        let environment =
            try plan.control.environmentScript.map { try ScriptEnvironment.read($0, shell: plan.control.shell) }
            ?? ProcessEnvironment.all
        if showsBanner { Terminal.print(banner.text) }
        DescriptorLimit.raise(to: plan.sizing.descriptors)
        let follower = ProfileFollower(session, prepared, root: root)
        let reporter = TerminalReporter(plan: plan, follower: follower)
        let outcome: SupervisionOutcome
        do throws(SupervisionError) {
            outcome = try supervise(supervisionPlan(environment), observer: reporter)
        } catch {
            cleanUp()
            throw Diagnostic("cannot-start", String(describing: error))
        }
        defer { cleanUp() }
        finishReports()
        if outcome == .replaced, let successor = follower.successor { return .replaced(by: successor) }
        let status = conclude(outcome, reporter)
        return reporter.hasServed || status == .stoppedBeforeReady ? .ended(status) : .failed(status)
    }

    private func finishReports() {
        guard let coverage = plan.debugging.coverage, let python = prepared.host.python else { return }
        let problem = CoverageReports.finish(
            python: python.executable, runtime: plan.runtimeDirectory, directory: coverage.directory, user: plan.user)
        if let problem {
            Terminal.show(
                Diagnostic(
                    "coverage-reports", "the coverage reports could not be finished: \(problem)", severity: .warning,
                    notes: ["the data is in \(coverage.directory.string)"]))
        } else {
            Terminal.print("Coverage: \(coverage.directory.appending("html").appending("index.html").string)")
        }
    }

    private var banner: Banner {
        Banner(
            plan: plan, host: prepared.host, profile: profile, profileName: session.loaded.name,
            keepsServerRoot: keepsServerRoot)
    }

    /// Rotated logs have names that only the clock knows.
    private var keepsServerRoot: Bool {
        !root.isPrivate || profile[\.installation.keepServerRoot]
            || (plan.logs.rotation != nil && plan.logs.destination == .directory(root.path))
    }

    /// Logs that were written into the private server root are never thrown away.
    private func cleanUp() {
        guard !keepsServerRoot else { return root.release() }
        let logs = plan.logsInServerRoot
        root.remove(keeping: logs)
        if !logs.isEmpty { Terminal.print("The logs stay in \(root.path.string)") }
    }

    /// Source: httpd(8), `-E`: a file for the messages of the start.
    private var startupLog: [String] {
        plan.logs.startup.map { ["-E", $0.string] } ?? []
    }

    private func supervisionPlan(_ environment: [(name: String, value: String)]) -> SupervisionPlan {
        SupervisionPlan(
            executable: plan.debugging.gdb.flatMap { ProgramSearch.find($0) } ?? plan.apache.executable,
            processName: plan.debugging.gdb ?? plan.control.processName,
            arguments: arguments,
            environment: environment.map { SupervisionPlan.EnvironmentVariable($0.name, $0.value) },
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
                    }, isGraceful: reload.strategy == .graceful)
            },
            liveReload: liveReload,
            scriptFile: scriptFile,
            reportMark: plan.debugging.coverage?.directory.appending(".write-now"),
            leavesInterruptAlone: plan.debugging.gdb != nil,
            sameProcessGroup: plan.debugging.isDebugMode,
            promptFillsScreen: plan.debugging.debugger?.debugger == .pudb)
    }

    /// As with mod_wsgi-express, an edit of the script itself is noticed unless that is switched off. With reloading the script is a source like others.
    private var scriptFile: FilePath? {
        guard let application = plan.application, application.kind == .script, application.daemon != nil,
            plan.reload == nil, !profile[\.development.disableReloading]
        else { return nil }
        return FilePath(application.entryPoint)
    }

    /// Source: httpd(8), `-X`: one process that stays in the terminal. It does not define ONE_PROCESS, by which mod_wsgi's own documentation knows
    /// debug mode, so that is done here.
    private var arguments: [String] {
        let mode = plan.debugging.isDebugMode ? ["-X", "-DONE_PROCESS"] : ["-DFOREGROUND"]
        let httpd = mode + ["-f", plan.configurationFile.string] + startupLog
        guard plan.debugging.gdb != nil else { return httpd }
        return ["-q", "-ex", "run", "--args", plan.apache.executable.string] + httpd
    }

    private func conclude(_ outcome: SupervisionOutcome, _ reporter: TerminalReporter) -> ExitStatus {
        switch outcome {
        case .stoppedByUser, .replaced:
            Terminal.print("Stopped.")
            return reporter.hasServed ? .stopped : .stoppedBeforeReady
        case .importFailed:
            Terminal.show(Diagnostic("import-failed", "the application could not be imported: see above"))
            return .importFailed
        case .applicationCrashes(let signal):
            let how = signal.map { " (signal \($0))" } ?? ""
            Terminal.show(
                Diagnostic(
                    "application-crashes", "the WSGI process ended while it loaded the application\(how)",
                    notes: ["a call of os._exit(), a crash in an extension module, or a Python that cannot start"]))
            return .applicationCrashes
        case .startupTimedOut:
            Terminal.show(
                Diagnostic(
                    "startup-timeout", "the application was not loaded within \(profile[\.timeouts.startupTimeout]) s",
                    fix: "give it longer with --startup-timeout SECONDS"))
            return .startupTimedOut
        case .httpdFailed(let ending):
            Terminal.show(apacheFailure(ending, reporter))
            return .apacheFailed
        case .httpdEndedUnexpectedly(let ending):
            Terminal.show(Diagnostic("apache-ended", "Apache ended by itself: \(ending)"))
            return .endedUnexpectedly
        }
    }

    /// A line of the generated configuration, or of a file that it includes, is traced back to the options that caused it.
    private func apacheFailure(_ ending: ProcessEnding, _ reporter: TerminalReporter) -> Diagnostic {
        let complaint = ConfigurationComplaint.find(in: reporter.rawLines)
        let causes = complaint.map(causes) ?? []
        let places = causes.map { "\(profile.provenance(of: $0)) (\($0))" }
        return Diagnostic(
            "apache-failed", "Apache did not start: \(ending)",
            place: places.isEmpty ? nil : places.joined(separator: ", "),
            notes: complaint.flatMap(note).map { [$0] } ?? [],
            fix: reporter.rawLines.isEmpty ? nil : "Apache's own words are above")
    }

    private func causes(of complaint: ConfigurationComplaint) -> [OptionName] {
        let plan = prepared.plan
        return switch complaint.file {
        case plan.configurationFile: prepared.configuration.causes(ofLine: complaint.line)
        case plan.convertedRules: ["rewrite-rules"]
        case let file where plan.routing.includes.contains(file): ["include-file"]
        default: []
        }
    }

    private func note(on complaint: ConfigurationComplaint) -> String? {
        let plan = prepared.plan
        if complaint.file == plan.convertedRules, let rules = plan.routing.rewriteRules {
            return "line \(complaint.line) of '\(rules.string)', of which it is the copy"
        }
        let lines = prepared.configuration.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard complaint.file == plan.configurationFile, lines.indices.contains(complaint.line - 1) else { return nil }
        return "line \(complaint.line) of the configuration: \(lines[complaint.line - 1])"
    }
}

/// The line that Apache complains of.
struct ConfigurationComplaint: Equatable {
    let file: FilePath
    let line: Int

    /// Source: httpd 2.4, AH00526: `Syntax error on line 12 of /…/httpd.conf:`.
    static func find(in messages: [String]) -> ConfigurationComplaint? {
        for message in messages {
            let words = message.split(separator: " ")
            guard let index = words.firstIndex(of: "line"), index > 1, words[index - 1] == "on",
                words.indices.contains(index + 2), words[index + 2] == "of", let line = Int(words[index + 1])
            else {
                continue
            }
            let file = words[(index + 3)...].joined(separator: " ").prefix { $0 != ":" }
            return ConfigurationComplaint(file: FilePath(String(file)), line: line)
        }
        return nil
    }
}
