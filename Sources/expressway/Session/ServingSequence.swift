import Diagnostics
import FileInstallation
import HostFacts
import ProfileResolution
import ServerPlanning

/// The servers of one call, one after the other: an edit of the profile may put another one in the place of the first.
struct ServingSequence {
    private let first: ServerSession

    init(_ first: ServerSession) {
        self.first = first
    }

    /// - Returns: how the last one ended.
    func run() throws -> ExitStatus {
        var session = first
        var previous: ServerSession?
        var isFirst = true
        while true {
            let ending: ServingRun.Ending
            do {
                ending = try serve(session, isFirst: isFirst)
                isFirst = false
            } catch  where previous != nil {
                Self.show(error)
                ending = .failed(.refused)
            }
            switch ending {
            // An earlier one has served.
            case .ended(.stoppedBeforeReady) where previous != nil: return .stopped
            case .ended(let status): return status
            case .replaced(let successor):
                previous = session
                session = successor
            case .failed(let status):
                guard let before = previous else { return status }
                Terminal.print("Back to the profile as it was.")
                session = before
                previous = nil
            }
        }
    }

    private func serve(_ session: ServerSession, isFirst: Bool) throws -> ServingRun.Ending {
        let trial = try session.prepare()
        session.show(notices: trial.plan)
        EndingSignals.hold()
        let root = try session.makeServerRoot(trial.host.user)
        do {
            let plan = try session.plan(trial.host, serverRoot: root.path, .foreground)
            try root.refuseRunningServer(pidFile: plan.control.pidFile, configuration: plan.configurationFile)
            let configuration = try Installation(plan: plan, profile: session.profile, host: trial.host)
                .install(into: root, .foreground)
            let prepared = Prepared(plan: plan, host: trial.host, configuration: configuration)
            return try ServingRun(session: session, prepared: prepared, root: root, showsBanner: isFirst).run()
        } catch {
            if root.isPrivate { root.remove() } else { root.release() }
            throw error
        }
    }

    private static func show(_ error: any Error) {
        switch error {
        case let findings as Findings: Terminal.show(findings)
        case let diagnostic as Diagnostic: Terminal.show(diagnostic)
        default: Terminal.show(Diagnostic("profile", String(describing: error)))
        }
    }
}
