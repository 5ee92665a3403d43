import ReadingProperties
import TestSupport
import Testing

/// What the fuzzer does for minutes (`scripts/fuzz-profiles`), here for seconds and from seeds.
@Suite struct MutationTests {
    @Test func `no mutation of a text crashes the reader, hangs it or bends its spans`() {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(10)
        var seed: UInt64 = 0
        while clock.now < end {
            seed += 1
            let bytes = Self.mutation(seed: seed)
            var violation: String?
            let duration = processorTime { violation = ReadingProperties.violation(of: bytes) }
            if violation == nil, duration > .seconds(2) { violation = "it took \(duration)" }
            guard violation == nil else {
                Issue.record("seed \(seed): \(violation ?? "")\n\(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
    }

    @Test func `no text that ends anywhere crashes the reader or bends its spans`() {
        for seed in 0..<UInt64(8) {
            let bytes = Array(RandomDocument(seed: seed).text.utf8)
            for count in bytes.indices {
                guard let violation = ReadingProperties.violation(of: Array(bytes.prefix(count))) else { continue }
                Issue.record("seed \(seed), \(count) bytes: \(violation)")
                return
            }
        }
    }

    private static let tokens = [
        ": ", "- ", "? ", "\n", "\r\n", "\n  ", "\t", " #", "[", "]", "{", "}", ",", "'", "\"", "\\", "|\n", ">-\n",
        "&a ", "*a", "!t ", "<<: ",
        "---\n", "...\n", "%YAML 1.2\n", "\u{FEFF}", "é", "🚗", "\u{2028}", "\0",
    ].map { Array($0.utf8) }

    private static func mutation(seed: UInt64) -> [UInt8] {
        var numbers = SeededNumbers(seed: seed)
        let corpus = (ReadableTexts.all + RefusedTexts.all).flatMap(\.texts)
        var bytes = Array(
            (seed.isMultiple(of: 2) ? RandomDocument(seed: seed).text : corpus.randomElement(using: &numbers) ?? "")
                .utf8)
        for _ in 0..<Int.random(in: 1...6, using: &numbers) {
            let start = Int.random(in: 0...bytes.count, using: &numbers)
            let range = start..<min(bytes.count, start + Int.random(in: 1...12, using: &numbers))
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0: bytes.removeSubrange(range)
            case 1: bytes.insert(contentsOf: bytes[range], at: Int.random(in: 0...bytes.count, using: &numbers))
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: start)
            case 3: bytes.removeLast(min(bytes.count, range.count))
            case 4 where start < bytes.count: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            default: bytes.insert(contentsOf: tokens.randomElement(using: &numbers) ?? [], at: start)
            }
        }
        return bytes
    }
}
