/// Which files, by their names, a running process reads only once: a change to them needs a new process.
public struct ReloadPattern: Sendable, Hashable {
    /// Endings with their dot, in lower case: `.py`.
    public var endings: Set<String>
    /// Beginnings of whole names: `.env` also stands for `.env.local`.
    public var beginnings: Set<String>

    public init(endings: Set<String>, beginnings: Set<String> = []) {
        self.endings = endings
        self.beginnings = beginnings
    }

    /// Python, compiled translations, and the formats in which settings are kept. Templates are read again by Django itself.
    public static let development = ReloadPattern(
        endings: [".py", ".wsgi", ".mo", ".toml", ".yaml", ".yml", ".json", ".ini", ".cfg"], beginnings: [".env"])

    public func matches(_ name: String) -> Bool {
        if beginnings.contains(where: { name.hasPrefix($0) }) { return true }
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[dot...].lowercased())
    }
}
