import Glibc

/// One record of inotify's stream.
struct WatchEvent {
    let watch: Int32
    let mask: UInt32
    let name: String

    func has(_ flag: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: flag) != 0 }
    var isDirectory: Bool { has(IN_ISDIR) }

    /// Reads the records of one buffer.
    static func all(in bytes: UnsafeRawBufferPointer) -> [WatchEvent] {
        let header = MemoryLayout<inotify_event>.size
        var events: [WatchEvent] = []
        var offset = 0
        while offset + header <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
            let end = min(offset + header + Int(event.len), bytes.count)
            let name = bytes[(offset + header)..<end].prefix { $0 != 0 }
            events.append(WatchEvent(watch: event.wd, mask: event.mask, name: String(decoding: name, as: UTF8.self)))
            offset = end
        }
        return events
    }
}
