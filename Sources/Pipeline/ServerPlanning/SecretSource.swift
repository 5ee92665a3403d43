public import SystemPackage

/// Where the value of a secret is.
public enum SecretSource: Sendable, Equatable {
    case variable(String)
    /// The file's content without the newline at its end.
    case file(FilePath)

    /// - Parameter text: `env:NAME` or `file:PATH`, as an option holds it.
    public init?(_ text: String) {
        if text.hasPrefix("env:"), text.count > 4 {
            self = .variable(String(text.dropFirst(4)))
        } else if text.hasPrefix("file:"), text.count > 5 {
            self = .file(FilePath(String(text.dropFirst(5))))
        } else {
            return nil
        }
    }
}
