import ArgumentParser
import Diagnostics
import FileReading
import PlanRendering
import ProjectFiles
import Scaffolding
import SystemPackage

struct NewProject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes a new project that runs at once.",
        discussion: """
            The templates: minimal (Django's own layout), team (split settings, pytest, ruff, pre-commit, container, CI), wsgi (no framework); or one of
            yours. On a terminal it asks what no flag has answered. Nothing that is there already is overwritten.
            """)

    @Argument(help: "What the project is called: a Python identifier.")
    var name: String

    @Argument(help: ArgumentHelp("Where it goes (default: a directory of its name).", valueName: "directory"))
    var directory: String?

    @Option(
        help: ArgumentHelp(
            "minimal, team, wsgi; the directory of a template; or package:NAME/DIRECTORY.", valueName: "template"))
    var template: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Answers a question of the template; may be repeated.", valueName: "name=value"))
    var settings: [String] = []

    @Option(
        help: ArgumentHelp(
            "Overwrites this file, where it is there and another one; may be repeated.", valueName: "file"))
    var force: [String] = []

    @Flag(help: "Show the tree and what each file would be; write nothing.")
    var dryRun = false

    @Flag(help: "Ask nothing: what no flag answers has its default.")
    var yes = false

    @Flag(help: "What was done, as JSON; asks nothing.")
    var json = false

    func run() throws {
        try Reporting.findings {
            try ProjectName.check(name, installed: TemplateSource.installedPlace(of: name))
            let place = ProjectDirectory(
                FileSystemFacts.currentDirectory.pushing(FilePath(directory ?? name)).lexicallyNormalized())
            try place.checkIsFree()
            let questions = ScaffoldQuestions(given: try ScaffoldQuestions.answers(settings), asks: !yes && !json)
            let source = try TemplateSource(template ?? questions.template(among: TemplateSource.ownNames))
            let folder = try TemplateFolder.read(source.directory)
            let answers = try questions.ask(folder.template)
            let record = ScaffoldRecord(
                version: expresswayVersion, template: source.recorded(in: place.path), name: name, answers: answers)
            let scaffold = try NewScaffold.render(folder, record, directory: directory ?? name)
            let plan = try ScaffoldPlan(scaffold.files, in: place, overwriting: Set(force))
            let report = ScaffoldReport(
                template: source.name, directory: place.path.string, plan: plan, next: scaffold.next, isDone: !dryRun)
            if !dryRun { try ProjectTransaction.apply(plan.changes, in: place.path) }
            Terminal.print(json ? JSONText.of(report.document) : report.text)
            return .stopped
        }
    }
}
