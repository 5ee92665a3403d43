import Diagnostics
import OptionCatalogue
import Testing

@testable import ProfileResolution

/// `null` in a profile, for every option that there is.
@Suite struct NullTests {
    private static let secrets = "{A: {env: A}}"

    private static func right(_ option: OptionDetails) -> String {
        option.name == "secrets" ? secrets : right(option.type)
    }

    private static func right(_ type: OptionType) -> String {
        switch type {
        case .toggle: "true"
        case .integer(let range, _): String(range.upperBound)
        case .decimal(let range, _): String(range.upperBound)
        case .text, .path: "a"
        case .choice(let choices): choices[choices.count - 1]
        case .list(let elements) where elements.count == 1: "[\(right(elements[0]))]"
        case .list(let elements):
            if case .integer(let range, _) = elements[0] { "{\(range.lowerBound): a}" } else { "{A: a}" }
        }
    }

    private func profile(_ option: OptionDetails, _ child: String) throws -> ResolvedProfile {
        var library = ProfileLibrary()
        let text = """
            version: 1
            profiles:
              base: {\(option.name): \(Self.right(option))}
              child: {extends: base, \(child)}
            """
        library.add(SourceText(name: "expressway.yaml", text), key: .shared, directory: "/srv", program: "1")
        return ResolvedProfile(layers: try ProfileResolver(library) { _ in nil }.layers(of: "child"))
    }

    @Test func `null goes back to the default, whatever was inherited`() throws {
        let untouched = ResolvedProfile(layers: [])
        for option in Catalogue.all {
            let given = try profile(option, "")
            #expect(given.givenNames.count == 1, "\(option.name) can be inherited")
            let profile = try profile(option, "\(option.name): null")
            #expect(profile.givenNames.isEmpty, "\(option.name)")
            #expect(profile.text(of: option.name) == untouched.text(of: option.name), "\(option.name)")
            #expect(profile.provenance(of: option.name) == untouched.provenance(of: option.name), "\(option.name)")
            #expect(!profile.isUsed(option.name), "\(option.name)")
            #expect(profile.elements(of: option.name).isEmpty, "\(option.name)")
        }
    }

    @Test func `null under the old name takes back the new one, and the other way round`() throws {
        for option in Catalogue.all {
            guard case .oldName(let current) = option.availability else { continue }
            #expect(try profile(option, "\(current): null").givenNames.isEmpty)
            let details = try #require(Catalogue.byName[current])
            #expect(try profile(details, "\(option.name): null").givenNames.isEmpty)
        }
    }

    @Test func `an empty value is null, and an empty text is not`() throws {
        let option = try #require(Catalogue.byName["server-name"])
        #expect(try !profile(option, "server-name: ").isGiven("server-name"))
        #expect(try profile(option, "server-name: ''").given("server-name") == .text(""))
    }
}
