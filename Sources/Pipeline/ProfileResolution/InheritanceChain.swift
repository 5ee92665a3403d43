import Diagnostics

/// All definitions that a profile is made of, the weakest first.
struct InheritanceChain {
    private(set) var definitions: [ProfileDefinition] = []
    /// Circles that were met, each once.
    private(set) var circles: [Circle] = []
    private(set) var otherFindings = Findings()

    var findings: Findings { Findings(otherFindings.all + circles.map(\.finding)) }

    /// Profiles that extend each other. From whichever of them one starts, it is the same circle.
    struct Circle {
        let members: Set<Identity>
        let finding: Diagnostic
    }

    private let library: ProfileLibrary
    private var visited: Set<Identity> = []
    private var path: [Identity] = []

    struct Identity: Hashable {
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
                close(path[start...], at: parent)
            } else {
                add(parents)
            }
        case .missing(let message, let near, let fix):
            otherFindings.add(
                Diagnostic(
                    "no-profile", message, at: parent.span, label: near.map { "did you mean '\($0)'?" },
                    notes: ["profile '\(definition.name.text)' extends it"], fix: fix))
        case .unusable: break
        }
    }

    /// - Parameter circle: from the profile that the parent names to the one that names it.
    private mutating func close(_ circle: ArraySlice<Identity>, at parent: ParentReference) {
        let names = (circle + circle.prefix(1)).map { "'\($0.name)'" }
        let finding = Diagnostic(
            "inheritance-cycle", "profile \(names.first ?? "") inherits from itself", at: parent.span,
            notes: [names.joined(separator: " extends ")],
            fix: circle.count == 1 ? "remove it from 'extends'" : "let one of them extend something else")
        circles.append(Circle(members: Set(circle), finding: finding))
    }

    /// A personal file adds to what the team decided, and does not rearrange it.
    private mutating func checkOverlay(_ definition: ProfileDefinition, isOverlay: Bool) {
        guard isOverlay else { return }
        let spans =
            definition.parents.prefix(1).map { ("extends", $0.span) }
            + (definition.abstract.map { [("abstract", $0)] } ?? [])
        for (key, span) in spans {
            otherFindings.add(
                Diagnostic(
                    "local-overlay",
                    "profile '\(definition.name.text)' is in the shared file too, and '\(key)' is decided there",
                    at: span,
                    fix: "give your own profile another name, and let it extend '\(definition.name.text)'"))
        }
    }
}
