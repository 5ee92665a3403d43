// Runs one supervision in a process of its own: signals, the parent-death signal and orphans are matters of a whole process. The plan is a JSON file,
// what happens is printed line by line: what kind, a tab, the details.
import ChangeWatching
import Foundation
import LogPresentation
import Supervision
import SystemPackage

struct PlanFile: Decodable {
    var executable: String
    var arguments: [String]
    var environment: [String: String]
    var directory: String
    var reports: String
    var owner: UInt32?
    var pidFile: String?
    var application: Bool
    var processes: Int
    var startupTimeout: Double
    var shutdownTimeout: Double
    var reload: [String]?

    var plan: SupervisionPlan {
        SupervisionPlan(
            executable: FilePath(executable), arguments: arguments,
            environment: environment.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
            workingDirectory: FilePath(directory), reportFIFO: FilePath(reports),
            reportOwner: owner.map { .init(user: $0, group: $0) }, pidFile: pidFile.map { FilePath($0) },
            applicationPresent: application, processes: processes, startupTimeout: .seconds(startupTimeout),
            shutdownTimeout: .seconds(shutdownTimeout),
            reload: reload.map { .init(WatchRules(roots: $0.map { FilePath($0) })) })
    }
}

final class Printer: SupervisionObserver {
    func supervisor(noticed notice: SupervisionNotice) {
        switch notice {
        case .listening: say("listening")
        case .ready(let duration, let pid, let importing):
            say("ready", "\(pid ?? 0) \(duration) \(importing.map { "\($0)" } ?? "-")")
        case .importFailed(let summary, let traceback, let phase):
            say("importFailed", "\(phase) \(summary) | \(traceback)")
        case .importCrashed(let pid): say("importCrashed", "\(pid)")
        case .processEnded(let pid): say("processEnded", "\(pid)")
        case .reloading(let changes): say("reloading", changes.map { "\($0.kind) \($0.path)" }.joined(separator: ", "))
        case .reloadTakesLong(let duration, _): say("reload takes long", "\(duration)")
        case .reloaded(let duration, _, _): say("reloaded", "\(duration)")
        case .standbyUnavailable(let reason): say("standby unavailable", reason)
        case .restartingGracefully: say("restarting gracefully")
        case .watching(let problem): say("watching", "\(problem)")
        case .waitingForRequests(let atMost): say("waitingForRequests", "\(atMost)")
        case .killing: say("killing")
        case .httpdEnded(let ending): say("httpdEnded", "\(ending)")
        case .nothingToReport: say("nothingToReport")
        }
    }

    func supervisor(logged entry: LogEntry) {
        let origin =
            switch entry.origin {
            case .application: "application"
            case .apache: "apache"
            case .raw: "raw"
            }
        say(origin, entry.lines.joined(separator: "\u{240A}"))
    }

    func supervisor(accessed line: String) { say("access", line) }

    func say(_ kind: String, _ details: String = "") {
        FileHandle.standardOutput.write(Data("\(kind)\t\(details.replacing("\n", with: "\u{240A}"))\n".utf8))
    }
}

let printer = Printer()
do {
    let data = try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1]))
    let plan = try JSONDecoder().decode(PlanFile.self, from: data).plan
    printer.say("outcome", "\(try supervise(plan, observer: printer))")
} catch {
    printer.say("error", "\(error)")
    exit(1)
}
