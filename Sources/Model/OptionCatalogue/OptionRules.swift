/// What else must hold where an option is used. Planning checks all of it in one place.
public struct OptionRules: Sendable, Equatable {
    /// Options that cannot be used together with this one; saying it on one side is enough.
    public let excludes: [OptionName]
    /// Options of which every one must be used as well.
    public let requires: [OptionName]
    /// Why it requires them, in half a sentence, where somebody has switched one off; nil where that is plain.
    public let reason: String?
    /// Options of which at least one must be used as well; empty where it does not matter.
    public let requiresAny: [OptionName]
    /// Without this option it has no effect, which is worth a word but no refusal.
    public let idleWithout: OptionName?
    /// Modules of Apache's, without `mod_` and `.so`.
    public let apacheModules: [String]
    /// The first mod_wsgi that can do it: `6.0`; nil where every supported one can.
    public let wsgiVersion: String?

    public init(
        excludes: [OptionName] = [], requires: [OptionName] = [], reason: String? = nil,
        requiresAny: [OptionName] = [], idleWithout: OptionName? = nil,
        apacheModules: [String] = [], wsgiVersion: String? = nil
    ) {
        self.excludes = excludes
        self.requires = requires
        self.reason = reason
        self.requiresAny = requiresAny
        self.idleWithout = idleWithout
        self.apacheModules = apacheModules
        self.wsgiVersion = wsgiVersion
    }
}

/// Whether an option does what it says.
public enum OptionAvailability: Sendable, Equatable {
    case available
    /// Another spelling of an option, kept so that old command lines go on to work.
    case oldName(of: OptionName)
    /// Accepted without effect; says why in half a sentence.
    case withoutEffect(String)
    /// Known and refused; says what to do meanwhile, or nothing.
    case notYet(String?)
}
