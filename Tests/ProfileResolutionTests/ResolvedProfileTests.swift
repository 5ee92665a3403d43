import OptionCatalogue
import ProfileResolution
import Testing

@Suite struct ResolvedProfileTests {
    private func layer(_ name: OptionName, _ value: OptionValue, _ provenance: Provenance) -> Layer {
        var layer = Layer()
        layer.set(name, to: value, provenance)
        return layer
    }

    @Test func `a later layer replaces what an earlier one says`() {
        let profile = ResolvedProfile(layers: [
            layer("port", .integer(1000), .variable("EXPRESSWAY_PORT")),
            layer("port", .integer(2000), .commandLine("port")),
        ])
        #expect(profile[\.listening.port] == 2000)
        #expect(profile.provenance(of: "port") == .commandLine("port"))
    }

    @Test func `an option that nobody gave has its default, and says so`() {
        let profile = ResolvedProfile(layers: [])
        #expect(profile[\.listening.port] == 8000)
        #expect(profile[\.capacity.processes] == nil)
        #expect(profile[\.environment.setenv].isEmpty)
        #expect(profile.provenance(of: "port") == .builtInDefault)
        #expect(profile.provenance(of: "processes").description == "default: one process")
        #expect(!profile.isGiven("port"))
    }

    @Test func `an option that may be given several times keeps every occurrence, in order`() {
        var layer = Layer()
        layer.set("setenv", to: .list([["A", "1"]]), .commandLine("setenv"))
        layer.set("setenv", to: .list([["B", "2"]]), .commandLine("setenv"))
        #expect(ResolvedProfile(layers: [layer])[\.environment.setenv] == [WordPair("A", "1"), WordPair("B", "2")])
    }
}
