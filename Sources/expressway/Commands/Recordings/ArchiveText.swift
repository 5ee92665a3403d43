import ExchangeJournal

/// The text of an archive, piece by piece: the opening, the entries, the closing.
struct ArchiveText {
    private var hasEntries = false

    var opening: String {
        let creator = JSONText.of(HTTPArchive.Creator(version: expresswayVersion))
        return "{\"log\": {\"version\": \"\(HTTPArchive.version)\", \"creator\": \(creator), \"entries\": ["
    }

    mutating func entry(_ name: String, _ exchange: RecordedExchange) -> String {
        defer { hasEntries = true }
        return (hasEntries ? ",\n" : "\n") + JSONText.of(HTTPArchive.Entry(name, exchange))
    }

    let closing = "\n]}}\n"
}
