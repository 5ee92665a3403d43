import Diagnostics
import DjangoSnippets
import FileReading
import HostProbing
import ProfileReading
import ProjectFiles
import Scaffolding
import SystemPackage

/// What a project lacks.
struct Adoption {
    let changes: [FileChange]
    let warnings: [Diagnostic]
    /// The commands to print at the end.
    let next: [String]

    /// - Throws: a finding where a file of the project leads out of it.
    init(_ project: ExistingProject) throws {
        var changes: [FileChange] = []
        var warnings: [Diagnostic] = []
        let place = ProjectDirectory(project.directory)
        let current = { (name: String) in FileSystemFacts.contents(of: project.directory.appending(name)) }
        if current(ProfileFiles.sharedName) == nil {
            let text = FirstProfiles.text(port: project.port)
            changes.append(FileChange(path: ProfileFiles.sharedName, bytes: Array(text.utf8)))
        }
        let schema = Array((ProfileSchema.json + "\n").utf8)
        if current(ProfileSchemaFile.name) == nil {
            changes.append(FileChange(path: ProfileSchemaFile.name, bytes: schema))
        }
        if project.isInGit {
            let names = [ProfileFiles.localName] + (project.hasEnvironmentFile ? [".env"] : [])
            if let ignoring = IgnoredNames.adding(names, to: current(".gitignore")) {
                changes.append(FileChange(path: ".gitignore", bytes: ignoring))
            }
        } else {
            warnings.append(
                Diagnostic(
                    "no-git",
                    "'\(project.directory.string)' is in no git repository, so there is no .gitignore to add to",
                    severity: .warning, fix: "'expressway adopt' adds to it once there is one"))
        }
        switch Self.settings(of: project) {
        case .content(let path, let bytes):
            if bytes != current(path) { changes.append(FileChange(path: path, bytes: bytes)) }
        case .refusal(let path, let reason):
            warnings.append(
                Diagnostic(
                    "settings-left", "the settings are left as they are: \(reason)", severity: .warning, place: path,
                    fix: "'expressway settings show' prints what to add; 'expressway settings apply FILE' adds it"))
        }
        for change in changes { try place.checkLinks(to: change.path) }
        self.changes = changes
        self.warnings = warnings
        let here = FileSystemFacts.currentDirectory == project.directory
        next = (here ? [] : ["cd \(project.directory.string)"]) + ["expressway profile check", "expressway runmodwsgi"]
    }

    /// DEBUG where it stands, the rest in a block; as 'expressway settings apply' does it.
    private static func settings(of project: ExistingProject) -> SettingsProbe.Answer {
        let parts = Set(SettingsPart.allCases).subtracting([.debug])
        return SettingsProbe.ask(
            manage: project.directory.appending("manage.py"), block: SettingsSnippet(parts: parts).text,
            python: ProjectPython.executable)
    }
}
