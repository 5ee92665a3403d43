import Diagnostics
import OptionCatalogue
import Testing

@Suite struct CatalogueTests {
    @Test func `every option has a name of its own, in lower case with dashes`() {
        let names = Catalogue.all.map(\.name.text)
        #expect(Set(names).count == names.count)
        #expect(
            names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } && !$0.hasPrefix("no-") })
    }

    @Test func `every summary is one sentence`() {
        for option in Catalogue.all {
            #expect(option.summary.hasSuffix(".") && option.summary.first?.isUppercase == true, "\(option.name)")
        }
    }

    @Test func `every default is of the type that the option takes`() {
        for option in Catalogue.all {
            switch (option.type, option.fallback) {
            case (.toggle, .value(.toggle)), (.integer, .value(.integer)), (.decimal, .value(.decimal)),
                (.text, .value(.text)),
                (.path, .value(.text)), (.list, .value(.list)), (_, .derived), (.integer, .absent), (.decimal, .absent),
                (.text, .absent),
                (.path, .absent), (.choice, .absent):
                break
            case (.choice(let choices), .value(.text(let text))):
                #expect(choices.contains(text), "\(option.name)")
            default:
                Issue.record("\(option.name) has a default of another type")
            }
        }
    }

    @Test func `a server is not offered to the network unless told`() {
        #expect(Catalogue.byName["host"]?.fallback == .value(.text("127.0.0.1")))
    }
}

@Suite struct OptionReadingTests {
    private func read(_ type: OptionType, _ words: String...) throws(Diagnostic) -> OptionValue {
        try type.read(words, for: "name", place: "flag --name")
    }

    @Test func `numbers must be whole and in range`() throws {
        #expect(try read(.integer(1...65535), "8000") == .integer(8000))
        for wrong in ["0", "65536", "80.0", "", "eight", "0x50", " 80"] {
            #expect(throws: Diagnostic.self, "'\(wrong)'") { try read(.integer(1...65535), wrong) }
        }
    }

    @Test func `a choice is read whatever its case, and a wrong one names the nearest`() throws {
        #expect(try read(.choice(["script", "module"]), "Module") == .text("module"))
        let error = #expect(throws: Diagnostic.self) { try read(.choice(["script", "module"]), "modul") }
        #expect(error?.fix == "did you mean 'module'?")
    }

    @Test(arguments: ["\n", "\r", "\0", "\u{1B}", "\u{7F}", "\u{85}"])
    func `control characters are refused by name, in every word`(control: String) {
        #expect(throws: Diagnostic.self) { try read(.text(metavar: "X"), "a\(control)b") }
        #expect(throws: Diagnostic.self) {
            try read(.list([.text(metavar: "K"), .text(metavar: "V")]), "KEY", "a\(control)b")
        }
    }

    @Test func `a tab is no control character that hurts`() throws {
        #expect(try read(.text(metavar: "X"), "a\tb") == .text("a\tb"))
    }

    @Test func `the elements of a list are read by their own types`() throws {
        #expect(try read(.list([.text(metavar: "K"), .text(metavar: "V")]), "a", "b") == .list([["a", "b"]]))
        #expect(throws: Diagnostic.self) { try read(.list([.integer(1...5)]), "9") }
    }
}
