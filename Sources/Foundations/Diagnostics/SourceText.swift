import Synchronization

/// A text that the user wrote, with the name under which it is shown. Copies share their storage.
public struct SourceText: Sendable {
    private let storage: Storage

    /// - Parameters:
    ///   - name: what the user calls it, such as `expressway.yaml`.
    ///   - bytes: the content as it was read; it may be anything, even no UTF-8.
    public init(name: String, bytes: [UInt8]) {
        storage = Storage(name: name, bytes: bytes)
    }

    /// A text that is at hand as a string.
    public init(name: String, _ text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// What the user calls it.
    public var name: String { storage.name }
    /// The content as it was read.
    public var bytes: [UInt8] { storage.bytes }

    /// The whole text.
    public var span: SourceSpan {
        SourceSpan(self, 0..<bytes.count)
    }

    /// How many bytes a byte order mark (U+FEFF) takes at the start: 3 or 0. It belongs to no line and counts in no column.
    public var byteOrderMarkLength: Int {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The line in which a byte stands: its number, counted from 1, and its bytes without the line break.
    func line(at offset: Int) -> (number: Int, range: Range<Int>) {
        let starts = storage.lines.starts
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        var end = low + 1 < starts.count ? starts[low + 1] : bytes.count
        if end > starts[low], end <= bytes.count, low + 1 < starts.count {
            end -= end - starts[low] > 1 && bytes[end - 1] == 10 && bytes[end - 2] == 13 ? 2 : 1
        }
        return (low + 1, starts[low]..<end)
    }
}

extension SourceText: Equatable {
    /// Equal are texts with the same name and the same bytes.
    public static func == (one: SourceText, other: SourceText) -> Bool {
        one.storage === other.storage || one.name == other.name && one.bytes == other.bytes
    }
}

/// Shared by all copies and spans of a text. Its one live part is the line index, which is found when it is first asked for.
private final class Storage: Sendable {
    let name: String
    let bytes: [UInt8]
    private let index = AtomicLazyReference<LineIndex>()

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    var lines: LineIndex {
        index.load() ?? index.storeIfNil(LineIndex(bytes))
    }
}

/// Where each line starts. A class only because `AtomicLazyReference` holds no values.
private final class LineIndex: Sendable {
    let starts: [Int]

    /// Lines end with LF, CR LF or CR, as in YAML.
    init(_ bytes: [UInt8]) {
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == 10 || bytes[index] == 13 {
                let isFirstOfTwo = bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
                if !isFirstOfTwo { starts.append(index + 1) }
            }
        }
        self.starts = starts
    }
}
