public import Diagnostics
import FileReading
public import HostFacts
import SystemPackage

/// Finds mod_wsgi: the project's environment first, then the operating system's.
public enum WSGIModuleProbe {
    /// - Throws: a finding where there is none that fits the project's Python, with the command that installs one.
    public static func probe(python: PythonFacts?, apache: ApacheFacts) throws(Diagnostic) -> WSGIModuleFacts {
        if let own = python?.environmentModule?.module, FileSystemFacts.kind(of: own) == .file {
            return try facts(of: own, source: .environment)
        }
        let candidate = apache.modulesDirectory.appending("mod_wsgi.so")
        guard FileSystemFacts.kind(of: candidate) == .file else {
            throw missing(
                python,
                ["no mod_wsgi in \(python?.prefix.string ?? "the Python environment")", "no \(candidate.string)"])
        }
        let facts = try facts(of: candidate, source: .operatingSystem)
        if let wanted = python?.version.minor, let built = facts.pythonVersion, wanted != built {
            throw missing(
                python,
                [
                    "the operating system's \(candidate.string) is built for Python \(built), the project's Python is \(wanted)"
                ])
        }
        return facts
    }

    private static func missing(_ python: PythonFacts?, _ notes: [String]) -> Diagnostic {
        let version = python.map { " for Python \($0.version.minor)" } ?? ""
        return Diagnostic(
            "no-mod-wsgi", "no mod_wsgi\(version) was found", notes: notes,
            fix: InstallationAdvice.wsgiModule(python: python?.executable))
    }

    private static func facts(of path: FilePath, source: WSGIModuleFacts.Source) throws(Diagnostic) -> WSGIModuleFacts {
        guard let bytes = FileSystemFacts.contents(of: path) else {
            throw Diagnostic("no-mod-wsgi", "'\(path.string)' cannot be read")
        }
        let strings = ModuleStrings(bytes)
        guard let version = strings.moduleVersion else {
            throw Diagnostic("no-mod-wsgi", "'\(path.string)' does not look like mod_wsgi: there is no version in it")
        }
        return WSGIModuleFacts(
            path: path, version: version, pythonVersion: strings.pythonVersion, source: source,
            directives: strings.directives)
    }
}

/// What the text inside a module's file tells, without loading it.
struct ModuleStrings {
    private(set) var directives: Set<String> = []
    private(set) var pythonVersion: Version?
    private(set) var moduleVersion: Version?

    /// One pass over the NUL-terminated texts of the file.
    init(_ bytes: [UInt8]) {
        var versions: [Version] = []
        bytes.withUnsafeBufferPointer { buffer in
            var start = 0
            for (index, byte) in buffer.enumerated() where byte == 0 {
                let length = index - start
                if length >= 5, length <= 64 { consider(buffer[start..<index], &versions) }
                start = index + 1
            }
        }
        // The version of Python stands in the file as well; mod_wsgi has counted from 4 on since 2014.
        moduleVersion = versions.filter { $0 >= Version(4) }.max()
    }

    private mutating func consider(_ text: Slice<UnsafeBufferPointer<UInt8>>, _ versions: inout [Version]) {
        switch text[text.startIndex] {
        case UInt8(ascii: "W") where text.starts(with: "WSGI".utf8):
            directives.insert(String(decoding: text, as: UTF8.self))
        case UInt8(ascii: "<") where text.starts(with: "<WSGI".utf8):
            directives.insert(String(decoding: text, as: UTF8.self))
        case UInt8(ascii: "l") where text.starts(with: "libpython".utf8):
            pythonVersion = Version(String(decoding: text.dropFirst("libpython".utf8.count), as: UTF8.self))?.minor
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            let isVersion = text.allSatisfy {
                $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            if isVersion, let version = Version(String(decoding: text, as: UTF8.self)), version.numbers.count == 3 {
                versions.append(version)
            }
        default:
            break
        }
    }
}
