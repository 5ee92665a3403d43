/// What every template can use without asking.
public enum BuiltInValue: String, Sendable, CaseIterable {
    /// The project's name, a Python identifier.
    case name
    /// The directory as the user would type it after `cd`.
    case directory
    /// In private files alone.
    case secretKey = "secret_key"
    /// The version of the engine.
    case version
}
