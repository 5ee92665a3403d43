public import Diagnostics
import Glibc
import SystemPackage

/// Finds out whether a port can be listened on.
public enum PortProbe {
    /// - Parameter flag: of the option that names the port.
    /// - Throws: a finding where the port is taken (with the process that has it, where that can be known), is not allowed to this user, or
    ///   the address is not one of this host's.
    public static func check(host: String, port: Int, flag: String = "--port") throws(Diagnostic) {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var results: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host == "*" ? nil : host, String(port), &hints, &results)
        guard status == 0, let first = results else {
            throw Diagnostic(
                "unknown-host", "the host '\(host)' is not known: \(String(cString: gai_strerror(status)))",
                place: "flag --host")
        }
        defer { freeaddrinfo(first) }
        try bindOnce(first.pointee, host, port, flag)
    }

    private static func bindOnce(_ address: addrinfo, _ host: String, _ port: Int, _ flag: String)
        throws(Diagnostic)
    {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) != 0 else { return }
        let error = errno
        switch error {
        case EADDRINUSE:
            throw Diagnostic(
                "port-in-use",
                "port \(port) on \(host) is in use" + (PortOwner.of(port: port).map { " by \($0)" } ?? ""),
                fix: "end that server, or take another port: \(flag) \(port == 65535 ? 8000 : port + 1)")
        case EACCES:
            throw Diagnostic(
                "port-forbidden", "you may not listen on port \(port): ports below 1024 are root's",
                fix: "take a port from 1024 on: \(flag) \(flag == "--port" ? 8000 : 8443)")
        case EADDRNOTAVAIL:
            throw Diagnostic("unknown-host", "'\(host)' is not an address of this machine", place: "flag --host")
        default:
            throw Diagnostic("cannot-listen", "cannot listen on port \(port) of \(host): \(Errno(rawValue: error))")
        }
    }
}
