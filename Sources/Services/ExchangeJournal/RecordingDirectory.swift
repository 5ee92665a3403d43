import Glibc
public import SystemPackage

/// The directory that a recorder writes to. A service: reads files.
public struct RecordingDirectory: Sendable {
    public let path: FilePath
    /// Exchanges that have no file of their own yet, by name, as they were when this was made.
    private let spooled: [String: ArraySlice<UInt8>]

    public init(_ path: FilePath) {
        self.path = path
        // Before the names are asked for: what becomes a file meanwhile is found twice, not never.
        spooled = Self.entries(in: path).filter { $0.hasPrefix(RecordingSpool.prefix) }.reduce(into: [:]) { all, name in
            guard let (descriptor, size) = try? Self.open(path.appending(name)) else { return }
            defer { try? descriptor.close() }
            guard let bytes = try? Self.read(descriptor, from: 0, upTo: size) else { return }
            for (name, exchange) in RecordingSpool.exchanges(bytes) { all[name] = exchange }
        }
    }

    private static let suffix = ".exchange"

    private static func entries(in path: FilePath) -> [String] {
        guard let stream = opendir(path.string) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// Names of all exchanges, the oldest first.
    ///
    /// - Throws: why the directory cannot be read.
    public func names() throws(Errno) -> [String] {
        guard access(path.string, R_OK | X_OK) == 0 else { throw Errno(rawValue: errno) }
        // What is being written has a dot before it.
        let files = Self.entries(in: path).filter { $0.hasSuffix(Self.suffix) && !$0.hasPrefix(".") }
            .map { String($0.dropLast(Self.suffix.count)) }
        return Set(files).union(spooled.keys).sorted()
    }

    /// The exchange without its bodies, of which only the lengths are looked at.
    public func description(of name: String) throws(UnreadableRecording) -> ExchangeDescription {
        if let bytes = spooled[name] { return try RecordedExchange(file: Array(bytes)).description }
        let (descriptor, size) = try Self.open(file(name))
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
        if let bytes = spooled[name] { return try RecordedExchange(file: Array(bytes)) }
        let (descriptor, size) = try Self.open(file(name))
        defer { try? descriptor.close() }
        // Looked at first, so that something else of any size is not read as a whole.
        let start = try Self.read(descriptor, from: 0, upTo: min(size, RecordingLayout.longestFirstLine))
        let layout = try RecordingLayout(start)
        guard size <= layout.total else { throw .tooLong }
        return try RecordedExchange(file: Self.read(descriptor, from: 0, upTo: size))
    }

    private func file(_ name: String) -> FilePath { path.appending(name + Self.suffix) }

    /// Only regular files: a pipe would be waited for.
    private static func open(_ path: FilePath) throws(UnreadableRecording) -> (FileDescriptor, size: Int) {
        do {
            let descriptor = try FileDescriptor.open(
                path, .readOnly, options: [.nonBlocking, .closeOnExec])
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
