/// One of the settings that follow the server.
public enum SettingsPart: String, CaseIterable, Sendable {
    /// `DEBUG`, by `MOD_WSGI_DEBUG_MODE`.
    case debug
    /// `DEBUG_PROPAGATE_EXCEPTIONS`, by `MOD_WSGI_DEBUGGER_ENABLED`.
    case propagation
    /// `LOGGING`, to Apache's error log.
    case logging
    /// `ALLOWED_HOSTS`, by `MOD_WSGI_SERVER_NAME` and `MOD_WSGI_SERVER_ALIASES`.
    case hosts
}

/// Where the console gets the log.
public enum LoggingScope: String, CaseIterable, Sendable {
    /// Under every server.
    case always
    /// Only where `MOD_WSGI_EXPRESS` is set.
    case express
}
