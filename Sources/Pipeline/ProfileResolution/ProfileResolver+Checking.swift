public import Diagnostics
import OptionCatalogue

extension ProfileResolver {
    /// Everything that is wrong with any profile of the library, once each, in the order of the files.
    public func check() -> Findings {
        var findings = library.findings
        var layers: [Place: Layer] = [:]
        for document in library.documents.values.sorted(by: { $0.source.name < $1.source.name }) {
            findings.add(unknownDefault(of: document))
            for definition in document.profiles {
                let (layer, more) = read(definition)
                layers[Place(definition)] = layer
                findings.add(more)
            }
        }
        var circles: Set<Set<InheritanceChain.Identity>> = []
        for name in names {
            let chain = InheritanceChain(of: definitions(of: name), in: library)
            findings.add(chain.otherFindings)
            for circle in chain.circles where circles.insert(circle.members).inserted { findings.add(circle.finding) }
            guard !chain.findings.hasErrors, !isAbstract(name) else { continue }
            let profile = ResolvedProfile(layers: chain.definitions.compactMap { layers[Place($0)] })
            findings.add(OptionCompany.check(profile))
        }
        return findings.inOrder
    }

    private func unknownDefault(of document: ProfileDocument) -> Findings {
        guard let wanted = document.defaultProfile,
            case .missing(let message, let near, let fix) = library.lookup(wanted.text, in: document.key)
        else { return Findings() }
        return Findings([
            Diagnostic("no-profile", message, at: wanted.span, label: near.map { "did you mean '\($0)'?" }, fix: fix)
        ])
    }

    private struct Place: Hashable {
        let document: DocumentKey
        let name: String

        init(_ definition: ProfileDefinition) {
            document = definition.document
            name = definition.name.text
        }
    }
}

extension Findings {
    /// Sorted by their place; what several profiles inherit is found several times and kept once.
    fileprivate var inOrder: Findings {
        var kept: [Diagnostic] = []
        var seen: Set<Key> = []
        for finding in all where seen.insert(Key(finding)).inserted { kept.append(finding) }
        return Findings(
            kept.enumerated().sorted { Key($0.element, $0.offset) < Key($1.element, $1.offset) }.map(\.element))
    }

    private struct Key: Hashable, Comparable {
        let file: String
        let offset: Int
        let id: String
        let message: String
        let index: Int

        init(_ finding: Diagnostic, _ index: Int = 0) {
            file = finding.span?.source.name ?? ""
            offset = finding.span?.range.lowerBound ?? 0
            id = finding.id
            message = finding.message
            self.index = index
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.file, left.offset, left.index) < (right.file, right.offset, right.index)
        }
    }
}
