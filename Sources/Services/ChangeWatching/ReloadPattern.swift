/// Which files, by their names, a running process reads only once: a change to them needs a new process.
public struct ReloadPattern: Sendable, Hashable {
    /// Endings with their dot, in lower case: `.py`.
    public var endings: Set<String>
    /// Beginnings of whole names: `.env` also stands for `.env.local`.
    public var beginnings: Set<String>

    /// Whether the names do not matter.
    public private(set) var matchesAll = false

    public init(endings: Set<String>, beginnings: Set<String> = []) {
        self.endings = endings
        self.beginnings = beginnings
    }

    /// Every file.
    public static let everything: ReloadPattern = {
        var pattern = ReloadPattern(endings: [])
        pattern.matchesAll = true
        return pattern
    }()

    /// What a Python package is loaded from.
    public static let packages = ReloadPattern(endings: [".py", ".mo"])

    /// Compiled translations.
    public static let catalogues = ReloadPattern(endings: [".mo"])

    /// Python, compiled translations, and the formats in which settings are kept. Whether templates belong to them the application has to say.
    public static let development = ReloadPattern(
        endings: [".py", ".wsgi", ".mo", ".toml", ".yaml", ".yml", ".json", ".ini", ".cfg"], beginnings: [".env"])

    /// Templates and what browsers load. That a change of them leads to new processes where they are kept in memory, is not known here.
    public static let pages = ReloadPattern(endings: [
        ".html", ".htm", ".xhtml", ".djhtml", ".jinja", ".jinja2", ".j2", ".css", ".js", ".mjs", ".svg", ".png", ".jpg",
        ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2",
    ])

    public func matches(_ name: String) -> Bool {
        if matchesAll { return true }
        if beginnings.contains(where: { name.hasPrefix($0) }) { return true }
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[dot...].lowercased())
    }
}
