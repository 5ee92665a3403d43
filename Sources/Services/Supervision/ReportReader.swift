/// Turns the bytes of the FIFO into reports.
struct ReportReader: Sendable {
    /// The protocol's limit for a line; more is no report.
    static let longestLine = 4096

    private var partial: [UInt8] = []
    private var isSkipping = false

    mutating func read(_ bytes: some Sequence<UInt8>) -> [ProcessReport] {
        var reports: [ProcessReport] = []
        for byte in bytes {
            if byte == 10 {
                if !isSkipping, let report = ProcessReport(line: partial) { reports.append(report) }
                partial.removeAll(keepingCapacity: true)
                isSkipping = false
            } else if partial.count < Self.longestLine {
                partial.append(byte)
            } else {
                isSkipping = true
            }
        }
        return reports
    }
}
