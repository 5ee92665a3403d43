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
        var inheritance = Inheritance(in: library)
        let line = inheritance.line(of: self.definitions(of: name))
        try inheritance.findings.throwIfErrors()
        return inheritance.definitions(of: line)
    }

    /// What the shared and the local file say of a name.
    public func definitions(of name: String) -> [ProfileDefinition] {
        guard case .found(let definitions) = library.lookup(name, in: .shared) else { return [] }
        return definitions
    }

    /// The shared file decides it, where it has the profile.
    public func isAbstract(_ name: String) -> Bool {
        definitions(of: name).first?.isAbstract ?? false
    }

    /// The layers of a profile, the weakest first: one for each definition that it is made of.
    ///
    /// - Throws: everything that is wrong with the files and with these definitions, at once.
    public func layers(of name: String) throws(Findings) -> [Layer] {
        var inheritance = Inheritance(in: library)
        let line = inheritance.line(of: self.definitions(of: name))
        let definitions = inheritance.definitions(of: line)
        var findings = library.findings.noting(inherited: definitions, by: name)
        findings.add(inheritance.findings)
        var layers: [Layer] = []
        for definition in definitions {
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
        Findings(all.map { $0.noting(note) })
    }

    /// Says of what stands in an inherited profile who inherits it.
    fileprivate func noting(inherited definitions: [ProfileDefinition], by name: String) -> Findings {
        guard !all.isEmpty else { return self }
        return Findings(
            all.map { finding in
                guard let span = finding.span,
                    let holder = definitions.first(where: { $0.span.holds(span) })?.name.text, holder != name
                else { return finding }
                return finding.noting("profile '\(holder)' is inherited by '\(name)'")
            })
    }
}

extension Diagnostic {
    fileprivate func noting(_ note: String) -> Diagnostic {
        Diagnostic(
            id, message, severity: severity, location: location, related: related, notes: notes + [note], fix: fix)
    }
}

extension SourceSpan {
    fileprivate func holds(_ other: SourceSpan) -> Bool {
        source.name == other.source.name && range.contains(other.range.lowerBound)
    }
}
