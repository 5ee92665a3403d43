/// Whom Apache's workers and the WSGI processes run as.
public struct RunUser: Sendable, Equatable {
    public let name: String
    public let userID: UInt32
    public let groupName: String
    public let groupID: UInt32
    /// True where root starts the server, so that Apache has to change the user.
    public let isSwitchedTo: Bool
    /// Why this one: `you`, `the owner of the project`, `--user`.
    public let reason: String

    public init(name: String, userID: UInt32, groupName: String, groupID: UInt32, isSwitchedTo: Bool, reason: String) {
        self.name = name
        self.userID = userID
        self.groupName = groupName
        self.groupID = groupID
        self.isSwitchedTo = isSwitchedTo
        self.reason = reason
    }
}
