public import Glibc
public import SystemPackage

/// Answers Apache at a socket: streams that tell pages when they have become old. A class: it owns the descriptors. It never waits; not for several
/// threads.
public final class StreamServer {
    public typealias Instant = ContinuousClock.Instant

    /// Who may connect.
    public struct Owner: Sendable {
        let user: UInt32
        let group: UInt32

        public init(user: UInt32, group: UInt32) {
            self.user = user
            self.group = group
        }
    }

    private struct Connection {
        var state = StreamConnection()
        /// Until then it has to have said what it wants.
        let patience: Instant
    }

    public private(set) var version: PageVersion
    private let socket: FilePath
    private var listener: Int32
    private var connections: [Int32: Connection] = [:]
    private var nextBeat: Instant?

    static let mostStreams = 64
    private static let mostConnections = 2 * mostStreams
    private static let patience: Duration = .seconds(5)
    /// Apache notices that a browser is gone at the second attempt to write to it, and has a thread occupied until then.
    private static let beat: Duration = .seconds(3)

    /// - Parameters:
    ///   - socket: in a private directory; what is left of an earlier one goes.
    ///   - owner: nil for ourselves.
    public init(at socket: FilePath, owner: Owner?, version: PageVersion) throws(Errno) {
        self.socket = socket
        self.version = version
        listener = Glibc.socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw Errno(rawValue: errno) }
        _ = socket.withPlatformString { unlink($0) }
        try bind()
        let isGiven = socket.withPlatformString { path in
            (owner.map { lchown(path, $0.user, $0.group) == 0 } ?? true) && chmod(path, 0o600) == 0
        }
        guard isGiven, listen(listener, 128) == 0 else { throw Errno(rawValue: errno) }
    }

    deinit {
        endStreams()
        stopListening()
    }

    private func bind() throws(Errno) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(socket.string.utf8CString)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard path.count <= place.count else { return false }
            path.withUnsafeBytes { place.copyMemory(from: $0) }
            return true
        }
        guard fits else { throw .fileNameTooLong }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw Errno(rawValue: errno) }
    }

    /// What `turn` has something to do with as soon as it is ready.
    public var polled: [pollfd] {
        let all = connections.map { descriptor, connection in
            pollfd(
                fd: descriptor, events: Int16(connection.state.pending.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0)
        }
        return listener < 0 ? all : [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)] + all
    }

    /// When `turn` is due at the latest; nil: nothing is waited for.
    public var deadline: Instant? {
        let asking = connections.values.filter { $0.state.stage != .streaming }.map(\.patience).min()
        return [nextBeat, asking].compactMap { $0 }.min()
    }

    /// Tells all pages.
    public func advance(since moment: Int64) {
        version.advance(since: moment)
        for descriptor in connections.keys.sorted() { stream(version.event.text, to: descriptor) }
    }

    /// Apache's threads are free again. A page connects anew, to whatever is there then.
    public func endStreams() {
        for descriptor in connections.keys { close(descriptor) }
        connections = [:]
        nextBeat = nil
    }

    /// For the end of the server.
    public func stopListening() {
        guard listener >= 0 else { return }
        close(listener)
        listener = -1
        _ = socket.withPlatformString { unlink($0) }
    }

    /// Reads and writes what can be without waiting.
    public func turn(at now: Instant) {
        var polls = polled
        if poll(&polls, nfds_t(polls.count), 0) > 0 {
            for ready in polls where ready.revents != 0 {
                if ready.fd == listener {
                    acceptAll(at: now)
                } else if ready.revents & Int16(POLLOUT) != 0 {
                    write(ready.fd)
                } else {
                    // An end and a failure are read, too.
                    read(ready.fd)
                }
            }
        }
        for (descriptor, connection) in connections
        where connection.state.stage != .streaming && connection.patience <= now {
            drop(descriptor)
        }
        keepAlive(at: now)
    }

    private func keepAlive(at now: Instant) {
        guard connections.values.contains(where: { $0.state.stage == .streaming }) else {
            nextBeat = nil
            return
        }
        if let beat = nextBeat, beat <= now {
            for descriptor in connections.keys.sorted() { stream(ServerSentEvent.heartbeat, to: descriptor) }
            nextBeat = nil
        }
        if nextBeat == nil { nextBeat = now.advanced(by: Self.beat) }
    }

    // MARK: - Connections

    private func acceptAll(at now: Instant) {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { return }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            guard connections.count < Self.mostConnections else {
                close(descriptor)
                continue
            }
            connections[descriptor] = Connection(patience: now.advanced(by: Self.patience))
        }
    }

    private func read(_ descriptor: Int32) {
        guard connections[descriptor] != nil else { return }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else { return drop(descriptor) }
        let isRoom = connections.values.count { $0.state.stage == .streaming } < Self.mostStreams
        connections[descriptor]?.state.receive(Array(bytes[..<count]), isRoom: isRoom, version: version)
        write(descriptor)
    }

    private func stream(_ text: String, to descriptor: Int32) {
        connections[descriptor]?.state.stream(text)
        write(descriptor)
    }

    private func write(_ descriptor: Int32) {
        while let pending = connections[descriptor]?.state.pending, !pending.isEmpty {
            let count = send(descriptor, pending, pending.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { break }
            guard count > 0 else { return drop(descriptor) }
            connections[descriptor]?.state.sent(count)
        }
        guard let connection = connections[descriptor] else { return }
        if connection.state.isOver || connection.state.isOverfull { drop(descriptor) }
    }

    private func drop(_ descriptor: Int32) {
        guard connections.removeValue(forKey: descriptor) != nil else { return }
        close(descriptor)
    }
}
