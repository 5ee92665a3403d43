/// Finds the port on which a project is served so far.
public enum FoundPort {
    /// - Parameter procfile: the text of a Procfile.
    /// - Returns: the port of its `web` process: behind `--bind`, `-b`, `--port`, `-p`, or an address for `runserver`.
    public static func inProcfile(_ procfile: String) -> Int? {
        for line in procfile.split(whereSeparator: \.isNewline) where line.hasPrefix("web:") {
            let words = line.dropFirst(4).split(whereSeparator: { $0.isWhitespace || $0 == "=" })
            for (word, next) in zip(words, words.dropFirst())
            where ["--bind", "-b", "--port", "-p", "runserver", "--http"].contains(word) {
                if let port = port(behindColonIn: next) { return port }
            }
        }
        return nil
    }

    /// - Parameter compose: the text of a compose file.
    /// - Returns: the host's port of its first short mapping that leads to a port of 1024 or above; databases and their kind are not taken for it.
    public static func inCompose(_ compose: String) -> Int? {
        let others = [3306, 5432, 6379, 11211, 27017, 1025, 5672, 9200]
        for line in compose.split(whereSeparator: \.isNewline) {
            let text = line.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" && $0 != "[" && $0 != "]" }
            let entry =
                text.hasPrefix("-")
                ? text.dropFirst()
                : text.hasPrefix("ports:-")
                    ? text.dropFirst(7)
                    : text.hasPrefix("ports:") ? text.dropFirst(6) : ""
            let parts = entry.split(separator: ",").first?.split(separator: ":") ?? []
            guard parts.count >= 2, let inner = Int(parts[parts.count - 1]), let outer = Int(parts[parts.count - 2]),
                valid.contains(outer), !others.contains(inner)
            else { continue }
            return outer
        }
        return nil
    }

    /// What an ordinary user may listen on.
    private static let valid = 1024...65535

    private static func port(behindColonIn word: Substring) -> Int? {
        guard let port = Int(word.split(separator: ":").last ?? ""), valid.contains(port) else { return nil }
        return port
    }
}
