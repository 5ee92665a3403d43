public import Diagnostics

/// All files that a resolution may need, read.
public struct ProfileLibrary: Sendable {
    public private(set) var documents: [DocumentKey: ProfileDocument] = [:]
    /// What was found wrong while files were read.
    public private(set) var findings = Findings()
    /// Where a reference leads to; a reference that leads nowhere has its reason.
    private var references: [FileReference: Reference] = [:]

    private var unreadable: Set<DocumentKey> = []

    private enum Reference {
        case document(DocumentKey)
        case unavailable(reason: String, fix: String?)
    }

    public init() {}

    /// Takes in a file.
    public mutating func add(_ source: SourceText, key: DocumentKey, directory: String, program: String) {
        let (document, more) = ProfileDocumentReader.read(source, key: key, directory: directory, program: program)
        findings.add(more)
        documents[key] = document
        if document == nil { unreadable.insert(key) }
    }

    /// - Parameter key: the file that cannot be read.
    public mutating func add(_ finding: Diagnostic, about key: DocumentKey) {
        findings.add(finding)
        unreadable.insert(key)
    }

    public mutating func connect(_ reference: FileReference, to key: DocumentKey) {
        references[reference] = .document(key)
    }

    /// - Parameter reason: half a sentence: `there is no such file`.
    public mutating func fail(_ reference: FileReference, reason: String, fix: String? = nil) {
        references[reference] = .unavailable(reason: reason, fix: fix)
    }

    /// The files that are named and have neither been read nor failed, sorted.
    public var missingReferences: [FileReference] {
        let named = documents.values.flatMap(\.profiles).flatMap(\.parents).compactMap { parent in
            if case .file(let reference, _) = parent.target { reference } else { nil }
        }
        return Set(named).filter { references[$0] == nil }.sorted { $0.description < $1.description }
    }

    /// What a definition's parent is, or why it is not there.
    func definitions(of parent: ParentReference, in document: DocumentKey) -> ParentLookup {
        switch parent.target {
        case .name(let name): lookup(name, in: document)
        case .file(let reference, let profile):
            switch references[reference] {
            case .document(let key): lookup(profile, in: key, of: reference)
            case .unavailable(let reason, let fix):
                .missing(MissingProfile("'\(reference)' cannot be read: \(reason)", fix: fix))
            case nil: .missing(MissingProfile("'\(reference)' was not read"))
            }
        }
    }

    /// The definitions of a name, the stronger one last: the project's own two files count as one.
    func lookup(_ name: String, in document: DocumentKey) -> ParentLookup {
        let isProject = document == .local || document == .shared
        let keys: [DocumentKey] = isProject ? [.shared, .local] : [document]
        let read = keys.compactMap { documents[$0] }
        let found = read.compactMap { $0.profile(name) }
        guard found.isEmpty else { return .found(found) }
        // A file that cannot be read may hold it.
        if !unreadable.isDisjoint(with: keys) { return .unusable }
        let place = isProject ? "" : " in '\(read.map(\.source.name).joined())'"
        let some = Array(read.lazy.flatMap(\.profiles).prefix(Self.mostListed + 1)).map(\.name.text)
        return .missing(
            MissingProfile("there is no profile '\(name)'\(place)", name: name, in: read, fix: Self.listed(some)))
    }

    private static let mostListed = 10

    /// - Returns: nil where there are none.
    private static func listed(_ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        return "there are: \(names.prefix(mostListed).joined(separator: ", "))\(names.count > mostListed ? ", …" : "")"
    }

    private func lookup(_ name: String?, in key: DocumentKey, of reference: FileReference) -> ParentLookup {
        guard let document = documents[key] else { return .unusable }
        guard let name = name ?? document.defaultProfile?.text else {
            let names = Self.listed(document.profiles.map(\.name.text))
            return .missing(
                MissingProfile(
                    "'\(reference)' has no default profile",
                    fix: "name one behind '#'\(names.map { "; \($0)" } ?? "")"))
        }
        return lookup(name, in: key)
    }
}

/// What a name of a parent leads to.
enum ParentLookup {
    case found([ProfileDefinition])
    case missing(MissingProfile)
    /// The file has findings of its own.
    case unusable
}

/// Why a name leads nowhere.
struct MissingProfile {
    let message: String
    /// What can be done where no other name was meant.
    let fix: String?
    private let name: String
    private let documents: [ProfileDocument]

    init(_ message: String, name: String = "", in documents: [ProfileDocument] = [], fix: String? = nil) {
        self.message = message
        self.name = name
        self.documents = documents
        self.fix = fix
    }

    /// The name that was probably meant. It is looked for at every call.
    var nearest: String? {
        NearestName.of(name, among: documents.lazy.flatMap(\.profiles).map(\.name.text))
    }
}

extension FileReference: CustomStringConvertible {
    public var description: String {
        switch self {
        case .path(let path): path
        case .package(let package, let file): "package:\(package)/\(file)"
        }
    }
}
