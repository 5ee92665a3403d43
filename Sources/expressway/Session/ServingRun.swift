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
        let environment = try prepared.serverEnvironment()
        if showsBanner { Terminal.print(banner.text) }
        DescriptorLimit.raise(to: plan.sizing.descriptors)
        let follower = ProfileFollower(session, prepared, root: root)
        let reporter = TerminalReporter(plan: plan, follower: follower)
        let outcome: SupervisionOutcome
        do throws(SupervisionError) {
            outcome = try supervise(SupervisionPlan(prepared, profile, environment), observer: reporter)
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
            python: python.executable, runtime: plan.runtimeDirectory, directory: coverage.directory,
            sources: coverage.sources, user: plan.user)
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

    private func apacheFailure(_ ending: ProcessEnding, _ reporter: TerminalReporter) -> Diagnostic {
        prepared.diagnostic(
            "apache-failed", "Apache did not start: \(ending)", complaint: .find(in: reporter.rawLines), profile,
            fix: reporter.rawLines.isEmpty ? nil : "Apache's own words are above")
    }
}
