public import OptionCatalogue

/// An option that has one value in one profile and another in the other.
public struct ProfileDifference: Sendable, Equatable {
    public let option: OptionName
    /// As shown to a person: secrets are masked; nil for none.
    public let before: String?
    public let after: String?

    /// In the order of the catalogue.
    public static func all(from before: ResolvedProfile, to after: ResolvedProfile) -> [ProfileDifference] {
        Catalogue.all.map(\.name).filter { before.given($0) != after.given($0) && differs($0, before, after) }.map {
            ProfileDifference(
                option: $0, before: before.shownText(of: $0)?.unlessEmpty, after: after.shownText(of: $0)?.unlessEmpty)
        }
    }

    /// A default that somebody wrote down is no other value.
    private static func differs(_ name: OptionName, _ before: ResolvedProfile, _ after: ResolvedProfile) -> Bool {
        let fallback = Catalogue.byName[name]?.fallback.value
        return (before.given(name) ?? fallback) != (after.given(name) ?? fallback)
    }
}

extension String {
    fileprivate var unlessEmpty: String? { isEmpty ? nil : self }
}
