import ServerPlanning
import SystemPackage

/// What `setup-server` says at the end.
enum SetupSummary {
    static func text(for plan: ServerPlan) -> String {
        let control = plan.serverRoot.appending("apachectl").string
        return """
            Server root     \(plan.serverRoot.string)
            Configuration   \(plan.configurationFile.string)
            URL             \(plan.listener.url)
            Start           \(control) start
            Stop            \(control) stop
            """
    }
}
