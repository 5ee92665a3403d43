import Glibc
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

/// What a starting server says of itself, on one screen.
struct Banner {
    let plan: ServerPlan
    let host: Host
    let profile: ResolvedProfile
    let profileName: String?
    let keepsServerRoot: Bool

    var text: String {
        let rows = rows
        let width = rows.map(\.name.count).max() ?? 0
        let body = rows.flatMap { row in
            Self.folded(row.value, to: Self.screenWidth - width - 4).enumerated().map { index, line in
                let name = index == 0 ? row.name : ""
                return "  \(name)\(String(repeating: " ", count: width - name.count))  \(line)"
            }
        }
        return ([title, ""] + body + ["", "  Ctrl-C stops the server.", ""]).joined(separator: "\n")
    }

    private static let screenWidth = 80

    /// Broken between words; a word that is longer than a line (a path) stays whole.
    private static func folded(_ text: String, to width: Int) -> [String] {
        text.split(separator: " ", omittingEmptySubsequences: false).reduce(into: []) { lines, word in
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
    }

    private struct Row {
        let name: String
        let value: String
    }

    private var title: String {
        let module = host.wsgiModule.map { ", mod_wsgi \($0.version)" } ?? ""
        let python = host.python.map { ", Python \($0.version)" } ?? ""
        return "Expressway \(expresswayVersion): Apache \(host.apache.version)\(module)\(python)"
    }

    private var rows: [Row] {
        var rows = [
            Row(
                name: "URL",
                value: plan.listener.url + mountPoint + (plan.listener.isLoopback ? "" : "  (open to the network)"))
        ]
        if let tls = plan.tls {
            rows.append(
                Row(name: "", value: "https://\(tls.authority(tls.listener.reachableHost))/" + mountPoint))
        }
        if let profileName { rows.append(Row(name: "Profile", value: profileName)) }
        if let application = plan.application {
            rows.append(Row(name: "Application", value: name(of: application)))
            rows.append(
                Row(name: "Mode", value: mode(application)))
            rows.append(Row(name: "Capacity", value: capacity(application)))
        } else {
            rows.append(Row(name: "Application", value: "none, files alone"))
        }
        if plan.user.isSwitchedTo {
            rows.append(Row(name: "Runs as", value: "\(plan.user.name) (\(plan.user.reason))"))
        }
        rows += files
        if let live = plan.liveReload {
            let whose = live.isOpenToNetwork ? "pages" : "pages on this machine"
            rows.append(Row(name: "Live reload", value: "\(whose) follow what you save"))
        }
        rows += debugging
        if let collector = plan.monitoring.telemetry?.collector {
            rows.append(Row(name: "Telemetry", value: collector.url))
        }
        rows.append(Row(name: "Logs", value: logs))
        rows.append(
            Row(name: "Server root", value: plan.serverRoot.string + (keepsServerRoot ? "" : " (removed at the end)")))
        rows += (host.django?.notes ?? []).map { Row(name: "Note", value: $0) }
        return rows
    }

    private func mode(_ application: Application) -> String {
        if plan.debugging.isDebugMode {
            let yielding = ["processes", "threads", "reload-on-changes", "live-reload", "embedded-mode"].filter {
                profile.isUsed(OptionName($0))
            }
            let words =
                yielding.isEmpty
                ? "" : "; \(yielding.joined(separator: ", ")) \(yielding.count == 1 ? "yields" : "yield") to it"
            return "debug: one process with one thread at this terminal\(words); restart it to load changes"
        }
        let embedded = application.daemon == nil ? "embedded in Apache's children" : "daemon"
        return switch plan.reload?.strategy {
        case nil: embedded
        case .standby: "\(embedded), reloads on changes"
        case .restart: "\(embedded), reloads on changes by starting the WSGI processes anew"
        case .graceful: "\(embedded), reloads on changes by a graceful restart of Apache"
        }
    }

    /// What looks into the application, and where it leaves what it has seen.
    private var debugging: [Row] {
        let debugging = plan.debugging
        return [
            debugging.debugger.map { Row(name: "Debugger", value: $0.debugger.rawValue) },
            debugging.profiler.map { Row(name: "Profiles", value: $0.directory.string) },
            debugging.coverage.map {
                Row(name: "Coverage", value: "\($0.directory.string), written at the end and at SIGUSR2")
            },
            debugging.recorder.map {
                Row(name: "Recordings", value: "\($0.directory.string) (expressway recordings list)")
            },
        ].compactMap { $0 }
    }

    private var mountPoint: String {
        guard let application = plan.application, application.mountPoint != "/" else { return "" }
        return application.mountPoint.dropFirst() + "/"
    }

    private func name(of application: Application) -> String {
        let settings = host.django.map { " (settings \($0.settingsModule))" } ?? ""
        return "\(application.entryPoint):\(application.callable)\(settings)"
    }

    private func capacity(_ application: Application) -> String {
        let processes = application.processes ?? 1
        let requests = processes * application.threads
        return
            "\(requests) \(requests == 1 ? "request" : "requests") at a time (\(processes) × \(application.threads) threads)"
    }

    private var files: [Row] {
        var rows = plan.aliases.map { Row(name: "Files", value: "\($0.urlPath) from \($0.target.string)") }
        if let documentRoot = plan.documentRoot {
            rows.append(Row(name: "Files", value: "/ from \(documentRoot.string)"))
        }
        guard rows.count > Self.mostFileRows else { return rows }
        let rest = rows.count - Self.mostFileRows + 1
        rows = Array(rows.prefix(Self.mostFileRows - 1)) + [Row(name: "Files", value: "and \(rest) more")]
        return rows
    }

    private static let mostFileRows = 4

    private var logs: String {
        switch plan.logs.destination {
        case .terminal: "in this terminal (level \(plan.logs.level))"
        case .directory(let directory):
            directory.appending(plan.logs.errors.name).string + " (level \(plan.logs.level))"
        }
    }
}
