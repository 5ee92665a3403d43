import ChangeWatching
import SystemPackage

/// What the loop around the state machine sees.
enum SupervisionEvent: Sendable, Hashable {
    /// Apache accepts connections.
    case listening
    case report(ProcessReport)
    /// A process that has reported is gone.
    case processGone(pid: Int32)
    /// Apache's parent says which signal ended a child.
    case childSignalled(pid: Int32, signal: Int32)
    /// Python's last words, raw on stderr.
    case fatalPythonError
    /// A batch that has settled.
    case filesChanged([Change])
    /// What the server is made from has changed.
    case planChanged(PlanChange)
    case signal(Int32)
    case httpdEnded(ProcessEnding)
    /// No process of the group is left.
    case groupEmpty
    /// The deadline that the state named may have come.
    case timePassed
}

/// What the state machine wants done.
enum SupervisionAction: Sendable, Hashable {
    case notify(SupervisionNotice)
    /// SIGTERM to the whole group. Apache's parent would first wait for the children that hold the connections, up to nine seconds, and only then tell
    /// the daemon processes for which those wait.
    case terminate
    /// SIGKILL to the whole group.
    case kill
    /// SIGKILL to Apache's children; the parent then ends by itself, and puts away what it has made.
    case killChildren
    /// The graceful restart of these daemon processes.
    case retire([Int32])
    /// The end of these daemon processes, to which no request goes any more.
    case relieve([Int32])
    /// What the application has loaded is in this file. `isAll`: nothing else will have been loaded.
    case learn(String, isAll: Bool)
    /// Nobody needs this file any more.
    case removeLoaded(String)
    /// Word to the process that stands by.
    case order(pid: Int32, StandbyOrder)
    /// Requests that come to the first socket from now on go to the other one.
    case redirect(FilePath, to: FilePath)
    /// Requests may still come to this socket while Apache restarts gracefully.
    case keep(FilePath)
    /// Of Apache as a whole.
    case restartGracefully
    case finish(SupervisionOutcome)
}

/// What the process that stands by is told. Source: docs/reference/runtime-protocol.md, "Standby".
enum StandbyOrder: Sendable, Hashable, CustomStringConvertible {
    /// Make the generation of this number.
    case importGeneration(Int)
    /// Import ahead what the file names.
    case prepare(String)
    /// When you are to end, leave the generation that serves some time to answer what was on its way.
    case linger

    var description: String {
        switch self {
        case .importGeneration(let number): "import \(number)"
        case .prepare(let name): "prepare \(name)"
        case .linger: "linger"
        }
    }
}
