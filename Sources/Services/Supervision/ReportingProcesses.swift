import CProcess
import Glibc

/// The daemon processes that have reported, held by descriptors: a number that the kernel gives to somebody else is never signalled.
final class ReportingProcesses {
    private var descriptors: [Int32: Descriptor] = [:]
    /// Where the kernel or a sandbox refuses process descriptors: looked for in /proc.
    private(set) var unpolled: Set<Int32> = []
    private let httpd: Int32

    init(of httpd: Int32) { self.httpd = httpd }

    enum Membership { case alive, gone, foreign }

    /// Whether a process that reported descends from our Apache. If so it is watched from here on.
    func admit(_ pid: Int32) -> Membership {
        if descriptors[pid] != nil || unpolled.contains(pid) { return .alive }
        // The descriptor first: what /proc then says is about the process that it holds, or about none.
        let descriptor = expressway_process_descriptor(pid)
        guard descriptor != -ESRCH else { return .gone }
        let held = descriptor >= 0 ? Descriptor(descriptor) : nil
        guard ProcessStatus.parent(of: pid) != nil else { return .gone }
        guard pid == httpd || isDescendant(pid) else { return .foreign }
        if let held { descriptors[pid] = held } else { unpolled.insert(pid) }
        return .alive
    }

    /// A child, or a copy that a child has made of itself, or a copy of that.
    private func isDescendant(_ pid: Int32) -> Bool {
        var ancestor = pid
        for _ in 0..<Self.mostGenerations {
            guard let parent = ProcessStatus.parent(of: ancestor) else { return false }
            if parent == httpd { return true }
            ancestor = parent
        }
        return false
    }

    private static let mostGenerations = 3

    var polled: [(pid: Int32, descriptor: Int32)] { descriptors.map { ($0.key, $0.value.value) } }

    /// Those that are gone since the last call.
    func removeGone(signalled: [Int32]) -> [Int32] {
        let vanished = unpolled.filter { !isDescendant($0) }
        unpolled.subtract(vanished)
        for pid in signalled { descriptors[pid] = nil }
        return signalled + vanished.sorted()
    }

    func signal(_ pid: Int32, _ signal: Int32) {
        if let descriptor = descriptors[pid] {
            _ = expressway_process_signal(descriptor.value, signal)
        } else if unpolled.contains(pid), isDescendant(pid) {
            kill(pid, signal)
        }
    }
}

enum ProcessStatus {
    /// From /proc; nil: there is no such process, or it is a zombie.
    static func parent(of pid: Int32) -> Int32? {
        let descriptor = open("/proc/\(pid)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, case .bytes(let bytes) = Descriptor(descriptor).readOnce() else { return nil }
        // The second field is the name, in parentheses, and may hold anything.
        guard let close = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 1, fields[0].first != UInt8(ascii: "Z") else { return nil }
        return Int32(String(decoding: fields[1], as: UTF8.self))
    }
}
