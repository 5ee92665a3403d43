import ArgumentParser
import Diagnostics
import OptionCatalogue
import ProfileResolution
import SystemPackage
import Testing

@testable import expressway

/// The argument parser takes the catalogue through its mirror; these notice when a new version of it no longer does.
@Suite struct CatalogueArgumentsTests {
    private func profile(_ words: String...) throws -> ResolvedProfile {
        let command = try #require(
            try Expressway.parseAsRoot(ArgumentVector.preparing(["start-server"] + words)) as? StartServer)
        return ResolvedProfile(layers: [try command.options.layer(application: command.application)])
    }

    @Test func `every option of the catalogue is an argument of every command that serves`() {
        for command in [StartServer.self, SetupServer.self, RunModWSGI.self, ShowConfiguration.self]
            as [any ParsableCommand.Type]
        {
            let help = Expressway.helpMessage(for: command, includeHidden: true, columns: 200)
            for option in Catalogue.all { #expect(help.contains(option.name.flag), "\(option.name) in \(command)") }
        }
    }

    @Test func `values come with an equals sign or as the next word`() throws {
        #expect(try profile("--port=81", "app.wsgi")[\.listening.port] == 81)
        #expect(try profile("--port", "81", "app.wsgi")[\.listening.port] == 81)
        #expect(try profile("app.wsgi", "--port", "81").provenance(of: "port") == .commandLine("port"))
    }

    @Test func `what is switched off is told by the flag that did it`() throws {
        #expect(try profile("app.wsgi", "--no-http2").provenance(of: "http2").description == "flag --no-http2")
        #expect(try profile("app.wsgi", "--no-http2", "--http2").provenance(of: "http2").description == "flag --http2")
    }

    @Test func `an option with two words takes both, also when they look like flags`() throws {
        let profile = try profile("--setenv", "A", "--port", "--setenv=B", "-x", "app.wsgi", "--port", "82")
        #expect(profile[\.environment.setenv] == [WordPair("A", "--port"), WordPair("B", "-x")])
        #expect(profile[\.listening.port] == 82)
        #expect(profile[\.application.entryPoint] == "app.wsgi")
    }

    @Test func `empty words stay`() throws {
        #expect(try profile("--setenv", "A", "")[\.environment.setenv] == [WordPair("A", "")])
    }

    @Test func `a value may begin with a dash`() throws {
        #expect(try profile("--document-root", "-odd")[\.routing.documentRoot] == "-odd")
    }

    @Test func `a switch can be turned on and off, and the last one counts`() throws {
        #expect(try profile("--access-log")[\.logging.accessLog])
        #expect(try profile("--access-log", "--no-access-log")[\.logging.accessLog] == false)
        #expect(try profile("--no-log-to-terminal")[\.logging.logToTerminal] == false)
        #expect(try profile()[\.logging.logToTerminal] == nil)
    }

    @Test func `an unknown flag names the nearest one`() throws {
        let error = #expect(throws: (any Error).self) { try profile("--procesess", "3") }
        #expect(Expressway.message(for: try #require(error)).contains("Did you mean '--processes'?"))
    }

    @Test func `a command line that ends in the middle of an option says what is missing`() throws {
        let error = #expect(throws: MissingWords.self) {
            try ArgumentVector.preparing(["start-server", "--setenv", "A"])
        }
        #expect(error?.description == "'--setenv' takes KEY VALUE; only 1 of 2 words are there")
    }

    @Test func `all values that do not fit are told at once`() throws {
        let findings = #expect(throws: Findings.self) {
            try profile("--port", "0", "--threads", "many", "--log-level", "wran")
        }
        #expect(findings?.all.count == 3)
        #expect(findings?.all.last?.fix == "did you mean 'warn'?")
    }

    @Test func `an application that is named twice is refused`() throws {
        #expect(throws: Findings.self) { try profile("a.wsgi", "--entry-point", "b.wsgi") }
    }

    @Test func `words behind a double dash are nobody's options`() throws {
        #expect(try profile("--", "--setenv")[\.application.entryPoint] == "--setenv")
    }
}

@Suite struct CommandNameTests {
    @Test func `a command that does not exist names the nearest one`() {
        let error = #expect(throws: Diagnostic.self) {
            try CommandName.check(["start-sever", "app.wsgi"], of: Expressway.self)
        }
        #expect(error?.fix == "did you mean 'start-server'?")
    }

    @Test func `a command below another one is looked for there`() {
        let error = #expect(throws: Diagnostic.self) {
            try CommandName.check(["profile", "shwo"], of: Expressway.self)
        }
        #expect(error?.fix == "did you mean 'show'?")
    }

    @Test(arguments: [[], ["--help"], ["-h"], ["help", "config"], ["start-server", "x"]])
    func `everything else is the argument parser's`(words: [String]) throws {
        try CommandName.check(words, of: Expressway.self)
    }
}

@Suite struct ConfigurationComplaintTests {
    @Test func `the line that Apache complains of is found with its file`() {
        let complaint = ConfigurationComplaint.find(
            in: ["[x] Apache speaks", "AH00526: Syntax error on line 12 of /run/x y/httpd.conf:", "Invalid"])
        #expect(complaint == ConfigurationComplaint(file: "/run/x y/httpd.conf", line: 12))
        #expect(ConfigurationComplaint.find(in: ["nothing of the kind on line"]) == nil)
    }

    @Test func `of a file and the one that it includes, the one that includes counts`() {
        let complaint = ConfigurationComplaint.find(
            in: ["apache2: Syntax error on line 8 of /run/httpd.conf: Syntax error on line 2 of /run/r.conf: Expected"])
        #expect(complaint == ConfigurationComplaint(file: "/run/httpd.conf", line: 8))
    }
}
