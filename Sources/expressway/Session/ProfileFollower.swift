import ApacheSyntax
import ChangeWatching
import Diagnostics
import FileInstallation
import FileReading
import Glibc
import HostFacts
import HostProbing
import OptionCatalogue
import PlanRendering
import ProfileResolution
import ServerPlanning
import Supervision
import SystemPackage

/// Takes edits of the profile files to the server that runs. A class: it knows what runs by now, and the supervisor asks it again and again.
final class ProfileFollower {
    /// What takes the place of this server, should its supervision end for that.
    private(set) var successor: ServerSession?

    private var session: ServerSession
    private var running: Prepared
    private let root: ServerRoot
    private var followed: Set<FilePath>
    /// Where the command was given: relative paths begin there.
    private let directory = FileSystemFacts.currentDirectory

    /// - Parameter root: of the server that runs.
    init(_ session: ServerSession, _ prepared: Prepared, root: ServerRoot) {
        self.session = session
        self.root = root
        running = prepared
        followed = Set(session.loaded.paths)
    }

    /// All files that the profile has come from since the start: one that a broken edit no longer names may be named again.
    var files: [FilePath] {
        followed.sorted { $0.string < $1.string }
    }

    /// Whatever cannot be used is shown, and leaves the server as it is.
    func handle(_ changes: [Change]) -> PlanChange {
        // It may have been removed and made anew; without a directory of this process nothing can be found.
        _ = directory.withPlatformString { chdir($0) }
        do {
            return try follow(changes)
        } catch let findings as Findings {
            Terminal.show(findings)
        } catch let diagnostic as Diagnostic {
            Terminal.show(diagnostic)
        } catch {
            Terminal.show(Diagnostic("profile", String(describing: error)))
        }
        Terminal.print("The server goes on with the profile as it was.")
        return .none
    }

    private func follow(_ changes: [Change]) throws -> PlanChange {
        let fresh = try session.reopened()
        followed.formUnion(fresh.loaded.paths)
        let differences = ProfileDifference.all(from: session.profile, to: fresh.profile)
        guard !differences.isEmpty else {
            session = fresh
            return .none
        }
        let (plan, host) = try fresh.prepare(in: root.path, replacing: running.plan)
        let prepared = Prepared(
            plan: plan, host: host,
            configuration: try ApacheConfiguration.render(plan, profile: fresh.profile, version: expresswayVersion))
        let names = Set(changes.map { $0.path.lastComponent?.string ?? $0.path.string }).sorted().joined(
            separator: ", ")
        let words = "\(names): \(Self.summary(differences))"
        let supervision = try SupervisionPlan(prepared, fresh.profile, prepared.serverEnvironment())
        switch try reach(of: Set(differences.map(\.option)), to: prepared, supervision) {
        case .engine:
            Terminal.print("\(words).")
            session = fresh
            running = prepared
            return .adjusts(supervision.adjustment)
        case .processes:
            try install(prepared, fresh)
            Terminal.print("\(words): the WSGI processes start anew.")
            return .renewsProcesses(changes, supervision.adjustment)
        case .configuration:
            try install(prepared, fresh)
            Terminal.print("\(words).")
            // In case that Apache is not that far yet.
            successor = fresh
            return .restartsGracefully(changes, supervision.adjustment)
        case .server:
            Terminal.print("\(words): Apache starts anew.")
            successor = fresh
            return .replacesServer
        }
    }

    /// What of a running server an edit concerns: each includes those before it.
    private enum Reach { case engine, processes, configuration, server }

    private func reach(of options: Set<OptionName>, to new: Prepared, _ supervision: SupervisionPlan) throws -> Reach {
        let before = try SupervisionPlan(running, session.profile, running.serverEnvironment())
        guard before.canBecome(supervision), running.plan.looksLike(new.plan) else { return .server }
        if running.configuration.text == new.configuration.text {
            if Self.watchingOnly.isSuperset(of: options) { return .engine }
            return Self.handlerOnly.union(Self.watchingOnly).isSuperset(of: options) ? .processes : .server
        }
        return running.configuration.canBecome(new.configuration) ? .configuration : .server
    }

    /// Apache that reads a configuration anew ends if there is a mistake in it: it is asked before.
    private func install(_ prepared: Prepared, _ fresh: ServerSession) throws {
        func write(_ prepared: Prepared, _ session: ServerSession) throws {
            _ = try Installation(plan: prepared.plan, profile: session.profile, host: prepared.host).install(
                into: root, .foreground)
        }
        try write(prepared, fresh)
        let complaints = try ConfigurationTest.complaints(
            httpd: prepared.plan.apache.executable, configuration: prepared.plan.configurationFile,
            environment: prepared.serverEnvironment())
        guard let complaints else {
            session = fresh
            running = prepared
            return
        }
        try write(running, session)
        for line in complaints { Terminal.print(line) }
        throw prepared.diagnostic(
            "apache-refuses", "Apache refuses the configuration", complaint: .find(in: complaints), fresh.profile,
            fix: "Apache's own words are above")
    }

    /// What the handler script alone carries.
    private static let handlerOnly: Set<OptionName> = ["environment", "secrets", "callable-object"]
    /// What concerns the engine alone.
    private static let watchingOnly: Set<OptionName> = ["watch", "ignore", "reload-polling"]
    private static let mostDifferences = 4

    private static func summary(_ differences: [ProfileDifference]) -> String {
        let parts = differences.prefix(mostDifferences).map { difference in
            difference.isLong
                ? "\(difference.option)"
                : "\(difference.option) \(difference.before ?? "–") → \(difference.after ?? "–")"
        }
        let rest = differences.count - parts.count
        return parts.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension ProfileDifference {
    fileprivate var isLong: Bool {
        ["environment", "secrets", "setenv"].contains(option) || (before?.count ?? 0) + (after?.count ?? 0) > 60
    }
}
