public import SystemPackage

/// One line of the protocol between the WSGI processes and the engine. See docs/reference/runtime-protocol.md.
public struct ProcessReport: Sendable, Hashable {
    public enum Event: Sendable, Hashable {
        case importing(entryPoint: String)
        /// nil: the number was not readable.
        case ready(importing: Duration?)
        case traceback(piece: String)
        case failed(summary: String)
        /// A process stands by; Apache's children find the daemon processes at this socket.
        case standby(socket: FilePath)
        case noStandby(reason: String)
        /// Requests for this generation may be sent to that socket, and wait there.
        case listening(generation: Int, socket: FilePath)
        case generation(Int)
        /// What the application has loaded is in the file of this name.
        case loaded(name: String)
        /// What the application has loaded so far, or had loaded when it failed, is in the file of this name.
        case imported(name: String)
        /// The libraries are imported ahead.
        case prepared
    }

    public let pid: Int32
    public let event: Event

    public init(pid: Int32, event: Event) {
        self.pid = pid
        self.event = event
    }

    /// nil: malformed. Anyone who can write to the FIFO can write anything.
    init?(line: some Collection<UInt8>) {
        let fields = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let pid = Int32(String(decoding: fields[1], as: UTF8.self)), pid > 1 else {
            return nil
        }
        let text = PythonEscapes.decode(fields[2])
        self.pid = pid
        switch String(decoding: fields[0], as: UTF8.self) {
        case "importing": event = .importing(entryPoint: text)
        case "ready": event = .ready(importing: Self.seconds(text))
        case "traceback": event = .traceback(piece: text)
        case "failed": event = .failed(summary: text)
        case "standby": event = .standby(socket: FilePath(text))
        case "nostandby": event = .noStandby(reason: text)
        case "listening":
            let words = text.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let number = Int(words[0]) else { return nil }
            event = .listening(generation: number, socket: FilePath(String(words[1])))
        case "generation":
            guard let number = Int(text) else { return nil }
            event = .generation(number)
        case "loaded": event = .loaded(name: text)
        case "imported": event = .imported(name: text)
        case "prepared": event = .prepared
        default: return nil
        }
    }

    private static func seconds(_ text: String) -> Duration? {
        guard let value = Double(text), value.isFinite, (0...1e6).contains(value) else { return nil }
        return .seconds(value)
    }
}
