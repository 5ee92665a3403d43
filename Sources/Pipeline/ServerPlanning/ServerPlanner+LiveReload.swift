import Diagnostics
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// Nil where no page follows.
    mutating func planLiveReload(_ reload: ReloadPlan?, _ listener: Listener) -> LiveReloadPlan? {
        guard profile[\.development.liveReload] else { return nil }
        let option: OptionName = "live-reload"
        if request.purpose == .setup {
            complain(
                option, "'--live-reload' is for development, and a server that is set up for a service manager is not",
                id: "not-for-production", fix: "leave it out, or add --no-live-reload")
        }
        if profile[\.application.applicationType] == "static" {
            complain(
                option, "'--live-reload' is for the pages of an application, and a server of files alone has none",
                id: "no-application")
        }
        guard reload != nil else { return nil }
        let socket = request.serverRoot.appending(LiveReloadPlan.socketName)
        if socket.string.utf8.count > Self.longestSocketPath {
            complain(
                option,
                "the socket '\(socket.string)' has a longer path than a socket may have (\(Self.longestSocketPath) bytes)",
                fix: "name a shorter '--server-root'")
        }
        return LiveReloadPlan(
            socket: socket, isOpenToNetwork: profile[\.debugging.allowRemoteDebug] && !listener.isLoopback)
    }

    /// Whether streams take connections of Apache's.
    var followsPages: Bool {
        profile[\.development.liveReload] && profile[\.development.reloadOnChanges] && !isDebugMode
    }
}
