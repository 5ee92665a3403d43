import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// Nil where nothing is reloaded.
    func planReload(_ application: Application?) -> ReloadPlan? {
        guard profile[\.development.reloadOnChanges], !isDebugMode, let application else { return nil }
        return ReloadPlan(directories: watchedDirectories(of: application), strategy: strategy(for: application))
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
