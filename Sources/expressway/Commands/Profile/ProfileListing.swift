import Diagnostics
import OptionCatalogue
import ProfileResolution

/// A resolved profile for the screen, and for programs.
struct ProfileListing: Encodable {
    private let profile: String
    /// The definitions that it is made of, the weakest first.
    private let chain: [String]
    private let values: [Value]

    init(name: String, chain: [ProfileDefinition], profile: ResolvedProfile) {
        self.profile = name
        self.chain = chain.map { "\($0.name.text) (\($0.name.span.source.name):\($0.name.span.start.line))" }
        values = profile.givenNames.map { Value($0, profile) }
    }

    func text(withOrigin: Bool) -> String {
        let head = ["Profile '\(profile)', made of: \(chain.joined(separator: " → "))", ""]
        guard !values.isEmpty else { return (head + ["  no option is set"]).joined(separator: "\n") }
        let width = values.map(\.option.count).max() ?? 0
        return (head + values.flatMap { $0.lines(width: width, withOrigin: withOrigin) }).joined(separator: "\n")
    }

    private struct Value: Encodable {
        let option: String
        let value: Element
        /// Each by itself, for an option that may be given several times.
        let elements: [Element]?
        let overrides: [Element]

        init(_ name: OptionName, _ profile: ResolvedProfile) {
            option = name.text
            value = Element(text: profile.shownText(of: name) ?? "", origin: Origin(profile.provenance(of: name)))
            let parts = profile.shownElements(of: name)
            elements =
                parts.isEmpty
                ? nil : parts.map { Element(text: $0.words.joined(separator: " "), origin: Origin($0.provenance)) }
            overrides = profile.overridden(name).map {
                Element(text: ResolvedProfile.shownText(of: $0.change, name), origin: Origin($0.provenance))
            }
        }

        func lines(width: Int, withOrigin: Bool) -> [String] {
            let name = option + String(repeating: " ", count: width - option.count)
            guard withOrigin else { return ["  \(name)  \(value.text)"] }
            if let elements {
                let margin = String(repeating: " ", count: width)
                return elements.enumerated().map { index, element in
                    "  \(index == 0 ? name : margin)  \(element.text)   \(element.origin.place)"
                } + overrides.map { "  \(margin)    after \($0.text)   \($0.origin.place)" }
            }
            return ["  \(name)  \(value.text)   \(value.origin.place)"]
                + overrides.map { "  \(String(repeating: " ", count: width))    over \($0.text)   \($0.origin.place)" }
        }
    }

    private struct Element: Encodable {
        let text: String
        let origin: Origin
    }
}

/// Where a value comes from, for programs.
private struct Origin: Encodable {
    let kind: String
    /// As a person reads it.
    let place: String
    let file: String?
    let line: Int?
    let column: Int?
    let profile: String?

    init(_ provenance: Provenance) {
        place = provenance.description
        switch provenance {
        case .builtInDefault, .derived: kind = "default"
        case .profile: kind = "profile"
        case .variable: kind = "variable"
        case .commandLine: kind = "flag"
        }
        guard case .profile(let place) = provenance else {
            (file, line, column, profile) = (nil, nil, nil, nil)
            return
        }
        (file, profile) = (place.span.source.name, place.profile)
        (line, column) = (place.span.start.line, place.span.start.column)
    }
}
