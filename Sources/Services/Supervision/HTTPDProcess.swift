import CProcess
import FileReading
import Glibc
import SystemPackage

/// Apache's parent process, and the process group that it leads.
struct HTTPDProcess {
    let pid: Int32
    /// Readable when it has ended; nil where the kernel or a sandbox refuses: SIGCHLD tells then.
    let descriptor: Descriptor?
    let hasOwnGroup: Bool

    /// Starts it. It is asked to end when this thread ends, however that happens.
    init(_ plan: SupervisionPlan, output: Pipe, error: Pipe) throws(SupervisionError) {
        var pid: pid_t = 0
        var step: Int32 = 0
        let arguments = [plan.processName ?? plan.executable.string] + plan.arguments
        let environment = plan.environment.map { "\($0.name)=\($0.value)" }
        let result = CStrings.with(arguments, environment) { arguments, environment in
            plan.executable.withPlatformString { executable in
                plan.workingDirectory.withPlatformString { directory in
                    var request = expressway_spawn_request(
                        executable: executable, arguments: arguments, environment: environment,
                        working_directory: directory,
                        standard_input: plan.sameProcessGroup ? 0 : -1,
                        standard_output: plan.sameProcessGroup ? 1 : output.writing.value,
                        standard_error: error.writing.value, own_process_group: plan.sameProcessGroup ? 0 : 1,
                        // With a thread at a prompt SIGTERM does not end it, and there is no guard for a group of ours.
                        parent_death_signal: plan.sameProcessGroup ? SIGKILL : SIGTERM)
                    return expressway_spawn(&request, &pid, &step)
                }
            }
        }
        guard result == 0 else {
            throw .start(plan.executable, .init(rawValue: step) ?? .fork, Errno(rawValue: -result))
        }
        self.pid = pid
        hasOwnGroup = !plan.sameProcessGroup
        let descriptor = expressway_process_descriptor(pid)
        self.descriptor = descriptor >= 0 ? Descriptor(descriptor) : nil
    }

    /// How it ended, once; nil: it runs.
    func reap() -> ProcessEnding? {
        var ending = expressway_ending()
        guard expressway_reap_process(pid, &ending) == 1 else { return nil }
        return ending.kind == 1 ? .exited(status: ending.value) : .signalled(ending.value)
    }

    /// Source: httpd 2.4, stopping and restarting: USR1.
    func restartGracefully(isReaped: Bool) {
        if !isReaped { kill(pid, SIGUSR1) }
    }

    /// Source: proc(5), `/proc/PID/task/TID/children`. Where the kernel has no such file, the group is killed.
    func killChildren(parentIsReaped: Bool) {
        guard !parentIsReaped else { return }
        guard let list = FileSystemFacts.contents(of: FilePath("/proc/\(pid)/task/\(pid)/children")) else {
            return signalGroup(SIGKILL, parentIsReaped: false)
        }
        for child in String(decoding: list, as: UTF8.self).split(separator: " ").compactMap({ Int32($0) }) {
            kill(child, SIGKILL)
        }
    }

    func signalGroup(_ signal: Int32, parentIsReaped: Bool) {
        if hasOwnGroup {
            kill(-pid, signal)
        } else if !parentIsReaped {
            kill(pid, signal)
        }
    }

    /// Reaps what was left to us. True: no process of the group exists any more. Only after the parent was reaped.
    func groupIsEmpty() -> Bool {
        guard hasOwnGroup else { return true }
        var ending = expressway_ending()
        while expressway_reap_group(pid, &ending) == 1 {}
        return kill(-pid, 0) != 0 && errno == ESRCH
    }
}

/// Arrays of C strings, ended by a null pointer.
enum CStrings {
    typealias Pointer = UnsafePointer<UnsafePointer<CChar>?>

    static func with<Result>(_ first: [String], _ second: [String], _ body: (Pointer, Pointer) -> Result) -> Result {
        with(first) { first in with(second) { second in body(first, second) } }
    }

    static func with<Result>(_ strings: [String], _ body: (Pointer) -> Result) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let pointers: [UnsafePointer<CChar>?] = copies.map { $0.map { UnsafePointer($0) } } + [nil]
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                preconditionFailure("an array with a null pointer in it is not empty")
            }
            return body(base)
        }
    }
}
