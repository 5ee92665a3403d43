import ChangeWatching
import FileReading
import Glibc
import SystemPackage

extension SupervisionPlan.Reload {
    /// What the file of this name says; nil where it is no regular file of a reasonable size.
    func loadedApplication(_ name: String) -> LoadedApplication? {
        guard let directory = loadedDirectory, Self.isNameOfLoaded(name) else { return nil }
        let flags: FileDescriptor.OpenOptions = [.noFollow, .nonBlocking, .closeOnExec]
        guard let file = try? FileDescriptor.open(directory.appending(name), .readOnly, options: flags) else {
            return nil
        }
        var status = stat()
        guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= LoadedApplication.longestDocument
        else {
            try? file.close()
            return nil
        }
        return FileSystemFacts.contents(of: file).flatMap { LoadedApplication(document: $0) }
    }

    /// Each reload leaves such files, and the directory may lie in memory.
    func removeLoaded(_ name: String) {
        guard let directory = loadedDirectory, Self.isNameOfLoaded(name) else { return }
        _ = directory.appending(name).withPlatformString { unlink($0) }
    }

    private static func isNameOfLoaded(_ name: String) -> Bool { !name.contains("/") && name.hasSuffix(".json") }
}
