import Diagnostics
import FileReading
import Glibc
import HostProbing
import SystemPackage

/// The Django project that the current directory belongs to.
struct DjangoProject {
    let manage: FilePath

    /// Looks for `manage.py` here and in the directories above.
    ///
    /// - Parameter settings: goes into the environment, where manage.py and the WSGI processes see it.
    /// - Throws: a finding where there is none.
    static func find(settings: String?) throws(Diagnostic) -> DjangoProject {
        if let settings { setenv("DJANGO_SETTINGS_MODULE", settings, 1) }
        let start = FileSystemFacts.currentDirectory
        var directory = start
        while true {
            let candidate = directory.appending("manage.py")
            if FileSystemFacts.kind(of: candidate) == .file { return DjangoProject(manage: candidate) }
            guard !directory.components.isEmpty else { break }
            directory = directory.removingLastComponent()
        }
        throw Diagnostic(
            "no-manage-py", "there is no manage.py in '\(start.string)' or above it",
            fix: "go to the project's directory, or serve a WSGI script: expressway start-server PATH")
    }

    /// Runs `manage.py check` in this terminal.
    ///
    /// - Throws: ``ExitStatus`` where the checks find errors.
    func check() throws {
        let python = ProcessEnvironment.nonEmpty("VIRTUAL_ENV").map { "\($0)/bin/python" } ?? "python3"
        var processID: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] =
            [python, manage.string, "check"].map { (word: String) in strdup(word) } + [nil]
        defer { for pointer in words { free(pointer) } }
        let result = posix_spawnp(&processID, python, nil, nil, words, environ)
        guard result == 0 else {
            throw Diagnostic("no-python", "'\(python)' cannot be run: \(Errno(rawValue: result))")
        }
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw ExitStatus.refused }
    }
}
