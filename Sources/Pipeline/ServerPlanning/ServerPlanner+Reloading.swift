import Diagnostics
import HostFacts
import OptionCatalogue
import PathPatterns
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// Nil where nothing is reloaded.
    mutating func planReload(_ application: Application?) -> ReloadPlan? {
        guard profile[\.development.reloadOnChanges], !isDebugMode, let application else { return nil }
        refuseWholeMachine()
        return ReloadPlan(
            directories: watchedDirectories(of: application), added: profile[\.development.watch].map(pattern),
            excluded: profile[\.development.ignore].map(pattern), polls: profile[\.development.reloadPolling],
            strategy: strategy(for: application))
    }

    /// Everything below the place where a pattern begins is looked at.
    private mutating func refuseWholeMachine() {
        for text in profile[\.development.watch] where pattern(text).literalBase.isEmpty {
            findings.add(
                Diagnostic(
                    "wrong-value", "the pattern '\(text)' of '--watch' would watch every directory of this machine",
                    of: profile.provenance(of: "watch", named: text),
                    fix: "begin it with the directory that the files are in"))
        }
    }

    private func pattern(_ text: String) -> PathPattern {
        PathPattern(paths.absolute(text).string)
    }

    private func strategy(for application: Application) -> ReloadPlan.Strategy {
        guard application.daemon != nil else { return .graceful }
        // A copy can be made in the main interpreter alone; without a global lock it is not safe. Without us nobody would give orders.
        let canStandBy =
            request.purpose == .foreground && application.interpreter.applicationGroup == "%{GLOBAL}"
            && !(host.python?.isFreeThreaded ?? false)
        guard canStandBy, profile[\.development.reloadStrategy] == "standby" else { return .restart }
        return .standby(ReloadPlan.Preload(rawValue: profile[\.development.reloadPreload]) ?? .libraries)
    }

    private func watchedDirectories(of application: Application) -> [FilePath] {
        var directories = [application.workingDirectory] + application.pythonPath
        if application.kind != .module { directories.append(FilePath(application.entryPoint).removingLastComponent()) }
        return directories.reduce(into: []) { kept, directory in
            if !kept.contains(where: { directory.starts(with: $0) }) { kept.append(directory) }
        }
    }
}
