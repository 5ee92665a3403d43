/// A path inside a project: relative, normal, and inside.
enum ScaffoldPath {
    /// - Returns: what is wrong with it; nil: nothing.
    static func problem(of path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if path.isEmpty { return "is empty" }
        if path.hasPrefix("/") { return "does not start at the project" }
        if parts.contains("..") { return "climbs out of the project" }
        if parts.contains("") || parts.contains(".") { return "has an empty part" }
        if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return "holds a control character"
        }
        if parts[0] == ".git" { return "is git's own" }
        return nil
    }
}
