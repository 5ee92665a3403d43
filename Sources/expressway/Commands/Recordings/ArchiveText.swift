import ExchangeJournal

/// The text of an archive, piece by piece: the opening, the entries, the closing.
struct ArchiveText {
    /// Entries so far.
    private(set) var count = 0

    var opening: String {
        let creator = JSONText.of(HTTPArchive.Creator(version: expresswayVersion))
        return "{\"log\": {\"version\": \"\(HTTPArchive.version)\", \"creator\": \(creator), \"entries\": ["
    }

    mutating func entry(_ name: String, _ exchange: RecordedExchange) -> String {
        defer { count += 1 }
        return (count > 0 ? ",\n" : "\n") + JSONText.of(HTTPArchive.Entry(name, exchange))
    }

    let closing = "\n]}}\n"
}
