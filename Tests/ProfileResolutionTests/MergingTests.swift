import OptionCatalogue
import ProfileResolution
import Testing

/// How the layers of a profile become one does not depend on which of them are joined first.
@Suite struct MergingTests {
    @Test func `merging is associative`() {
        for seed in 0..<UInt64(3_000) {
            var random = RandomLayer(seed: seed)
            let (base, a, b, c) = (random.next(0), random.next(1), random.next(2), random.next(3))
            let groupings: [[Layer]] = [
                [base, a, b, c], [base, a.then(b), c], [base, a, b.then(c)], [base, a.then(b).then(c)],
                [base, a.then(b.then(c))], [base.then(a), b.then(c)], [base.then(a.then(b.then(c)))],
                [base.then(a).then(b).then(c)],
            ]
            let outcomes = groupings.map { Outcome(ResolvedProfile(layers: $0)) }
            #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "seed \(seed)")
        }
    }

    @Test func `an empty layer changes nothing`() {
        for seed in 0..<UInt64(500) {
            var random = RandomLayer(seed: seed)
            let (a, b) = (random.next(0), random.next(1))
            let outcome = Outcome(ResolvedProfile(layers: [a, b]))
            #expect(Outcome(ResolvedProfile(layers: [Layer(), a, Layer(), b, Layer()])) == outcome, "seed \(seed)")
            #expect(
                Outcome(ResolvedProfile(layers: [Layer().then(a).then(b.then(Layer()))])) == outcome, "seed \(seed)")
        }
    }

    @Test func `nothing of what was there before a reset is left`() {
        for seed in 0..<UInt64(1_000) {
            var random = RandomLayer(seed: seed)
            let (a, b) = (random.next(0), random.next(1))
            var reset = Layer()
            for option in Catalogue.all { reset.add(option.name, .reset, .variable("reset")) }
            let outcome = Outcome(ResolvedProfile(layers: [b]))
            #expect(Outcome(ResolvedProfile(layers: [a, reset, b])) == outcome, "seed \(seed)")
        }
    }

    /// What can be seen of a profile.
    private struct Outcome: Equatable {
        var values: [OptionName: OptionValue] = [:]
        var provenances: [OptionName: Provenance] = [:]
        var elements: [OptionName: [ListElement]] = [:]

        init(_ profile: ResolvedProfile) {
            for name in profile.givenNames {
                values[name] = profile.given(name)
                provenances[name] = profile.provenance(of: name)
                elements[name] = profile.elements(of: name)
            }
        }
    }
}
