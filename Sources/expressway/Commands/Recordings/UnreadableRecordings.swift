import Diagnostics
import ExchangeJournal
import SystemPackage

/// Exchanges that were not read, told in a few lines however many they are.
struct UnreadableRecordings {
    private var findings: [Diagnostic] = []
    private var count = 0

    private static let mostShown = 10

    var isEmpty: Bool { findings.isEmpty }

    mutating func add(_ name: String, _ error: UnreadableRecording) {
        count += 1
        if findings.count < Self.mostShown { findings.append(error.finding(name, severity: .warning)) }
    }

    /// - Parameter readable: how many were read.
    /// - Throws: a finding where there were some, and not one of them was read.
    func tell(beside readable: Int, in directory: RecordingDirectory) throws(Diagnostic) {
        if let first = findings.first, readable == 0 {
            throw Diagnostic(
                "no-recordings",
                "none of the \(count) recordings in '\(directory.path.string)' was read; the first: \(first.message)")
        }
        for finding in findings { Terminal.show(finding) }
        guard count > findings.count else { return }
        Terminal.show(
            Diagnostic(
                "unreadable-recording", "\(count - findings.count) more were not read", severity: .warning))
    }
}
