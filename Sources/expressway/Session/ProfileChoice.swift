import Diagnostics
import FileReading
import ProfileReading
import ProfileResolution
import SystemPackage

/// Which profile is meant: by flag, by `EXPRESSWAY_PROFILE`, or by the files' own `default`.
struct ProfileChoice {
    private let flag: String?
    private let resolver: ProfileResolver
    private let files: ProfileFiles

    private let source: Diagnostic.Location

    /// - Parameters:
    ///   - flag: the name that was given, if any.
    ///   - source: where it was given.
    init(
        _ flag: String?, _ resolver: ProfileResolver, _ files: ProfileFiles,
        source: Diagnostic.Location = .words("flag --profile")
    ) {
        self.flag = flag
        self.source = source
        self.resolver = resolver
        self.files = files
    }

    /// - Returns: nil where there is no file and nobody asks for a profile.
    /// - Throws: findings where the name leads nowhere, and, for files that cannot be read, what is wrong with them.
    func name() throws(Findings) -> String? {
        let variable = ProcessEnvironment.nonEmpty("EXPRESSWAY_PROFILE")
        if let flag { return try known(flag, source) }
        if let variable { return try known(variable, .words("variable EXPRESSWAY_PROFILE")) }
        guard files.exist else { return nil }
        let documents = [DocumentKey.local, .shared].compactMap { resolver.library.documents[$0] }
        if let wanted = documents.lazy.compactMap(\.defaultProfile).first {
            return try known(wanted.text, .span(wanted.span))
        }
        // What is wrong with the files comes first: the default may be in the part that cannot be read.
        try resolver.library.findings.throwIfErrors()
        guard let listed else {
            throw Findings([
                Diagnostic(
                    "no-default", "the file has no profile to choose", location: place,
                    fix: "add one below 'profiles:', or remove the file to go by flags alone")
            ])
        }
        throw Findings([
            Diagnostic(
                "no-default", "no profile is chosen, and the file has no default", location: place,
                fix: "choose one with --profile (\(listed)), or add 'default: NAME' to the file")
        ])
    }

    private func known(_ name: String, _ location: Diagnostic.Location) throws(Findings) -> String {
        guard !resolver.definitions(of: name).isEmpty else {
            try resolver.library.findings.throwIfErrors()
            let fix =
                files.exist
                ? NearestName.of(name, among: resolver.names).map { "did you mean '\($0)'?" } ?? whatThereIs
                : "'expressway profile init' makes one"
            let missing =
                files.exist
                ? "there is no profile '\(name)'" : "there is no \(ProfileFiles.sharedName), so no profile '\(name)'"
            throw Findings([Diagnostic("no-profile", missing, location: location, fix: fix)])
        }
        guard !resolver.isAbstract(name) else {
            throw Findings([
                Diagnostic(
                    "abstract-profile", "profile '\(name)' is abstract: it is there to be extended", location: location,
                    fix: whatThereIs)
            ])
        }
        return name
    }

    private var whatThereIs: String { listed.map { "there are: \($0)" } ?? "there is none yet to choose" }

    /// Nil where there is nothing to choose from.
    private var listed: String? {
        let names = resolver.names.filter { !resolver.isAbstract($0) }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    private var place: Diagnostic.Location {
        .words((files.hasShared ? files.shared : files.local).string)
    }
}
