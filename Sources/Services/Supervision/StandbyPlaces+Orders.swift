import Glibc
import SystemPackage

/// How the engine speaks to the process that stands by. Whatever cannot be done is left: a reload that does not come is noticed by whoever waits for it.
extension SupervisionPlan.StandbyPlaces {
    /// The directory belongs to the run user, who could put anything there: only a FIFO is written to, and nothing is waited for.
    func send(_ order: StandbyOrder, to pid: Int32) {
        let path = directory.appending("orders-\(pid)")
        let flags = O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW
        let number = path.withPlatformString { open($0, flags) }
        guard number >= 0 else { return }
        let descriptor = Descriptor(number)
        var status = stat()
        guard fstat(descriptor.value, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
        let line = Array("\(order)\n".utf8)
        _ = line.withUnsafeBytes { write(descriptor.value, $0.baseAddress, $0.count) }
    }

    /// Puts a link to the one socket in the place of the other, in one step. Reports may be made up: nothing outside of the two directories is touched.
    ///
    /// - Returns: where the first led to; nil where it is no link yet, or nothing was done.
    func redirect(_ socket: FilePath, to target: FilePath) -> FilePath? {
        guard socket.removingLastComponent() == sockets, target.removingLastComponent() == directory,
            let name = socket.lastComponent?.string, name.hasSuffix(".sock")
        else { return nil }
        let before = SocketKeeper.target(of: socket)
        let link = sockets.appending(".\(name).new")
        _ = link.withPlatformString { unlink($0) }
        let isMade = target.withPlatformString { target in link.withPlatformString { symlink(target, $0) == 0 } }
        guard isMade else { return nil }
        _ = link.withPlatformString { link in socket.withPlatformString { rename(link, $0) } }
        return before
    }

    /// Takes away the name of a socket that nothing leads to any more.
    func removeSocket(_ socket: FilePath) {
        guard socket.removingLastComponent() == directory else { return }
        _ = socket.withPlatformString { unlink($0) }
    }
}
