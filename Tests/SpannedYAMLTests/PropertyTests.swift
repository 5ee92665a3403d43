import Diagnostics
import ReadingProperties
import SpannedYAML
import TestSupport
import Testing

@Suite struct PropertyTests {
    @Test func `every document reads to what it was written from, and every slice reads to its node`() throws {
        for seed in 0..<UInt64(400) {
            let document = RandomDocument(seed: seed)
            let source = SourceText(name: "seed-\(seed).yaml", document.text)
            do throws(Findings) {
                let node = try YAMLReader.read(source)
                #expect(node.map { Value($0) } == document.value, "seed \(seed):\n\(document.text)")
            } catch {
                Issue.record("seed \(seed): \(error.all.map { $0.rendered(coloured: false) })\n\(document.text)")
            }
            if let violation = ReadingProperties.violation(of: source.bytes) {
                Issue.record("seed \(seed): \(violation)\n\(document.text)")
            }
        }
    }
}
