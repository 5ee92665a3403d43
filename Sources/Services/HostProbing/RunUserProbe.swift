public import Diagnostics
import FileReading
import Glibc
public import HostFacts
public import SystemPackage

/// Decides whom the WSGI processes run as.
public enum RunUserProbe {
    /// - Parameter project: as root, its owner is taken unless that is root, too.
    /// - Throws: a finding for a user or group that does not exist, or that this user may not change to.
    public static func probe(user: String?, group: String?, project: FilePath) throws(Diagnostic) -> RunUser {
        let isRoot = geteuid() == 0
        let entry = isRoot ? try chosenByRoot(user, project) : try current(user)
        let groupEntry = try groupEntry(group, entry, isRoot: isRoot)
        return RunUser(
            name: entry.name, userID: entry.userID, groupName: groupEntry.name, groupID: groupEntry.groupID,
            isSwitchedTo: isRoot,
            reason: entry.reason)
    }

    private struct Entry {
        let name: String
        let userID: UInt32
        let groupID: UInt32
        var reason: String
    }

    private static func current(_ given: String?) throws(Diagnostic) -> Entry {
        let own =
            entry(userID: geteuid())
            ?? Entry(name: String(geteuid()), userID: geteuid(), groupID: getegid(), reason: "")
        if let given, given != own.name, given != String(own.userID) {
            throw Diagnostic(
                "cannot-change-user",
                "only root can run the server as another user; you are '\(own.name)', '--user' says '\(given)'",
                place: "flag --user")
        }
        return Entry(name: own.name, userID: own.userID, groupID: getegid(), reason: "you")
    }

    private static func chosenByRoot(_ given: String?, _ project: FilePath) throws(Diagnostic) -> Entry {
        if let given {
            guard var entry = entry(name: given) ?? UInt32(given).flatMap(entry(userID:)) else {
                throw Diagnostic("unknown-user", "there is no user '\(given)'", place: "flag --user")
            }
            guard entry.userID != 0 else {
                throw Diagnostic(
                    "root-user", "Apache does not run its workers as root", place: "flag --user",
                    fix: "name another user, or leave '--user' out")
            }
            entry.reason = "--user"
            return entry
        }
        if let owner = FileSystemFacts.owner(of: project), owner != 0, var entry = entry(userID: owner) {
            entry.reason = "the owner of the project"
            return entry
        }
        for name in ["www-data", "apache", "nobody"] {
            if var entry = entry(name: name) {
                entry.reason = "since root starts the server"
                return entry
            }
        }
        throw Diagnostic(
            "no-run-user",
            "Apache does not run its workers as root, and there is no user 'www-data', 'apache' or 'nobody'",
            fix: "name the user to run as with '--user'")
    }

    private static func groupEntry(_ given: String?, _ entry: Entry, isRoot: Bool) throws(Diagnostic) -> (
        name: String, groupID: UInt32
    ) {
        guard let given else { return (groupName(entry.groupID), entry.groupID) }
        guard let found = getgrnam(given)?.pointee.gr_gid ?? UInt32(given) else {
            throw Diagnostic("unknown-group", "there is no group '\(given)'", place: "flag --group")
        }
        guard isRoot || found == getegid() else {
            throw Diagnostic(
                "cannot-change-user", "only root can run the server as another group than its own",
                place: "flag --group")
        }
        return (groupName(found), found)
    }

    /// Apache takes `#1000` for a group or user without a name.
    private static func groupName(_ identifier: UInt32) -> String {
        getgrgid(identifier).map { String(cString: $0.pointee.gr_name) } ?? "#\(identifier)"
    }

    private static func entry(name: String) -> Entry? {
        getpwnam(name).map { Entry(name: name, userID: $0.pointee.pw_uid, groupID: $0.pointee.pw_gid, reason: "") }
    }

    private static func entry(userID: UInt32) -> Entry? {
        getpwuid(userID).map {
            Entry(name: String(cString: $0.pointee.pw_name), userID: userID, groupID: $0.pointee.pw_gid, reason: "")
        }
    }
}
