public import Diagnostics
import FileReading
public import HostFacts
public import SystemPackage

/// Finds Apache and asks it what it is.
public struct ApacheProbe {
    /// What the user named, or the Python environment brings.
    public struct Wishes: Sendable {
        let executable: FilePath?
        let modulesDirectory: FilePath?
        let environmentModule: PythonFacts.EnvironmentModule?

        public init(
            executable: FilePath?, modulesDirectory: FilePath?, environmentModule: PythonFacts.EnvironmentModule?
        ) {
            self.executable = executable
            self.modulesDirectory = modulesDirectory
            self.environmentModule = environmentModule
        }
    }

    private let executable: FilePath
    private let modulesDirectory: FilePath
    private let asking: Asking

    private enum Asking {
        case remembered(ApacheMemory.Answers)
        case running([ProgramOutput.Running])
    }

    /// Starts to ask; other things can be found out until ``finish()``.
    ///
    /// - Throws: a finding where there is no Apache, with the command that installs one.
    public static func start(_ wishes: Wishes) throws(Diagnostic) -> ApacheProbe {
        let executable = try find(wishes)
        let modulesDirectory = modules(wishes, executable)
        if let answers = ApacheMemory(of: executable)?.recall() {
            return ApacheProbe(executable: executable, modulesDirectory: modulesDirectory, asking: .remembered(answers))
        }
        do throws(Errno) {
            let quiet = ["-f", "/dev/null"]
            let running = [
                try ProgramOutput.start(executable, ["-V"] + quiet),
                try ProgramOutput.start(executable, ["-l"] + quiet),
            ]
            return ApacheProbe(executable: executable, modulesDirectory: modulesDirectory, asking: .running(running))
        } catch {
            throw Diagnostic("no-apache", "'\(executable.string)' cannot be run: \(error)")
        }
    }

    /// - Throws: a finding where the program is no Apache 2.4.
    public func finish() throws(Diagnostic) -> ApacheFacts {
        let answers = try answers()
        return ApacheFacts(
            executable: executable,
            version: answers.version,
            modulesDirectory: modulesDirectory,
            builtInModules: answers.builtInModules,
            loadableModules: Self.loadableModules(in: modulesDirectory),
            mimeTypes: Self.mimeTypes(executable),
            rotatelogs: Self.rotatelogs(executable))
    }

    private func answers() throws(Diagnostic) -> ApacheMemory.Answers {
        let outputs: [ProgramOutput]
        switch asking {
        case .remembered(let answers): return answers
        case .running(let programs): outputs = programs.map { $0.finish() }
        }
        guard let version = Self.version(in: outputs[0].standardOutput) else {
            throw Diagnostic(
                "no-apache", "'\(executable.string)' does not answer as Apache does (tried '\(executable.string) -V')",
                fix: "name Apache's program with '--httpd-executable'")
        }
        guard version >= Version(2, 4) else {
            throw Diagnostic("old-apache", "'\(executable.string)' is Apache \(version); Expressway needs 2.4 or newer")
        }
        let answers = ApacheMemory.Answers(
            version: version, builtInModules: Self.builtInModules(in: outputs[1].standardOutput))
        ApacheMemory(of: executable)?.keep(answers)
        return answers
    }

    private static func find(_ wishes: Wishes) throws(Diagnostic) -> FilePath {
        if let given = wishes.executable {
            guard FileSystemFacts.isExecutable(given) else {
                let problem =
                    FileSystemFacts.kind(of: given) == nil ? "does not exist" : "is not a program that can be run"
                throw Diagnostic("no-apache", "'\(given.string)' \(problem)", place: "flag --httpd-executable")
            }
            return given
        }
        if let own = wishes.environmentModule?.httpd, FileSystemFacts.isExecutable(own) { return own }
        let names = ["apache2", "httpd"]
        let path = (ProcessEnvironment["PATH"] ?? "").split(separator: ":").map { FilePath(String($0)) }
        for directory in path + usualDirectories where directory.isAbsolute {
            for name in names where FileSystemFacts.isExecutable(directory.appending(name)) {
                let found = directory.appending(name)
                if !isScript(found) { return found }
            }
        }
        throw Diagnostic(
            "no-apache",
            "Apache is not installed (looked for \(names.joined(separator: " and ")) in PATH, \(usualDirectories.map(\.string).joined(separator: ", ")))",
            notes: [InstallationAdvice.standalone], fix: InstallationAdvice.apache)
    }

    private static let usualDirectories: [FilePath] = [
        "/usr/sbin", "/usr/local/sbin", "/usr/local/apache2/bin", "/usr/local/bin", "/opt/homebrew/bin",
    ]

    /// Some systems put a shell script of that name in front of the program.
    private static func isScript(_ path: FilePath) -> Bool {
        guard let descriptor = try? FileDescriptor.open(path, .readOnly) else { return false }
        var head: [UInt8] = [0, 0]
        let count =
            (try? descriptor.closeAfter { try head.withUnsafeMutableBytes { try descriptor.read(into: $0) } }) ?? 0
        return count == 2 && head == [UInt8(ascii: "#"), UInt8(ascii: "!")]
    }

    private static func modules(_ wishes: Wishes, _ executable: FilePath) -> FilePath {
        if let given = wishes.modulesDirectory { return given }
        if let own = wishes.environmentModule?.modulesDirectory, wishes.executable == nil,
            FileSystemFacts.kind(of: own) == .directory
        {
            return own
        }
        let prefix = executable.removingLastComponent().removingLastComponent()
        let candidates: [FilePath] = [
            prefix.appending("modules"), prefix.appending("lib/apache2/modules"),
            prefix.appending("lib64/httpd/modules"),
            prefix.appending("lib/httpd/modules"), prefix.appending("libexec/apache2"), prefix.appending("lib/apache2"),
            "/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib64/apache2",
        ]
        return candidates.first { FileSystemFacts.kind(of: $0) == .directory } ?? candidates[0]
    }

    /// Source: `httpd -V`, line `Server version: Apache/2.4.71 (Debian)`.
    static func version(in output: String) -> Version? {
        output.text(after: "Apache/").flatMap { Version($0.prefix { !$0.isWhitespace }) }
    }

    /// Source: `httpd -l`, lines such as `  mod_so.c` and `  event.c`.
    static func builtInModules(in output: String) -> Set<String> {
        Set(
            output.split(separator: "\n").compactMap { line in
                let name = line.drop { $0 == " " }
                guard name.count < line.count, name.hasSuffix(".c") else { return nil }
                let bare = name.dropLast(2)
                return String(bare.hasPrefix("mod_") ? bare.dropFirst(4) : bare)
            })
    }

    private static func loadableModules(in directory: FilePath) -> Set<String> {
        Set(
            FileSystemFacts.names(in: directory).compactMap { name in
                name.hasPrefix("mod_") && name.hasSuffix(".so") ? String(name.dropFirst(4).dropLast(3)) : nil
            })
    }

    private static func rotatelogs(_ executable: FilePath) -> FilePath? {
        let own = executable.removingLastComponent()
        let candidates = [own, own.removingLastComponent().appending("bin"), "/usr/bin", "/usr/sbin"]
        return candidates.map { $0.appending("rotatelogs") }.first { FileSystemFacts.isExecutable($0) }
    }

    private static func mimeTypes(_ executable: FilePath) -> FilePath? {
        let prefix = executable.removingLastComponent().removingLastComponent()
        let candidates: [FilePath] = [
            "/etc/mime.types", prefix.appending("conf/mime.types"), "/etc/apache2/mime.types",
            "/etc/httpd/conf/mime.types",
        ]
        return candidates.first { FileSystemFacts.kind(of: $0) == .file }
    }
}

extension String {
    /// What follows the first occurrence of a text.
    fileprivate func text(after needle: String) -> Substring? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return self[start...].dropFirst(needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
