public import Diagnostics
import OptionCatalogue

/// From files and a name to layers of values.
public struct ProfileResolver {
    public let library: ProfileLibrary
    private let interpolation: Interpolation

    /// - Parameter variable: the value of an environment variable, nil where it is not set.
    public init(_ library: ProfileLibrary, variable: @escaping (String) -> String?) {
        self.library = library
        interpolation = Interpolation(variable)
    }

    /// The names of the project's profiles, in the order of its files.
    public var names: [String] {
        let all = [DocumentKey.shared, .local].flatMap { library.documents[$0]?.profiles.map(\.name.text) ?? [] }
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }

    /// The definitions that a profile is made of, the weakest first.
    ///
    /// - Throws: a missing parent, a cycle.
    public func chain(of name: String) throws(Findings) -> [ProfileDefinition] {
        let chain = InheritanceChain(of: definitions(of: name), in: library)
        try chain.findings.throwIfErrors()
        return chain.definitions
    }

    /// What the shared and the local file say of a name.
    public func definitions(of name: String) -> [ProfileDefinition] {
        guard case .found(let definitions) = library.lookup(name, in: .shared) else { return [] }
        return definitions
    }

    public func isAbstract(_ name: String) -> Bool {
        definitions(of: name).contains(where: \.isAbstract)
    }

    /// The layers of a profile, the weakest first: one for each definition that it is made of.
    ///
    /// - Throws: everything that is wrong with the files and with these definitions, at once.
    public func layers(of name: String) throws(Findings) -> [Layer] {
        var findings = library.findings
        let chain = InheritanceChain(of: definitions(of: name), in: library)
        findings.add(chain.findings)
        var layers: [Layer] = []
        for definition in chain.definitions {
            let (layer, more) = read(definition)
            layers.append(layer)
            let isInherited = definition.name.text != name
            findings.add(
                isInherited ? more.noting("profile '\(definition.name.text)' is inherited by '\(name)'") : more)
        }
        try findings.throwIfErrors()
        return layers
    }

    /// What a definition says by itself.
    func read(_ definition: ProfileDefinition) -> (layer: Layer, findings: Findings) {
        let directory = library.documents[definition.document]?.directory ?? "/"
        var reader = SettingReader(
            .profile(definition.name.text), directory: directory, interpolation: interpolation)
        let layer = reader.layer(definition.settings)
        return (layer, reader.findings)
    }
}

extension Findings {
    fileprivate func noting(_ note: String) -> Findings {
        Findings(
            all.map {
                Diagnostic(
                    $0.id, $0.message, severity: $0.severity, location: $0.location, related: $0.related,
                    notes: $0.notes + [note], fix: $0.fix)
            })
    }
}
