extension LogEntry {
    /// The lines to show: the application's verbatim, Apache's as `HH:MM:SS level module: message`.
    public var styledLines: [StyledText] {
        switch origin {
        case .application:
            lines.enumerated().map { index, line in
                StyledText(line, exceptionLines.contains(index) ? .exception : .plain)
            }
        case .raw:
            lines.map { StyledText($0, isFatalPythonError ? .exception : .plain) }
        case .apache(let module, let level):
            lines.map { line in
                StyledText([
                    .init(time.map { "\($0.prefix(8)) " } ?? "", .dim), .init(level.rawValue, level.style),
                    .init(" \(module): ", .dim), .init(line, level >= .error ? .plain : .dim),
                ])
            }
        }
    }

    /// All lines, each ended by a newline.
    public func rendered(colour: Bool) -> String {
        styledLines.map { $0.rendered(colour: colour) + "\n" }.joined()
    }
}

extension ApacheLogLevel {
    var style: StyledText.Style {
        switch self {
        case .emerg, .alert, .crit, .error: .error
        case .warn: .warning
        case .notice: .notice
        case .info, .debug, .trace1, .trace2, .trace3, .trace4, .trace5, .trace6, .trace7, .trace8: .dim
        }
    }
}
