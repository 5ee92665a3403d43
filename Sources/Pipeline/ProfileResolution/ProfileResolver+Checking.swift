public import Diagnostics
import OptionCatalogue

extension ProfileResolver {
    /// Everything that is wrong with any profile of the library, once each, in the order of the files.
    public func check() -> Findings {
        var findings = library.findings
        var layers = JoinedLayers()
        for document in library.documents.values.sorted(by: { $0.source.name < $1.source.name }) {
            findings.add(unknownDefault(of: document))
            for definition in document.profiles {
                let (layer, more) = read(definition)
                layers.add(layer, of: definition)
                findings.add(more)
            }
        }
        var inheritance = Inheritance(in: library)
        for name in names {
            let line = inheritance.line(of: definitions(of: name))
            guard line.isSound, !isAbstract(name), let layer = layers.joined(line, inheritance) else { continue }
            findings.add(OptionCompany.check(ResolvedProfile(joined: layer)))
        }
        findings.add(inheritance.findings)
        return findings.inOrder
    }

    private func unknownDefault(of document: ProfileDocument) -> Findings {
        guard let wanted = document.defaultProfile,
            case .missing(let missing) = library.lookup(wanted.text, in: document.key)
        else { return Findings() }
        let near = missing.nearest
        return Findings([
            Diagnostic(
                "no-profile", missing.message, at: wanted.span, label: near.map { "did you mean '\($0)'?" },
                fix: near == nil ? missing.fix : nil)
        ])
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
