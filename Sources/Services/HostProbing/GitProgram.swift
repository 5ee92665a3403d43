public import Diagnostics
import FileReading
import Glibc
public import SystemPackage

/// Asks git.
public struct GitProgram {
    private let executable: FilePath

    /// - Throws: a finding where there is no git.
    public init() throws(Diagnostic) {
        guard let executable = ProgramSearch.find("git") else {
            throw Diagnostic("no-git", "there is no 'git' in PATH", fix: "install git")
        }
        self.executable = executable
    }

    /// What in a directory's repository, below the directory, is not committed.
    ///
    /// - Returns: a line for each file, as `git status --porcelain` writes it.
    /// - Throws: a finding where the directory is in no repository.
    public func uncommitted(in directory: FilePath) throws(Diagnostic) -> [String] {
        let output = try run(["-C", directory.string, "status", "--porcelain", "--", "."])
        guard output.succeeded else {
            let reason = output.standardError.split(separator: "\n").first.map(String.init) ?? "git status failed"
            throw Diagnostic(
                "no-git", "'\(directory.string)' is in no git repository that can be read", notes: [reason],
                fix: "git init && git add --all && git commit, so that the changes can be seen and taken back")
        }
        return output.standardOutput.split(separator: "\n").map(String.init)
    }

    /// Merges three versions of a text.
    ///
    /// - Returns: the text, with conflict markers where both sides have changed the same lines; nil where it is no text.
    public func merge(base: [UInt8], ours: [UInt8], theirs: [UInt8]) throws(Diagnostic) -> (
        bytes: [UInt8], hasConflicts: Bool
    )? {
        let files = try MergeFiles(base: base, ours: ours, theirs: theirs)
        defer { files.remove() }
        let labels = ["-L", "project", "-L", "template as it was", "-L", "template as it is"]
        let output = try run(["merge-file", "-q"] + labels + files.paths.map(\.string))
        // The status counts the conflicts; from 128 on, git itself failed. Source: git-merge-file(1).
        let status = (output.status >> 8) & 0xFF
        guard output.status & 0x7F == 0, status < 128, let bytes = FileSystemFacts.contents(of: files.paths[0]) else {
            return nil
        }
        return (bytes, status > 0)
    }

    private func run(_ arguments: [String]) throws(Diagnostic) -> ProgramOutput {
        do throws(Errno) {
            return try ProgramOutput.start(executable, arguments, variables: ["LC_ALL": "C"]).finish()
        } catch {
            throw Diagnostic("no-git", "'\(executable.string)' cannot be run: \(error)")
        }
    }
}

/// Three versions of a text as files, in a directory of their own.
private struct MergeFiles {
    let directory: FilePath

    /// In the order of `git merge-file`.
    var paths: [FilePath] { ["ours", "base", "theirs"].map { directory.appending($0) } }

    init(base: [UInt8], ours: [UInt8], theirs: [UInt8]) throws(Diagnostic) {
        let parent = ProcessEnvironment.nonEmpty("TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/expressway-merge-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Diagnostic("cannot-write", "no directory can be made in '\(parent)': \(Errno(rawValue: errno))")
        }
        directory = FilePath(platformString: template)
        do {
            for (path, bytes) in zip(paths, [ours, base, theirs]) {
                let descriptor = try FileDescriptor.open(
                    path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: [.ownerReadWrite])
                _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
            }
        } catch {
            remove()
            throw Diagnostic("cannot-write", "'\(directory.string)' cannot be written: \(error)")
        }
    }

    func remove() {
        for path in paths { unlink(path.string) }
        rmdir(directory.string)
    }
}
