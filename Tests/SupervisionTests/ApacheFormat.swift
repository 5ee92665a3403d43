import LogPresentation

/// Apache reads `\t` in double quotes as two characters, and the format's own reader makes a tab of it.
enum ApacheFormat {
    static let value = ApacheLogRecord.format
}
