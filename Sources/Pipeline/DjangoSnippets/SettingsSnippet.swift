/// Python text for a settings module, by which Django's debug switches follow the mode of the server.
///
/// The text stands at the end of the module and needs the standard library alone.
public struct SettingsSnippet: Equatable, Sendable {
    /// Rendered in the order of ``SettingsPart/allCases``.
    public let parts: Set<SettingsPart>
    public let logging: LoggingScope

    public init(parts: Set<SettingsPart> = Set(SettingsPart.allCases), logging: LoggingScope = .always) {
        self.parts = parts
        self.logging = logging
    }

    /// True in Python where the server was started with `--debug-mode`; the module has to import `os` before.
    public static let debugExpression = #"os.environ.get("MOD_WSGI_DEBUG_MODE") == "true""#

    /// All chosen parts, ASCII, each line ended by a line feed; empty where no part is chosen.
    public var text: String {
        guard !parts.isEmpty else { return "" }
        let texts = SettingsPart.allCases.filter(parts.contains).map(text(of:))
        return "import os\n\n" + texts.joined(separator: "\n")
    }

    private func text(of part: SettingsPart) -> String {
        switch part {
        case .debug: Self.debug
        case .propagation: Self.propagation
        case .logging: Self.logging(logging)
        case .hosts: Self.hosts
        }
    }
}
