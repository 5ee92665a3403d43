import FileReading
import Glibc
import SystemPackage

/// What a short-lived program printed.
struct ProgramOutput {
    let standardOutput: String
    let standardError: String
    /// As `waitpid` reports it.
    let status: Int32

    var succeeded: Bool { status == 0 }

    /// A program that was started and not yet waited for, so that several can run side by side.
    struct Running {
        fileprivate let processID: pid_t
        fileprivate let output: FileDescriptor
        fileprivate let errors: FileDescriptor

        /// Reads to the end and waits.
        func finish() -> ProgramOutput {
            let outputs = Self.drain(output, errors)
            var status: Int32 = 0
            while waitpid(processID, &status, 0) < 0, errno == EINTR {}
            return ProgramOutput(standardOutput: outputs.0, standardError: outputs.1, status: status)
        }

        private static func drain(_ output: FileDescriptor, _ errors: FileDescriptor) -> (String, String) {
            var buffers: [[UInt8]] = [[], []]
            var descriptors = [output, errors].map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
            var chunk = [UInt8](repeating: 0, count: 65536)
            while descriptors.contains(where: { $0.fd >= 0 }) {
                guard poll(&descriptors, nfds_t(descriptors.count), -1) >= 0 || errno == EINTR else { break }
                for index in descriptors.indices where descriptors[index].fd >= 0 && descriptors[index].revents != 0 {
                    let count = read(descriptors[index].fd, &chunk, chunk.count)
                    if count > 0 {
                        buffers[index] += chunk[..<count]
                    } else if count == 0 || errno != EINTR {
                        close(descriptors[index].fd)
                        descriptors[index].fd = -1
                    }
                }
            }
            return (String(decoding: buffers[0], as: UTF8.self), String(decoding: buffers[1], as: UTF8.self))
        }
    }

    /// Starts a program with standard input closed off and the caller's environment plus `variables`.
    ///
    /// - Throws: the reason why it could not be started.
    static func start(_ executable: FilePath, _ arguments: [String], variables: [String: String] = [:]) throws(Errno)
        -> Running
    {
        let outputPipe = try pipe()
        let errorPipe = try pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, outputPipe[1], 1)
        posix_spawn_file_actions_adddup2(&actions, errorPipe[1], 2)
        var attributes = try untouchedSignals()
        defer { posix_spawnattr_destroy(&attributes) }
        var processID: pid_t = 0
        let words = ([executable.string] + arguments).map { strdup($0) } + [nil]
        let environment = Self.environment(with: variables).map { strdup($0) } + [nil]
        defer { for pointer in words + environment { free(pointer) } }
        let result = posix_spawn(&processID, executable.string, &actions, &attributes, words, environment)
        close(outputPipe[1])
        close(errorPipe[1])
        guard result == 0 else {
            close(outputPipe[0])
            close(errorPipe[0])
            throw Errno(rawValue: result)
        }
        return Running(
            processID: processID, output: FileDescriptor(rawValue: outputPipe[0]),
            errors: FileDescriptor(rawValue: errorPipe[0]))
    }

    /// What this program ignores or holds back is its own affair: Ctrl-C has to end the other one.
    private static func untouchedSignals() throws(Errno) -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        let result = posix_spawnattr_init(&attributes)
        guard result == 0 else { throw Errno(rawValue: result) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var ignored = sigset_t()
        sigemptyset(&ignored)
        for signal in [SIGPIPE, SIGUSR2] { sigaddset(&ignored, signal) }
        posix_spawnattr_setsigdefault(&attributes, &ignored)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        return attributes
    }

    private static func pipe() throws(Errno) -> [Int32] {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    private static func environment(with variables: [String: String]) -> [String] {
        let inherited = ProcessEnvironment.all.filter { variables[$0.name] == nil }
        return inherited.map { "\($0.name)=\($0.value)" }
            + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }
}
