import Diagnostics
import Glibc
import ProfileReading
import SystemPackage

/// The schema where the first line of a profile file tells editors to look for it.
enum ProfileSchemaFile {
    static let name = ".expressway/schema.json"
    /// Source: yaml-language-server, "Using inlined schema".
    static let firstLine = "# yaml-language-server: $schema=\(name)"

    /// - Returns: the path of the file.
    static func write(beside files: ProfileFiles) throws(Diagnostic) -> FilePath {
        let path = files.directory.appending(".expressway").appending("schema.json")
        if mkdir(path.removingLastComponent().string, 0o755) != 0, errno != EEXIST {
            throw Diagnostic(
                "cannot-write", "'\(path.removingLastComponent().string)' cannot be made: \(Errno(rawValue: errno))")
        }
        try ProfileFileWriter.write(Array((ProfileSchema.json + "\n").utf8), to: path)
        return path
    }
}
