import SystemPackage
import Testing

@testable import ChangeWatching

@Suite struct LoadedApplicationTests {
    private func read(_ text: String) -> LoadedApplication? { LoadedApplication(document: text.utf8) }

    @Test func `what is said is taken over`() throws {
        let loaded = try #require(
            read(
                #"{"libraries": ["re"], "sources": ["/a/b.py"], "packages": ["/a/p"], "cached_templates": ["/a/t"], "locales": ["/a/l"]}"#
            ))
        #expect(loaded.sources == ["/a/b.py"] && loaded.packages == ["/a/p"])
        #expect(loaded.cachedTemplates == ["/a/t"] && loaded.locales == ["/a/l"])
    }

    @Test(arguments: ["", "[]", "{}", #"{"sources": 1, "packages": ["/a/p"], "cached_templates": [], "locales": []}"#])
    func `what is no such document is none`(text: String) {
        #expect(read(text) == nil)
    }

    @Test func `a directory that holds half the machine is not watched, nor a path that is not absolute`() throws {
        let loaded = try #require(
            read(
                #"{"sources": ["b.py"], "packages": ["/a/p"], "cached_templates": ["/", "/home", "t"], "locales": ["/usr/../"]}"#
            ))
        #expect(loaded.sources.isEmpty && loaded.cachedTemplates.isEmpty && loaded.locales.isEmpty)
    }

    @Test func `only so many paths are taken`() throws {
        let many = (0..<20_000).map { "\"/a/\($0)\"" }.joined(separator: ",")
        let loaded = try #require(
            read(#"{"sources": [\#(many)], "packages": ["/a/p"], "cached_templates": [\#(many)], "locales": []}"#))
        #expect(loaded.sources.count == 16_384 && loaded.cachedTemplates.count == 256)
    }
}
