/// How a process ended.
public enum ProcessEnding: Sendable, Hashable, CustomStringConvertible {
    case exited(status: Int32)
    case signalled(Int32)

    public var description: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let signal): "signal \(signal)"
        }
    }
}
