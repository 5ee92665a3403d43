import ProfileSamples
import Testing

@testable import expressway

@Suite struct ProfileSchemaTests {
    private static let seeds = 0..<UInt64(8_000)

    @Test func `the schema accepts exactly what the resolver accepts`() throws {
        let documents = Self.seeds.map { SampleDocument(seed: $0) }
        let verdicts = try SchemaVerdicts.of(documents.map(\.root.json))
        try expectAgreement(documents.map { document in (document.root, { document.value(of: $0) }) }, verdicts)
        // Neither side is right by chance.
        let accepted = verdicts.count { $0 }
        #expect((verdicts.count / 5...verdicts.count * 4 / 5).contains(accepted), "\(accepted) of \(verdicts.count)")
    }

    @Test func `they agree on every option at the ends of its range, and on a value of every other type`() throws {
        let roots = OptionBorders.documents
        try expectAgreement(roots.map { ($0, { _ in "v" }) }, SchemaVerdicts.of(roots.map(\.json)))
    }

    private func expectAgreement(_ documents: [(root: Sample, value: (String) -> String?)], _ verdicts: [Bool]) throws {
        var differences: [String] = []
        for (document, isAccepted) in zip(documents, verdicts) {
            let text = document.root.json
            let findings = ResolverVerdict.findings(text, value: document.value)
            guard findings.isEmpty != isAccepted else { continue }
            let messages = findings.map(\.message).joined(separator: "\n")
            differences.append("the schema \(isAccepted ? "accepts" : "refuses") \(text)\n\(messages)")
        }
        #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(10).joined(separator: "\n\n"))")
    }

    @Test func `a plain scalar is to the resolver what YAML's core schema says`() throws {
        let cases = PlainScalar.all.flatMap { scalar in
            PlainScalar.places.map { place in
                (yaml: place.yaml.replacing("…", with: scalar.yaml), json: place.json.replacing("…", with: scalar.json))
            }
        }
        for (scalar, isAccepted) in zip(cases, try SchemaVerdicts.of(cases.map(\.json))) {
            let findings = ResolverVerdict.findings(scalar.yaml) { _ in "v" }
            #expect(findings.isEmpty == isAccepted, "\(scalar.yaml) \(findings.map(\.message))")
        }
    }
}
