import Glibc
public import SystemPackage

/// The directory that a recorder writes to. A service: reads files.
public struct RecordingDirectory: Sendable {
    public let path: FilePath

    public init(_ path: FilePath) {
        self.path = path
    }

    private static let suffix = ".exchange"

    /// Names of all exchanges, the oldest first.
    public func names() throws(Errno) -> [String] {
        guard let stream = opendir(path.string) else { throw Errno(rawValue: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            // What is being written has a dot before it.
            if name.hasSuffix(Self.suffix), !name.hasPrefix(".") {
                names.append(String(name.dropLast(Self.suffix.count)))
            }
        }
        return names.sorted()
    }

    /// The exchange without its bodies, of which only the lengths are looked at.
    public func description(of name: String) throws(UnreadableRecording) -> ExchangeDescription {
        let (descriptor, size) = try open(name)
        defer { try? descriptor.close() }
        let start = try Self.read(descriptor, from: 0, upTo: 8192)
        let layout = try RecordingLayout(start)
        guard size >= layout.total else { throw .truncated }
        guard size == layout.total else { throw .tooLong }
        let missing = max(0, layout.head - start.count)
        let head = start + (missing > 0 ? try Self.read(descriptor, from: start.count, upTo: missing) : [])
        guard head.count >= layout.head else { throw .truncated }
        return try ExchangeDescription(head: head[..<layout.head], layout)
    }

    /// The whole exchange.
    public func exchange(_ name: String) throws(UnreadableRecording) -> RecordedExchange {
        let (descriptor, size) = try open(name)
        defer { try? descriptor.close() }
        // Looked at first, so that something else of any size is not read as a whole.
        let start = try Self.read(descriptor, from: 0, upTo: min(size, RecordingLayout.longestFirstLine))
        let layout = try RecordingLayout(start)
        guard size <= layout.total else { throw .tooLong }
        return try RecordedExchange(file: Self.read(descriptor, from: 0, upTo: size))
    }

    /// Only regular files: a pipe would be waited for.
    private func open(_ name: String) throws(UnreadableRecording) -> (FileDescriptor, size: Int) {
        do {
            let descriptor = try FileDescriptor.open(
                path.appending(name + Self.suffix), .readOnly, options: [.nonBlocking, .closeOnExec])
            var status = stat()
            guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                try? descriptor.close()
                throw UnreadableRecording.foreign
            }
            return (descriptor, Int(status.st_size))
        } catch let error as Errno {
            throw .unavailable(String(describing: error))
        } catch {
            throw .foreign
        }
    }

    private static func read(
        _ descriptor: FileDescriptor, from start: Int, upTo count: Int
    ) throws(UnreadableRecording) -> [UInt8] {
        do {
            return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                let raw = UnsafeMutableRawBufferPointer(buffer)
                while filled < count {
                    let piece = try descriptor.read(
                        fromAbsoluteOffset: Int64(start + filled), into: .init(rebasing: raw[filled...]))
                    if piece == 0 { return }
                    filled += piece
                }
            }
        } catch {
            throw .unavailable(String(describing: error))
        }
    }
}
