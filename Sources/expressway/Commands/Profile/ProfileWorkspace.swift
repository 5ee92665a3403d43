import Diagnostics
import FileReading
import HostFacts
import HostProbing
import OptionCatalogue
import ProfileReading
import ProfileResolution
import SystemPackage

/// The profile files that the current directory belongs to.
struct ProfileWorkspace {
    let files: ProfileFiles
    let loader: ProfileLibraryLoader
    let resolver: ProfileResolver

    /// - Throws: a finding where there is no profile file.
    static func open() throws(Diagnostic) -> ProfileWorkspace {
        let workspace = ProfileWorkspace()
        guard workspace.files.exist else {
            throw Diagnostic(
                "no-profiles",
                "there is no \(ProfileFiles.sharedName) in '\(project.string)' or above it in its repository",
                fix: "'expressway profile init' makes one")
        }
        return workspace
    }

    init() {
        files = ProfileFiles.find(from: Self.project)
        loader = ProfileLibraryLoader(
            files, program: expresswayVersion, currentDirectory: FileSystemFacts.currentDirectory,
            findPackage: { PackageProbe.find($0, python: Self.python) })
        resolver = ProfileResolver(loader.library) { ProcessEnvironment[$0] }
    }

    /// As for the server: beside `manage.py` where there is one.
    private static var project: FilePath {
        (try? DjangoProject.find(settings: nil))?.directory ?? FileSystemFacts.currentDirectory
    }

    /// The launcher has left word of the environment that it runs in.
    private static let python = (try? PythonProbe.handedOver())?.python.executable

    /// - Parameter name: nil: as for a server.
    /// - Throws: findings where no profile is chosen, or there is none of that name.
    func choose(_ name: String?) throws(Findings) -> String {
        guard let name else {
            guard let chosen = try ProfileChoice(nil, resolver, files).name() else {
                preconditionFailure("where there are files, a profile is chosen or an error is thrown")
            }
            return chosen
        }
        guard resolver.definitions(of: name).isEmpty else { return name }
        return try ProfileChoice(name, resolver, files, source: .words("argument '\(name)'")).name() ?? name
    }

    /// The values of a profile by itself.
    ///
    /// - Throws: everything that is wrong with it.
    func resolve(_ name: String, adding layers: [Layer] = []) throws(Findings) -> ResolvedProfile {
        ResolvedProfile(layers: try resolver.layers(of: name) + layers)
    }
}
