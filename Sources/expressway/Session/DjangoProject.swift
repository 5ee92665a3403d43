import Diagnostics
import FileReading
import Glibc
import HostProbing
import SystemPackage

/// The Django project that the current directory belongs to.
struct DjangoProject {
    /// How its settings are found.
    enum Entrance {
        case manage(FilePath)
        /// A project without a manage.py, as one that is installed as a package: the environment names its settings.
        case settings(module: String)
    }

    let entrance: Entrance
    let directory: FilePath

    /// Looks for `manage.py` here and in the directories above, then for a settings module in the environment.
    ///
    /// - Parameter settings: goes into the environment, where manage.py and the WSGI processes see it.
    /// - Throws: a finding where there is none.
    static func find(settings: String?) throws(Diagnostic) -> DjangoProject {
        if let settings { setenv(settingsVariable, settings, 1) }
        let start = FileSystemFacts.currentDirectory
        var directory = start
        while true {
            let candidate = directory.appending("manage.py")
            if FileSystemFacts.kind(of: candidate) == .file {
                return DjangoProject(entrance: .manage(candidate), directory: directory)
            }
            guard !directory.components.isEmpty else { break }
            directory = directory.removingLastComponent()
        }
        if let module = settings ?? ProcessEnvironment.nonEmpty(settingsVariable) {
            return DjangoProject(entrance: .settings(module: module), directory: start)
        }
        throw Diagnostic(
            "no-manage-py",
            "there is no manage.py in '\(start.string)' or above it, and \(settingsVariable) is not set",
            fix: "go to the project's directory, or serve a WSGI script: expressway start-server PATH")
    }

    private static let settingsVariable = "DJANGO_SETTINGS_MODULE"

    /// Runs Django's system checks in this terminal.
    ///
    /// - Parameter python: the project's; nil for the active environment's, else the first in `PATH`.
    /// - Throws: ``ExitStatus`` where the checks find errors.
    func check(python: FilePath?) throws {
        let python = try python ?? PythonProbe.find()
        let arguments =
            switch entrance {
            case .manage(let manage): [manage.string, "check"]
            case .settings: ["-m", "django", "check"]
            }
        var processID: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] = ([python.string] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in words { free(pointer) } }
        let result = posix_spawn(&processID, python.string, nil, nil, words, environ)
        guard result == 0 else {
            throw Diagnostic("no-python", "'\(python.string)' cannot be run: \(Errno(rawValue: result))")
        }
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw ExitStatus.refused }
    }
}
