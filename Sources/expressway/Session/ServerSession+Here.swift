import Diagnostics
import OptionCatalogue
import ProfileResolution

extension ServerSession {
    /// A session for whatever the options, the profile or the current directory name.
    ///
    /// - Throws: a ``Diagnostic`` where there is nothing to serve; ``Findings`` for a profile that cannot be used.
    static func here(_ flags: Layer, _ arguments: ProfileArguments) throws -> ServerSession {
        let named: Set<OptionName> = ["entry-point", "application-type"]
        guard named.isDisjoint(with: flags.assignments.keys) else { return try open(flags, arguments, .environment) }
        let project: DjangoProject
        do throws(Diagnostic) {
            project = try DjangoProject.find(settings: nil)
        } catch {
            let session = try open(flags, arguments, .environment)
            guard named.contains(where: session.profile.isGiven) else { throw error }
            return session
        }
        return try open(flags, arguments, .django(project))
    }
}
