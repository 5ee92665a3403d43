import Diagnostics

/// All definitions that a profile is made of, the weakest first.
struct InheritanceChain {
    private(set) var definitions: [ProfileDefinition] = []
    private(set) var findings = Findings()

    private let library: ProfileLibrary
    private var visited: Set<Identity> = []
    private var path: [Identity] = []

    private struct Identity: Hashable {
        let document: DocumentKey
        let name: String

        init(_ definition: ProfileDefinition) {
            // The project's two files share their names.
            document = definition.document == .local ? .shared : definition.document
            name = definition.name.text
        }
    }

    /// - Parameter definitions: of the profile itself: what the shared and the local file say of one name.
    init(of definitions: [ProfileDefinition], in library: ProfileLibrary) {
        self.library = library
        add(definitions)
    }

    /// Parents from left to right, each once and before its children: what is nearer wins, also where two parents share one.
    private mutating func add(_ same: [ProfileDefinition]) {
        guard let first = same.first else { return }
        let identity = Identity(first)
        guard visited.insert(identity).inserted else { return }
        path.append(identity)
        for definition in same {
            checkOverlay(definition, isOverlay: same.count > 1 && definition.document == .local)
            for parent in definition.parents { follow(parent, of: definition) }
        }
        path.removeLast()
        definitions += same
    }

    private mutating func follow(_ parent: ParentReference, of definition: ProfileDefinition) {
        switch library.definitions(of: parent, in: definition.document) {
        case .found(let parents):
            if let first = parents.first, let start = path.firstIndex(of: Identity(first)) {
                let names = (path[start...].map(\.name) + [first.name.text]).map { "'\($0)'" }
                findings.add(
                    Diagnostic(
                        "inheritance-cycle", "profile '\(first.name.text)' inherits from itself", at: parent.span,
                        notes: [names.joined(separator: " extends ")]))
            } else {
                add(parents)
            }
        case .missing(let message, let near, let fix):
            findings.add(
                Diagnostic(
                    "no-profile", message, at: parent.span, label: near.map { "did you mean '\($0)'?" },
                    notes: ["profile '\(definition.name.text)' extends it"], fix: fix))
        case .unusable: break
        }
    }

    /// A personal file adds to what the team decided, and does not rearrange it.
    private mutating func checkOverlay(_ definition: ProfileDefinition, isOverlay: Bool) {
        guard isOverlay else { return }
        let spans =
            definition.parents.prefix(1).map { ("extends", $0.span) }
            + (definition.abstract.map { [("abstract", $0)] } ?? [])
        for (key, span) in spans {
            findings.add(
                Diagnostic(
                    "local-overlay",
                    "profile '\(definition.name.text)' is in the shared file too, and '\(key)' is decided there",
                    at: span,
                    fix: "give your own profile another name, and let it extend '\(definition.name.text)'"))
        }
    }
}
