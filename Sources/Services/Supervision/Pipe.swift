import CProcess
import SystemPackage

/// A pipe from a child: its reading end does not block.
struct Pipe {
    /// A burst of log lines fits while the terminal is slow.
    private static let size: Int32 = 1024 * 1024

    let reading: Descriptor
    let writing: Descriptor

    init() throws(SupervisionError) {
        var descriptors: [Int32] = [-1, -1]
        let result = expressway_pipe(&descriptors, Self.size)
        guard result == 0 else { throw .pipes(Errno(rawValue: -result)) }
        reading = Descriptor(descriptors[0])
        writing = Descriptor(descriptors[1])
    }
}

extension Descriptor {
    enum ReadResult {
        case bytes([UInt8])
        case nothing
        case end
    }

    /// One read of at most 64 KiB.
    func readOnce() -> ReadResult {
        var result = ReadResult.end
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
            let received = expressway_read(value, buffer.baseAddress, buffer.count)
            count = max(received, 0)
            if received == -Int(Errno.resourceTemporarilyUnavailable.rawValue) { result = .nothing }
        }
        return bytes.isEmpty ? result : .bytes(bytes)
    }
}
