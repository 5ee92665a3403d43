import ChangeWatching
import SystemPackage
import Testing

@Suite struct SelfMadeChangesTests {
    private var sieve = SelfMadeChanges()
    private let data = Change(path: "/p/data.json", kind: .modified)
    private let source = Change(path: "/p/views.py", kind: .modified)

    @Test mutating func `a file that changes at each load does not count from the fourth time on`() {
        for _ in 0..<3 { #expect(sieve.sift([data], whileLoading: true) == ([data], [])) }
        #expect(sieve.sift([data], whileLoading: true) == ([], [data.path]))
        #expect(sieve.sift([data], whileLoading: false) == ([], []))
        #expect(sieve.sift([data, source], whileLoading: false) == ([source], []))
    }

    @Test mutating func `an edit by a person begins the count anew`() {
        for _ in 0..<3 { _ = sieve.sift([data], whileLoading: true) }
        _ = sieve.sift([data, source], whileLoading: true)
        #expect(sieve.sift([data], whileLoading: true) == ([data], []))
        _ = sieve.sift([data], whileLoading: false)
        for _ in 0..<3 { #expect(sieve.sift([data], whileLoading: true).left == []) }
    }

    @Test(arguments: ["/p/views.py", "/p/app.wsgi", "/p/a.html", "/p/.env", "/p/script"])
    mutating func `what people write always counts, however often it is saved`(path: String) {
        let source = Change(path: FilePath(path), kind: .modified)
        for _ in 0..<10 { #expect(sieve.sift([source], whileLoading: true) == ([source], [])) }
    }
}

private func == (one: (changes: [Change], left: [FilePath]), other: ([Change], [FilePath])) -> Bool {
    one.changes == other.0 && one.left == other.1
}
