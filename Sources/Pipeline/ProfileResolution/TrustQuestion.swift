public import Diagnostics
public import OptionCatalogue

/// What a profile lets Apache or a program of the system run, and where it says so.
public struct TrustQuestion: Sendable, Equatable {
    public let option: OptionName
    /// The value in one line, as it is remembered: `include-file /srv/app/extra.conf`.
    public let line: String
    public let span: SourceSpan

    /// - Parameter trusts: whether a file needs no question: those of installed packages, whose code has run already.
    /// - Returns: one for each value that runs code and that a profile file has given, in the order of the catalogue.
    public static func all(in layers: [Layer], trusting trusts: (SourceSpan) -> Bool = { _ in false })
        -> [TrustQuestion]
    {
        let profile = ResolvedProfile(layers: layers)
        return Catalogue.all.filter { $0.runsCode && profile.isUsed($0.name) }.flatMap { option in
            profile.places(of: option.name).filter { !trusts($0.span) }.map {
                TrustQuestion(
                    option: option.name, line: ([option.name.text] + $0.words).joined(separator: " "), span: $0.span)
            }
        }
    }
}

extension ResolvedProfile {
    /// What files have given: each element of a list by itself.
    fileprivate func places(of name: OptionName) -> [(words: [String], span: SourceSpan)] {
        let elements = elements(of: name)
        let words = given(name).map { [$0.displayed] } ?? []
        let parts = elements.isEmpty ? [ListElement(words, provenance(of: name))] : elements
        return parts.compactMap { part in
            guard case .profile(let place) = part.provenance else { return nil }
            return (part.words, place.span)
        }
    }
}
