import Diagnostics
import ProfileEditing
import Testing

@Suite struct ExampleTests {
    private static let all = ReplacingExamples.all + AddingExamples.all + UnsettingExamples.all

    @Test(arguments: all)
    func `a change is made to the byte`(example: Example) throws {
        do throws(Findings) {
            #expect(try example.result() == example.after)
        } catch {
            Issue.record("\(error.all.map { $0.rendered(coloured: false) }.joined(separator: "\n"))")
        }
    }
}
