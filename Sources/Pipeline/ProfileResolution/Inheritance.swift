import Diagnostics

/// What profiles are made of. Each profile is looked at once, however many inherit it, and each fault is found once.
struct Inheritance {
    /// The definitions that a profile is made of, the weakest first.
    struct Line {
        /// Numbers of ``Inheritance/definitions``: the lines of thousands of profiles would be long otherwise.
        var numbers: [Int] = []
        /// Whether nothing is wrong with the profile's parents and with theirs.
        var isSound = true
    }

    /// A profile made of more has lost its way, or is there to keep somebody busy.
    static let longest = 200
    /// So many names that were probably meant are looked for: among thousands of names that takes its time.
    private static let mostSearches = 20

    private(set) var findings = Findings()
    /// All that were looked at.
    private(set) var definitions: [ProfileDefinition] = []

    private let library: ProfileLibrary
    private var lines: [Identity: Line] = [:]
    private var path: [Identity] = []
    private var hasFoundTooLong = false
    private var searches = 0

    private struct Identity: Hashable {
        let document: DocumentKey
        let name: String

        init(_ definition: ProfileDefinition) {
            // The project's two files share their names.
            document = definition.document == .local ? .shared : definition.document
            name = definition.name.text
        }
    }

    init(in library: ProfileLibrary) {
        self.library = library
    }

    func definitions(of line: Line) -> [ProfileDefinition] {
        line.numbers.map { definitions[$0] }
    }

    /// - Parameter same: what the shared and the local file say of one name.
    /// - Returns: parents from left to right, each once and before its children: what is nearer wins, also where two parents share one.
    mutating func line(of same: [ProfileDefinition]) -> Line {
        guard let first = same.first else { return Line() }
        let identity = Identity(first)
        if let known = lines[identity] { return known }
        path.append(identity)
        var line = inherited(by: same)
        path.removeLast()
        line.numbers += definitions.count..<(definitions.count + same.count)
        definitions += same
        lines[identity] = line
        return line
    }

    private mutating func inherited(by same: [ProfileDefinition]) -> Line {
        var line = Line()
        var seen: Set<Int> = []
        for definition in same {
            if same.count > 1, definition.document == .local, overlay(definition) { line.isSound = false }
            for parent in definition.parents {
                let more = follow(parent, of: definition) ?? Line(isSound: false)
                line.isSound = line.isSound && more.isSound
                line.numbers += more.numbers.filter { seen.insert($0).inserted }
                guard line.numbers.count < Self.longest else {
                    findTooLong(definition, parent)
                    return Line(isSound: false)
                }
            }
        }
        return line
    }

    /// - Returns: nil after a finding.
    private mutating func follow(_ parent: ParentReference, of definition: ProfileDefinition) -> Line? {
        switch library.definitions(of: parent, in: definition.document) {
        case .found(let parents):
            if let first = parents.first, let start = path.firstIndex(of: Identity(first)) {
                close(path[start...], at: parent)
                return nil
            }
            guard path.count < Self.longest else {
                findTooLong(definition, parent)
                return nil
            }
            return line(of: parents)
        case .missing(let missing):
            searches += 1
            let near = searches <= Self.mostSearches ? missing.nearest : nil
            findings.add(
                Diagnostic(
                    "no-profile", missing.message, at: parent.span, label: near.map { "did you mean '\($0)'?" },
                    notes: ["profile '\(definition.name.text)' extends it"], fix: near == nil ? missing.fix : nil))
            return nil
        // The file has findings of its own.
        case .unusable: return Line(isSound: false)
        }
    }

    /// - Parameter circle: from the profile that the parent names to the one that names it.
    private mutating func close(_ circle: ArraySlice<Identity>, at parent: ParentReference) {
        let names = (circle + circle.prefix(1)).map { "'\($0.name)'" }
        findings.add(
            Diagnostic(
                "inheritance-cycle", "profile \(names.first ?? "") inherits from itself", at: parent.span,
                notes: [names.joined(separator: " extends ")],
                fix: circle.count == 1 ? "remove it from 'extends'" : "let one of them extend something else"))
    }

    /// The first is enough: what inherits it is too long as well.
    private mutating func findTooLong(_ definition: ProfileDefinition, _ parent: ParentReference) {
        guard !hasFoundTooLong else { return }
        hasFoundTooLong = true
        findings.add(
            Diagnostic(
                "long-inheritance", "profile '\(definition.name.text)' is made of more than \(Self.longest) profiles",
                at: parent.span, fix: "let fewer profiles extend each other"))
    }

    /// A personal file adds to what the team decided, and does not rearrange it.
    ///
    /// - Returns: whether it tries to.
    private mutating func overlay(_ definition: ProfileDefinition) -> Bool {
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
        return !spans.isEmpty
    }
}
