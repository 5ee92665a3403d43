import Foundation
import OptionCatalogue
import ProfileResolution
import TestSupport
import Testing

@testable import expressway

@Suite struct OptionsFormatTests {
    @Test(arguments: OptionsFormat.allCases)
    func `every option that is shown stands in every format`(format: OptionsFormat) {
        let text = format.text.replacingOccurrences(of: "\\-", with: "-")
        for option in Catalogue.all where !option.hidden {
            // Fish names options without their dashes.
            #expect(text.contains(option.name.text), "\(option.name) in \(format)")
        }
    }

    @Test func `the schema is JSON with one property for each option and each other key of a profile`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(ProfileSchema.json.utf8)) as? [String: Any]
        let definitions = object?["$defs"] as? [String: [String: Any]]
        let properties = try #require(definitions?["profile"]?["properties"] as? [String: Any])
        let keys = Catalogue.all.map(\.name.text) + ProfileDocumentReader.structuralKeys
        #expect(Set(properties.keys) == Set(keys))
    }

    @Test func `bash can read its completions`() throws {
        let scratch = try ScratchDirectory()
        let script = try scratch.write(OptionsFormat.bash.text, to: "completions")
        #expect(try Program.run("/bin/bash", ["-n", script]).status == 0)
    }

    @Test func `no line of the manual page begins with a stray control character`() {
        let requests = Set([".TH", ".SH", ".SS", ".TP", ".B"])
        for line in ManualPage.text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(requests.contains(String(line.prefix { $0 != " " })), "\(line)")
        }
    }
}
