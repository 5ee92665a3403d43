import Diagnostics
import FileReading
import OptionCatalogue
import ProfileReading
import ProfileResolution
import SystemPackage

/// The way from profile files, variables and flags to the values that count.
struct ProfileLoading {
    /// The command line.
    let flags: Layer
    let arguments: ProfileArguments
    /// Where the search for profile files begins.
    let project: FilePath
    /// Where a Python package of the project's environment lies.
    let findPackage: (String) -> FilePath?

    struct Loaded {
        let profile: ResolvedProfile
        /// Nil: no profile.
        let name: String?
        let files: ProfileFiles
        /// All files that the profile may come from.
        let paths: [FilePath]
        let notices: [Diagnostic]
    }

    /// - Throws: ``Findings``: everything that is wrong with the files, the variables and the choice of the profile.
    func load() throws(Findings) -> Loaded {
        let files = ProfileFiles.find(from: project)
        var (variables, findings) = VariableLayer.read(
            ProcessEnvironment.all, directory: FileSystemFacts.currentDirectory.string)
        var name: String?
        var layers: [Layer] = []
        var paths: [FilePath] = []
        if !arguments.none {
            paths = [files.shared, files.local]
            let loader = self.loader(files)
            paths += loader.paths.filter { !paths.contains($0) }
            let resolver = ProfileResolver(loader.library) { ProcessEnvironment[$0] }
            do throws(Findings) {
                name = try ProfileChoice(arguments.name, resolver, files).name()
                if let name { layers = try resolver.layers(of: name) }
                try checkTrust(layers, loader, files)
            } catch {
                findings.add(error)
            }
        }
        try findings.throwIfErrors()
        return Loaded(
            profile: ResolvedProfile(layers: layers + [variables, flags]), name: name, files: files, paths: paths,
            notices: findings.all)
    }

    func loader(_ files: ProfileFiles) -> ProfileLibraryLoader {
        ProfileLibraryLoader(
            files, program: expresswayVersion, currentDirectory: FileSystemFacts.currentDirectory,
            findPackage: findPackage)
    }

    /// - Throws: a finding for each value that runs code and that nobody has said yes to.
    private func checkTrust(_ layers: [Layer], _ loader: ProfileLibraryLoader, _ files: ProfileFiles) throws(Findings) {
        let questions = TrustQuestion.all(in: layers) { loader.packageFiles.contains($0.source.name) }
        guard !questions.isEmpty else { return }
        let trusted = TrustStore(project: files.directory)?.lines ?? []
        try Findings(
            questions.filter { !trusted.contains($0.line) }.map { question in
                Diagnostic(
                    "untrusted-profile", "'\(question.option)' lets the server run what this file names",
                    at: question.span,
                    notes: ["a file that came with a repository is asked about once"],
                    fix: "look at it, then: expressway profile trust")
            }
        ).throwIfErrors()
    }
}
