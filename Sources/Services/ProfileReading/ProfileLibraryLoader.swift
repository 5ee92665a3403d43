import Diagnostics
import FileReading
public import ProfileResolution
public import SystemPackage

/// Reads the project's profile files and all that they name.
public struct ProfileLibraryLoader {
    /// A profile that extends another file, which extends another…: more files than anybody has.
    private static let mostFiles = 200

    /// Every file that the library rests on, whether it could be read or not: what changes there changes the profile.
    public private(set) var paths: [FilePath] = []
    /// The names, as they are shown, of files of installed packages.
    public private(set) var packageFiles: Set<String> = []
    public private(set) var library = ProfileLibrary()

    private let program: String
    private let currentDirectory: FilePath
    private let findPackage: (String) -> FilePath?

    /// - Parameters:
    ///   - program: the version of this program, for `requires`.
    ///   - findPackage: where a Python package of the project's environment lies; nil where there is none of that name.
    public init(
        _ files: ProfileFiles, program: String, currentDirectory: FilePath, findPackage: @escaping (String) -> FilePath?
    ) {
        self.program = program
        self.currentDirectory = currentDirectory
        self.findPackage = findPackage
        if files.hasShared { read(files.shared, as: .shared) }
        if files.hasLocal { read(files.local, as: .local) }
        follow()
    }

    /// How a path is shown: relative to where the user stands, if it is below.
    static func name(of path: FilePath, from directory: FilePath) -> String {
        var relative = path
        return relative.removePrefix(directory) && !relative.isEmpty ? relative.string : path.string
    }

    private mutating func read(_ path: FilePath, as key: DocumentKey) {
        paths.append(path)
        let name = Self.name(of: path, from: currentDirectory)
        do throws(ProfileFileReader.Problem) {
            library.add(
                SourceText(name: name, bytes: try ProfileFileReader.bytes(path)), key: key,
                directory: path.removingLastComponent().string, program: program)
        } catch {
            library.add(
                Diagnostic(
                    "unreadable-profile", "'\(name)' cannot be read: \(error.reason)", place: nil, fix: error.fix),
                about: key)
        }
    }

    /// Until nothing is named that has not been looked at.
    private mutating func follow() {
        while case let missing = library.missingReferences, !missing.isEmpty {
            for reference in missing { follow(reference) }
        }
    }

    private mutating func follow(_ reference: FileReference) {
        guard paths.count < Self.mostFiles else {
            return library.fail(reference, reason: "more than \(Self.mostFiles) files extend each other")
        }
        switch reference {
        case .path(let path): connect(reference, FilePath(path), isPackaged: false)
        case .package(let package, let file):
            guard let directory = findPackage(package) else {
                return library.fail(
                    reference, reason: "there is no package '\(package)' in the project's Python environment",
                    fix: "install it there with pip")
            }
            connect(reference, directory.appending(file), isPackaged: true)
        }
    }

    /// The same file is read once, by whatever path it is named.
    private mutating func connect(_ reference: FileReference, _ path: FilePath, isPackaged: Bool) {
        let real = FileSystemFacts.resolved(path) ?? path
        let key = DocumentKey.file(real.string)
        let own = [DocumentKey.shared, .local].first { library.documents[$0].map { isSame($0, real) } ?? false }
        if let known = own ?? (library.documents[key].map { _ in key }) { return library.connect(reference, to: known) }
        paths.append(path)
        let name = Self.name(of: path, from: currentDirectory)
        if isPackaged { packageFiles.insert(name) }
        do throws(ProfileFileReader.Problem) {
            library.add(
                SourceText(name: name, bytes: try ProfileFileReader.bytes(path)), key: key,
                directory: path.removingLastComponent().string, program: program)
            library.connect(reference, to: key)
        } catch {
            library.fail(reference, reason: error.reason, fix: error.fix)
        }
    }

    private func isSame(_ document: ProfileDocument, _ path: FilePath) -> Bool {
        let own = FilePath(document.directory).appending(
            document.key == .shared ? ProfileFiles.sharedName : ProfileFiles.localName)
        return FileSystemFacts.resolved(own) == path
    }
}
