import Scaffolding
import TestSupport
import Testing

@Suite struct LineDifferences {
    /// `git apply` is the reader that counts.
    @Test(arguments: [
        ("a\nb\nc\n", "a\nx\nc\n"), ("a\n", "a\nb"), ("a", "a\nb\n"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n"),
        ("x\nx\nx\n", "x\nx\nx\nx\n"), ("a\r\nb\r\n", "a\r\nc\r\n"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n11\n12\n13\n"),
    ])
    func `git applies what is shown and gets the new text`(before: String, after: String) throws {
        let scratch = try ScratchDirectory()
        try scratch.write(before, to: "f")
        let patch = LineDifference.unified("f", before: Array(before.utf8), after: Array(after.utf8))
        try scratch.write(patch, to: "p")
        let applied = try Program.run("/usr/bin/git", ["-C", scratch.path, "apply", "\(scratch.path)/p"])
        #expect(applied.status == 0, "\(applied.errors)\n\(patch)")
        let read = try Program.run("/bin/cat", ["\(scratch.path)/f"])
        #expect(read.output == after)
    }

    @Test func `a file that comes or goes has no other side`() {
        #expect(
            LineDifference.unified("f", before: nil, after: Array("a\n".utf8))
                == "--- /dev/null\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n")
        #expect(LineDifference.unified("f", before: [97], after: [97]).isEmpty)
    }
}
