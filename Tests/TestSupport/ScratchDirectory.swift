import Foundation

/// A directory of one test's own, removed with it.
public final class ScratchDirectory: Sendable {
    public let path: String

    public init() throws {
        var template = Array(
            FileManager.default.temporaryDirectory.appendingPathComponent("scratch-XXXXXX").path.utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a text and returns where.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        return file
    }
}
