import Diagnostics

/// Runs a command and shows what it found wrong.
enum Reporting {
    /// - Throws: ``ExitStatus`` after the findings were shown.
    static func findings(_ body: () throws -> ExitStatus) throws {
        let status: ExitStatus
        do {
            status = try body()
        } catch let findings as Findings {
            Terminal.show(findings)
            throw ExitStatus.refused
        } catch let diagnostic as Diagnostic {
            Terminal.show(diagnostic)
            throw ExitStatus.refused
        }
        guard status == .stopped else { throw status }
    }
}
