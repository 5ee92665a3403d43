public import OptionCatalogue
public import SystemPackage

/// A script that runs in a process of its own beside the application.
public struct ServicePlan: Sendable, Equatable {
    public let name: String
    public let script: FilePath
    public let user: String?
    public let group: String?
    /// Nil for the log of the server.
    public let log: FilePath?
    /// That starts it.
    public let option: OptionName

    public init(
        name: String, script: FilePath, user: String?, group: String?, log: FilePath?,
        option: OptionName = "service-script"
    ) {
        self.name = name
        self.script = script
        self.user = user
        self.group = group
        self.log = log
        self.option = option
    }
}
