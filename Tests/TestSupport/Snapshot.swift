import Foundation
public import Testing

/// Golden files: `Tests/<Target>Tests/Snapshots/NAME`. Recorded when `EXPRESSWAY_RECORD_SNAPSHOTS` is set; a missing one fails.
public enum Snapshot {
    public static func expect(
        _ text: String, matches name: String, filePath: String = #filePath, location: SourceLocation = #_sourceLocation
    ) throws {
        let directory = URL(fileURLWithPath: filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
        let file = directory.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["EXPRESSWAY_RECORD_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record(
                "there is no golden file \(name); record it with EXPRESSWAY_RECORD_SNAPSHOTS=1",
                sourceLocation: location)
            return
        }
        #expect(text == golden, sourceLocation: location)
    }
}
