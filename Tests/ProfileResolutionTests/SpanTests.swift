import Diagnostics
import Foundation
import OptionCatalogue
import ProfileSamples
import Testing

@testable import ProfileResolution

/// Where findings and values point at. The files are JSON, so that what stands at a place can be read by somebody else.
@Suite struct SpanTests {
    private static let seeds = 0..<UInt64(3_000)

    private func resolver(_ document: SampleDocument) -> (ProfileResolver, SourceText) {
        let source = SourceText(name: "expressway.yaml", document.root.json)
        var library = ProfileLibrary()
        library.add(source, key: .shared, directory: "/srv", program: "0.1.0")
        return (ProfileResolver(library) { document.value(of: $0) }, source)
    }

    @Test func `every finding points at the text that it speaks of`() {
        for seed in Self.seeds {
            let document = SampleDocument(seed: seed)
            let (resolver, source) = resolver(document)
            for finding in resolver.check().all {
                let shown = finding.rendered(coloured: false)
                guard let span = finding.span else {
                    Issue.record("seed \(seed) has no place\n\(shown)")
                    continue
                }
                #expect(
                    source.bytes.indices.contains(span.range.upperBound - 1) || span.isEmpty, "seed \(seed)\n\(shown)")
                #expect(PointedAt(span).isMeant(by: finding), "seed \(seed)\n\(shown)")
                for related in finding.related {
                    #expect(
                        PointedAt(related.span).isNamed(in: related.label + finding.message), "seed \(seed)\n\(shown)")
                }
            }
        }
    }

    @Test func `every value points at the text that gave it`() {
        for seed in Self.seeds {
            let (resolver, _) = resolver(SampleDocument(seed: seed))
            for name in resolver.names {
                guard let layers = try? resolver.layers(of: name) else { continue }
                let profile = ResolvedProfile(layers: layers)
                for option in profile.givenNames { expectPlaces(of: option, profile, "seed \(seed), \(option)") }
            }
        }
    }

    private func expectPlaces(of option: OptionName, _ profile: ResolvedProfile, _ comment: Comment) {
        guard case .profile(let place) = profile.provenance(of: option) else {
            Issue.record(comment)
            return
        }
        let key = PointedAt(place.span).key.map { OptionName($0) }
        let isOldName = key.flatMap { Catalogue.byName[$0]?.availability } == .oldName(of: option)
        #expect(key == option || isOldName, comment)
        for element in profile.elements(of: option) {
            guard case .profile(let place) = element.provenance else { continue }
            let pointed = PointedAt(place.span)
            if element.words.count > 1 {
                #expect(pointed.key == element.words[0], comment)
            } else {
                #expect(pointed.isWritten(as: element.words[0]), comment)
            }
        }
    }
}
