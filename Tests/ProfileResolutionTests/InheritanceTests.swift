import Diagnostics
import OptionCatalogue
import Testing

@testable import ProfileResolution

/// Whole files, against a plain model.
@Suite struct InheritanceTests {
    private func resolver(_ texts: (shared: String, local: String)) -> ProfileResolver {
        var library = ProfileLibrary()
        library.add(SourceText(name: "shared", texts.shared), key: .shared, directory: "/srv", program: "1")
        library.add(SourceText(name: "local", texts.local), key: .local, directory: "/srv", program: "1")
        return ProfileResolver(library) { _ in nil }
    }

    @Test func `resolving a chain of profiles is folding its layers by hand`() throws {
        for seed in 0..<UInt64(600) {
            let files = ModelFiles(seed: seed)
            let texts = files.texts(order: seed)
            let resolver = resolver(texts)
            for name in files.shared.map(\.name) {
                let line = try resolver.chain(of: name).map(\.name.text)
                #expect(line == files.line(of: name).map(\.name), "seed \(seed), \(name)\n\(texts.shared)")
                let profile = ResolvedProfile(layers: try resolver.layers(of: name))
                #expect(
                    Self.outcome(profile) == files.outcome(of: name),
                    "seed \(seed), \(name)\n\(texts.shared)\n\(texts.local)")
            }
        }
    }

    @Test func `the order of keys in a file makes no difference`() throws {
        for seed in 0..<UInt64(400) {
            let files = ModelFiles(seed: seed)
            let orders = [resolver(files.texts(order: seed)), resolver(files.texts(order: seed + 1_000_000))]
            for name in files.shared.map(\.name) {
                let profiles = try orders.map { ResolvedProfile(layers: try $0.layers(of: name)) }
                #expect(Self.outcome(profiles[0]) == Self.outcome(profiles[1]), "seed \(seed), \(name)")
                for option in profiles[0].givenNames {
                    #expect(
                        Self.givers(option, profiles[0]) == Self.givers(option, profiles[1]), "seed \(seed), \(option)")
                }
            }
        }
    }

    /// Who gave the option and each of its elements: a profile of a file.
    private static func givers(_ option: OptionName, _ profile: ResolvedProfile) -> [String] {
        let elements = profile.elements(of: option).map { "\($0.words.joined(separator: "=")) \(giver($0.provenance))" }
        let isMapping = Catalogue.byName[option]?.type.isMapping ?? false
        return [giver(profile.provenance(of: option))] + (isMapping ? elements.sorted() : elements)
    }

    private static func giver(_ provenance: Provenance) -> String {
        guard case .profile(let place) = provenance else { return provenance.description }
        return "\(place.profile) of \(place.span.source.name)"
    }

    private static func outcome(_ profile: ResolvedProfile) -> [String: ModelProfile.Value] {
        var result: [String: ModelProfile.Value] = [:]
        for name in profile.givenNames {
            switch profile.given(name) {
            case .list(let elements) where Catalogue.byName[name]?.type.isMapping ?? false:
                result[name.text] = .names(Dictionary(uniqueKeysWithValues: elements.map { ($0[0], $0[1]) }))
            case .list(let elements): result[name.text] = .list(elements.map { $0[0] })
            case .toggle(let flag): result[name.text] = .single(String(flag))
            case .integer(let number): result[name.text] = .single(String(number))
            case .decimal(let number): result[name.text] = .single(String(number))
            case .text(let text): result[name.text] = .single(text)
            case nil: break
            }
        }
        return result
    }
}
