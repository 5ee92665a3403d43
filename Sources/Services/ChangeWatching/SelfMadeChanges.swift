public import SystemPackage

/// Finds files that the application itself writes whenever it is loaded: each would load it again, for ever.
public struct SelfMadeChanges: Sendable {
    /// So often in a row somebody may save a file faster than it is loaded.
    private static let mostInARow = 3

    private var inARow: [FilePath: Int] = [:]
    private var left: Set<FilePath> = []

    public init() {}

    /// What is left of a batch.
    ///
    /// - Parameter whileLoading: whether the application is being loaded, or was a moment ago.
    /// - Returns: the changes that count, and the files that do not count from now on.
    public mutating func sift(_ changes: [Change], whileLoading: Bool) -> (changes: [Change], left: [FilePath]) {
        let changes = changes.filter { !left.contains($0.path) }
        let paths = Set(changes.map(\.path))
        guard whileLoading, !changes.isEmpty, !paths.contains(where: Self.isTyped) else {
            if !changes.isEmpty { inARow = [:] }
            return (changes, [])
        }
        inARow = Dictionary(uniqueKeysWithValues: paths.map { ($0, (inARow[$0] ?? 0) + 1) })
        let new = inARow.filter { $0.value > Self.mostInARow }.keys.sorted { $0.string < $1.string }
        left.formUnion(new)
        return (changes.filter { !left.contains($0.path) }, new)
    }

    /// Programs write data, people write programs.
    private static func isTyped(_ path: FilePath) -> Bool { !written.contains(path.extension?.lowercased() ?? "") }

    private static let written: Set<String> = ["cfg", "ini", "json", "mo", "toml", "yaml", "yml"]
}
