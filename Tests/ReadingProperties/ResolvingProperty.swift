import Diagnostics
import OptionCatalogue
import ProfileResolution

/// What holds for every text that is taken for the project's profile file: all of its profiles can be checked and resolved, and what a check finds nothing
/// wrong with can be used.
enum ResolvingProperty {
    static func violation(of source: SourceText) -> String? {
        var library = ProfileLibrary()
        library.add(source, key: .shared, directory: "/srv/project", program: "1.0.0")
        // The file may name itself: a circle through a file, and a default that is looked up.
        for reference in library.missingReferences.prefix(100) { library.connect(reference, to: .shared) }
        let resolver = ProfileResolver(library) { Self.value(of: $0) }
        let findings = resolver.check()
        if let violation = FindingProperties.violation(of: findings) { return violation }
        for name in resolver.names {
            if let violation = violation(of: name, resolver, isSound: !findings.hasErrors) {
                return "\(name): \(violation)"
            }
        }
        return nil
    }

    /// Some are set, some are empty, some are not there.
    private static func value(of variable: String) -> String? {
        switch variable.utf8.first.map({ $0 % 4 }) {
        case 0: nil
        case 1: ""
        case 2: "8000"
        default: "a ${B} text\twith a \u{7F}"
        }
    }

    private static func violation(of name: String, _ resolver: ProfileResolver, isSound: Bool) -> String? {
        do throws(Findings) {
            let layers = try resolver.layers(of: name)
            let profile = ResolvedProfile(layers: layers)
            let company = OptionCompany.check(profile)
            guard !isSound || !company.hasErrors || resolver.isAbstract(name) else {
                return "a check overlooked something"
            }
            for question in TrustQuestion.all(in: layers) {
                if let violation = SpanProperties.violation(of: question.span) { return violation }
            }
            return violation(of: profile) ?? FindingProperties.violation(of: company)
        } catch {
            // What is inherited is checked with each profile, and an abstract one alone as well.
            return isSound ? "a check overlooked: \(error.all.map(\.message))" : FindingProperties.violation(of: error)
        }
    }

    private static func violation(of profile: ResolvedProfile) -> String? {
        for option in profile.givenNames {
            let places = [profile.provenance(of: option)] + profile.elements(of: option).map(\.provenance)
            for case .profile(let place) in places {
                if let violation = SpanProperties.violation(of: place.span) { return "\(option): \(violation)" }
            }
            guard profile.given(option) != nil else { return "\(option) is given without a value" }
            _ = profile.shownText(of: option)
        }
        return nil
    }
}
