import Foundation
import Glibc
import Testing

@Suite struct ProfileCorpusTests {
    @Test(arguments: CorpusCase.all)
    func `every case of the corpus comes out as it is recorded`(corpusCase: CorpusCase) throws {
        let report = try Self.report(corpusCase)
        if ProcessInfo.processInfo.environment["EXPRESSWAY_RECORD_SNAPSHOTS"] != nil {
            return try "\(corpusCase.input)\n\(report)".write(to: corpusCase.file, atomically: true, encoding: .utf8)
        }
        #expect(
            report == corpusCase.expected,
            "record it with EXPRESSWAY_RECORD_SNAPSHOTS=1, and read what changed: \(corpusCase.file.path)")
    }

    @Test func `the corpus has every case that the issue asks for`() {
        #expect(CorpusCase.all.count >= 130)
    }

    /// Root may read everything and give files away: it plays an ordinary user where one is needed, who cannot give them away.
    private static func report(_ corpusCase: CorpusCase) throws -> String {
        let isRoot = geteuid() == 0
        let remarks = corpusCase.sections.compactMap(\.remark)
        if remarks.contains(where: { $0.hasPrefix("owner ") }), !isRoot {
            try Test.cancel("only root can give files away")
        }
        let run = try CaseRun(corpusCase)
        guard isRoot, remarks.contains("unreadable") else { return try run.report() }
        Self.becomeForFiles(65534)
        defer { Self.becomeForFiles(0) }
        return try run.report()
    }

    /// Whose rights count when this thread, and no other, opens a file. Glibc's module has no declaration of it. Source: setfsuid(2).
    private static func becomeForFiles(_ user: UInt32) {
        let function = dlsym(nil, "setfsuid")
        _ = unsafeBitCast(function, to: (@convention(c) (UInt32) -> Int32).self)(user)
    }
}
