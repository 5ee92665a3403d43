import CProcess
import Glibc
import SystemPackage

/// Keeps the known socket of the daemon processes in its place while Apache restarts gracefully. The parent removes it at once, and children of the
/// generation before may still have requests for it; the processes behind it go on accepting for a moment. A class: it owns a descriptor, and what it has
/// put into the directory.
///
/// Source: mod_wsgi 4.9.4 and 6.1.1: a request for a name that is not there fails at once, and processes of the next generation do not know the token of the
/// one before.
final class SocketKeeper {
    /// Readable when something happens in the directory.
    let descriptor: Descriptor
    private let socket: FilePath
    /// Where it leads to.
    private let target: FilePath
    private let ownName: FilePath
    private var isReplaced = false

    /// Nil where the system refuses what it takes.
    init?(_ socket: FilePath) {
        let directory = socket.removingLastComponent()
        let ownName = directory.appending(".kept-" + (socket.lastComponent?.string ?? ""))
        let number = expressway_watch_open()
        guard number >= 0 else { return nil }
        descriptor = Descriptor(number)
        self.socket = socket
        self.ownName = ownName
        _ = ownName.withPlatformString { unlink($0) }
        if let target = Self.target(of: socket) {
            self.target = target
        } else {
            // The name that is removed is not the only one then.
            target = ownName
            _ = socket.withPlatformString { old in ownName.withPlatformString { Glibc.link(old, $0) } }
        }
        guard directory.withPlatformString({ expressway_watch_add(number, $0, 0) }) >= 0 else { return nil }
    }

    deinit {
        _ = ownName.withPlatformString { unlink($0) }
        if isReplaced { _ = socket.withPlatformString { unlink($0) } }
    }

    /// Waits for the moment, which comes within some thousandths of a second. It does not sleep: until it woke up, requests would fail.
    func keepUp(atMost duration: Duration) {
        let end = ContinuousClock.now.advanced(by: duration)
        while !isReplaced, ContinuousClock.now < end { keepUp() }
    }

    /// Puts a link into the place of the socket as soon as that is gone.
    func keepUp() {
        guard case .bytes = descriptor.readOnce(), !isReplaced else { return }
        isReplaced =
            target.withPlatformString { target in socket.withPlatformString { symlink(target, $0) } } == 0
    }

    static func target(of link: FilePath) -> FilePath? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = link.withPlatformString { readlink($0, start, buffer.count - 1) }
            guard count > 0 else { return nil }
            start[count] = 0
            return FilePath(platformString: start)
        }
    }
}
