import ApacheSyntax
import Testing

@Suite struct ConfigurationWriterTests {
    private func write(_ groups: ConfigurationGroup..., banner: [String] = []) throws -> RenderedConfiguration {
        try ConfigurationWriter.write(groups, banner: banner)
    }

    @Test func `every line keeps the options that caused it`() throws {
        let configuration = try write(
            ConfigurationGroup(
                "Listening", causes: ["host"],
                [.directive("Listen", "127.0.0.1:80", causes: ["port"]), .directive("KeepAlive", "On")]))
        let lines = configuration.text.split(separator: "\n", omittingEmptySubsequences: false)
        let listen = try #require(lines.firstIndex(of: "Listen 127.0.0.1:80"))
        #expect(configuration.causes(ofLine: listen + 1) == ["port"])
        #expect(configuration.causes(ofLine: listen + 2) == ["host"])
        #expect(configuration.causes(ofLine: 1).isEmpty)
        #expect(configuration.causes(ofLine: 10_000).isEmpty)
    }

    @Test func `a comment can neither end early nor swallow the next line`() throws {
        let configuration = try write(
            ConfigurationGroup("ends in \\", [.directive("A", "b")]), banner: ["one\nListen 80", "two\\"])
        #expect(!configuration.text.contains("\nListen 80"))
        #expect(!configuration.text.contains("\\\n"))
    }

    @Test func `a long directive goes over several lines, joined by backslashes`() throws {
        let options = (0..<6).map { DirectiveArgument.option("option-\($0)", String(repeating: "v", count: 30)) }
        let configuration = try write(
            ConfigurationGroup("Long", [.directive(Directive("WSGIDaemonProcess", [.text("name")] + options))]))
        #expect(configuration.text.contains("WSGIDaemonProcess name \\\n    option-0="))
        #expect(configuration.text.hasSuffix("option-5=\(String(repeating: "v", count: 30))\n"))
        #expect(
            configuration.causes.count == configuration.text.split(separator: "\n", omittingEmptySubsequences: false)
                .count - 1)
    }

    @Test func `sections are closed and indented`() throws {
        let inner = ConfigurationNode.section(Directive("Files", "a b"), [.directive("Require", "all", "granted")])
        let configuration = try write(
            ConfigurationGroup("Sections", [.section(Directive("Directory", "/srv"), [inner])]))
        #expect(
            configuration.text.contains(
                "<Directory /srv>\n    <Files \"a b\">\n        Require all granted\n    </Files>\n</Directory>\n"))
    }
}
