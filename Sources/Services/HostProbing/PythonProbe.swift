public import Diagnostics
import FileReading
import Glibc
public import SystemPackage

/// Gets the facts of the project's Python: from the launcher that knows them already, else by asking Python.
public enum PythonProbe {
    /// What to ask for.
    public enum Question: Sendable, Equatable {
        case environment
        /// The environment, and the settings behind a `manage.py`.
        case django(manage: FilePath)
        /// The environment, and a settings module of a project in a directory.
        case settings(module: String, directory: FilePath)
    }

    /// The facts that whoever started the engine has left for it.
    ///
    /// - Throws: a finding for a document that cannot be read.
    public static func handedOver() throws(Diagnostic) -> FactsDocument? {
        guard let text = ProcessEnvironment[descriptorVariable] else { return nil }
        ProcessEnvironment.remove(descriptorVariable)
        guard let number = Int32(text), number > 2, lseek(number, 0, SEEK_SET) == 0,
            let bytes = FileSystemFacts.contents(of: FileDescriptor(rawValue: number))
        else {
            throw Diagnostic(
                "no-facts", "the variable \(descriptorVariable) is '\(text)', which is no open file", fix: "unset it")
        }
        return try document(bytes)
    }

    /// - Parameters:
    ///   - python: nil for the active environment's, else the first in `PATH`.
    ///   - variables: for its environment, in addition to this program's.
    /// - Throws: a finding where there is no Python, or the package is not installed for it.
    public static func ask(_ question: Question, python: FilePath? = nil, variables: [String: String] = [:])
        throws(Diagnostic) -> FactsDocument
    {
        let python = if let python { python } else { try find() }
        var arguments = ["-m", "expressway.facts"]
        switch question {
        case .environment: break
        case .django(let manage): arguments += ["--django", "--manage-py", manage.string]
        case .settings(let module, let directory):
            arguments += ["--django", "--settings", module, "--directory", directory.string]
        }
        let output = try run(python, arguments, variables)
        guard output.succeeded else {
            let last =
                output.standardError.split(separator: "\n").last.map(String.init)
                ?? "it ended with status \(output.status)"
            throw Diagnostic(
                "no-facts", "'\(python.string)' could not tell about its environment: \(last)",
                fix: "install Expressway for it: \(python.string) -m pip install expressway")
        }
        return try document(Array(output.standardOutput.utf8))
    }

    private static let descriptorVariable = "EXPRESSWAY_FACTS_DESCRIPTOR"

    private static func document(_ bytes: [UInt8]) throws(Diagnostic) -> FactsDocument {
        do throws(UnreadableFacts) {
            return try FactsDocument(json: bytes)
        } catch {
            throw Diagnostic("no-facts", "the facts from Python cannot be read: \(error.reason)")
        }
    }

    static func run(_ python: FilePath, _ arguments: [String], _ variables: [String: String])
        throws(Diagnostic) -> ProgramOutput
    {
        var variables = variables
        if let package = PackageDirectory.nearEngine {
            let path =
                [package.removingLastComponent().string]
                + [variables["PYTHONPATH"] ?? ProcessEnvironment.nonEmpty("PYTHONPATH")].compactMap { $0 }
            variables["PYTHONPATH"] = path.joined(separator: ":")
        }
        do throws(Errno) {
            return try ProgramOutput.start(python, arguments, variables: variables).finish()
        } catch {
            throw Diagnostic("no-python", "'\(python.string)' cannot be run: \(error)")
        }
    }

    /// The Python of the active environment, else the first in `PATH`.
    ///
    /// - Throws: a finding where there is none.
    public static func find() throws(Diagnostic) -> FilePath {
        if let environment = ProcessEnvironment.nonEmpty("VIRTUAL_ENV") {
            let python = FilePath(environment).appending("bin/python")
            if FileSystemFacts.isExecutable(python) { return python }
        }
        let directories = (ProcessEnvironment["PATH"] ?? "").split(separator: ":").map { FilePath(String($0)) }
        for directory in directories where directory.isAbsolute {
            for name in ["python3", "python"] where FileSystemFacts.isExecutable(directory.appending(name)) {
                return directory.appending(name)
            }
        }
        throw Diagnostic(
            "no-python", "no Python was found in VIRTUAL_ENV or PATH", fix: "activate the project's virtual environment"
        )
    }
}

/// Where the Python package is that this engine belongs to.
public enum PackageDirectory {
    /// The package that the engine is installed in, or the one of the checkout that it was built in; nil where there is neither.
    public static var nearEngine: FilePath? {
        guard let engine = FileSystemFacts.resolved("/proc/self/exe") else { return nil }
        var directory = engine.removingLastComponent()
        while !directory.components.isEmpty {
            for candidate in [directory, directory.appending("python/expressway")]
            where FileSystemFacts.kind(of: candidate.appending("runtime/__init__.py")) == .file {
                return candidate
            }
            directory = directory.removingLastComponent()
        }
        return nil
    }
}
