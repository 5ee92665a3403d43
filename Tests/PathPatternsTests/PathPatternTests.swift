import PathPatterns
import Testing

@Suite struct PathPatternTests {
    @Test(arguments: [
        ("a/*.html", "a/x.html", true), ("a/*.html", "a/b/x.html", false), ("a/**/*.html", "a/x.html", true),
        ("a/**/*.html", "a/b/c/x.html", true), ("**/x", "x", true), ("**/x", "a/b/x", true), ("a/**", "a", false),
        ("a/**", "a/b", true), ("a/?", "a/bc", false), ("a/[!b]c", "a/xc", true), ("a/[!b]c", "a/bc", false),
        ("a/\\*", "a/*", true), ("a/\\*", "a/b", false), ("a/b", "a/b/c", false), ("a/**/**/b", "a/b", true),
    ])
    func `a pattern matches as Git's do`(pattern: String, path: String, expected: Bool) {
        #expect(PathPattern(pattern).matches(path.split(separator: "/").map(String.init)) == expected)
    }

    @Test func `a pattern covers what lies in a directory that it matches`() {
        #expect(PathPattern("/a/b*").covers(["a", "bc", "d", "e"]))
        #expect(!PathPattern("/a/b*").covers(["a", "c", "b"]))
        #expect(!PathPattern("/a/b").covers(["a"]))
        #expect(!PathPattern("/").covers([]))
    }

    @Test func `a pattern knows where what it matches begins`() {
        #expect(PathPattern("/a/b/*.html").literalBase == ["a", "b"])
        #expect(PathPattern("/a/b").literalBase == ["a", "b"])
        #expect(!PathPattern("/a/b").hasWildcards)
    }

    @Test func `many stars do not take for ever`() {
        let pattern = PathPattern(Array(repeating: "**", count: 40).joined(separator: "/") + "/b")
        #expect(!pattern.matches(Array(repeating: "a", count: 40)))
    }
}
