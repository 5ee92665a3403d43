extension ApacheLogRecord {
    /// What mod_wsgi adds before each line that the application writes in a request. Source: mod_wsgi 6.1.1, src/server/wsgi_logger.c
    /// (tried; 4.9.4 adds nothing).
    private static let scriptPrefix: [UInt8] = Array("[script ".utf8)
    private static let scriptPrefixEnd: [UInt8] = Array("] ".utf8)

    /// The application's own words, as bytes with Apache's escapes; nil: the record is Apache's or mod_wsgi's.
    ///
    /// What Python writes to stdout, stderr and wsgi.errors goes through mod_wsgi's logger: level error, from `wsgi_logger.c`. mod_wsgi 4.9.4
    /// writes some records of its own from that file as well; they begin with `mod_wsgi (pid=` and the process's own number. mod_wsgi 6.1.1
    /// writes the exception that reached it from `wsgi_adapter.c`: first a record of its own (`WSGI0174: …`), then the exception's lines.
    var applicationText: ArraySlice<UInt8>? {
        guard module == "wsgi", level == .error else { return nil }
        if source.contains("wsgi_logger.c") {
            let words = withoutScriptPrefix
            return words.starts(with: Array("mod_wsgi (pid=\(pid)".utf8)) ? nil : words
        }
        if source.contains("wsgi_adapter.c") {
            let words = withoutScriptPrefix
            let isModules =
                Self.hasCode(words) || Self.hasCode(message[...]) || words.starts(with: Array("mod_wsgi (pid=".utf8))
            return isModules ? nil : words
        }
        return nil
    }

    /// The message without the script's path, which says nothing here: there is one script.
    var withoutScriptPrefix: ArraySlice<UInt8> {
        guard module == "wsgi", message.starts(with: Self.scriptPrefix) else { return message[...] }
        return message[...].afterFirst(Self.scriptPrefixEnd) ?? message[...]
    }

    /// `WSGI0174: `
    private static func hasCode(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: Array("WSGI".utf8)) && bytes.dropFirst(8).first == UInt8(ascii: ":")
    }

    /// The number of the process, and of the signal that ended it, when Apache's parent reports that.
    /// Source: httpd 2.4 server/mpm_unix.c, AH00051 and AH00052.
    public var signalledChild: (pid: Int32, signal: Int32)? {
        guard module == "core", level == .notice || level == .error else { return nil }
        let text = String(decoding: message, as: UTF8.self)
        guard text.hasPrefix("AH00051: child pid ") || text.hasPrefix("AH00052: child pid ") else { return nil }
        // AH00052: child pid 6400 exit signal Segmentation fault (11)
        let words = text.split(separator: " ")
        guard words.count > 3, let pid = Int32(words[3]), let open = text.firstIndex(of: "("),
            let signal = Int32(text[text.index(after: open)...].prefix { $0.isNumber })
        else { return nil }
        return (pid, signal)
    }

    /// Apache accepts connections from here on. Source: httpd 2.4, AH00489 (event), AH00292 (worker), AH00163 (prefork).
    public var tellsOfListening: Bool {
        module.hasPrefix("mpm_") && ["AH00489", "AH00292", "AH00163"].contains { message.starts(with: Array($0.utf8)) }
    }

    /// mod_wsgi 6 asks Python for the failure instead of letting it end the process, which then crashes.
    /// Source: mod_wsgi 6.1.1, WSGI0036 (configuration), WSGI0028 (initialisation).
    var tellsOfBrokenPython: Bool {
        module == "wsgi" && ["WSGI0036: ", "WSGI0028: "].contains { message.starts(with: Array($0.utf8)) }
    }

    /// What every start and stop of Apache says: nothing that a person at a terminal wants to read each time.
    var isRoutine: Bool {
        guard level <= .notice else { return false }
        let codes = [
            "AH00489", "AH00292", "AH00163",  // configured -- resuming normal operations
            "AH00094",  // Command line
            "AH00491", "AH00295", "AH00169",  // caught SIGTERM, shutting down
            "AH00493", "AH00297", "AH00171",  // SIGUSR1 received, doing graceful restart
        ]
        return codes.contains { message.starts(with: Array($0.utf8)) }
    }
}

extension ArraySlice<UInt8> {
    /// What follows the first occurrence of a pattern.
    func afterFirst(_ pattern: [UInt8]) -> ArraySlice<UInt8>? {
        firstIndex(ofPattern: pattern).map { self[($0 + pattern.count)...] }
    }

    /// The pattern is in it, or begins at its end.
    func holds(startOf pattern: [UInt8]) -> Bool {
        if firstIndex(ofPattern: pattern) != nil { return true }
        return (1..<pattern.count).contains { count >= $0 && suffix($0).elementsEqual(pattern.prefix($0)) }
    }

    func firstIndex(ofPattern pattern: [UInt8]) -> Int? {
        guard let head = pattern.first, count >= pattern.count else { return nil }
        var start = startIndex
        while let candidate = self[start...].firstIndex(of: head), candidate + pattern.count <= endIndex {
            if self[candidate..<(candidate + pattern.count)].elementsEqual(pattern) { return candidate }
            start = candidate + 1
        }
        return nil
    }
}
