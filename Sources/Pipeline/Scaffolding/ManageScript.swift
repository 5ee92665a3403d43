/// What a `manage.py` says without being run.
public enum ManageScript {
    private static let variable = "DJANGO_SETTINGS_MODULE"

    /// - Returns: the settings module that it falls back to; nil where it is not a plain text behind the variable's name.
    public static func settingsModule(_ text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) where !line.drop(while: \.isWhitespace).hasPrefix("#") {
            guard let name = line.firstRange(of: variable) else { continue }
            let rest = line[name.upperBound...].dropFirst()
            guard let open = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) else { continue }
            let value = rest[rest.index(after: open)...].prefix { $0 != rest[open] }
            if !value.isEmpty, value.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) {
                return String(value)
            }
        }
        return nil
    }
}
