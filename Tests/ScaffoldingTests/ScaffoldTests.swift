import Diagnostics
import Scaffolding
import Testing

private let plain = "version: 1\ndescription: One\nnext: [ls]\n"

private func made(
    _ description: String, _ files: [String: String],
    _ answers: [String: String] = [:]
) throws -> Scaffold {
    let template = try TemplateReader.read(SourceText(name: "template.yaml", description))
    return try Scaffold.render(
        template, files: files.map { Template.File(path: $0, text: SourceText(name: "files/\($0)", $1)) },
        answers: answers, values: [.name: "shop", .directory: "shop", .secretKey: "secret", .version: "1"])
}

private func findings(_ body: () throws -> Scaffold) -> [Diagnostic] {
    do {
        _ = try body()
        return []
    } catch {
        return (error as? Findings)?.all ?? []
    }
}

private func text(_ scaffold: Scaffold, _ path: String) -> String? {
    scaffold.files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) }
}

private let asking = """
    version: 1
    description: One that asks
    questions:
      ci:
        ask: Which CI?
        choices: [github, none]
        default: none
    files:
      ci.yaml: {to: .github/ci.yaml, when: {ci: github}}
      env: {to: .env, mode: private}
    next: ["cd [[directory]]"]

    """

@Suite struct Rendering {
    @Test func `names are replaced in texts, file names and the last lines, and Django's braces stay`() throws {
        let scaffold = try made(
            "version: 1\ndescription: One\nnext: ['cd [[directory]]']\n",
            ["[[name]]/a.html": "{{ name }} {% x %} [[name]] [[[[name]]"])
        #expect(text(scaffold, "shop/a.html") == "{{ name }} {% x %} shop [[name]]")
        #expect(scaffold.next == ["cd shop"])
    }

    @Test func `a file that is no text is copied as it is`() throws {
        let template = try TemplateReader.read(SourceText(name: "t", "version: 1\ndescription: x\nnext: []\n"))
        let bytes: [UInt8] = [0xFF, 0x00, 0x5B, 0x5B, 0x61]
        let scaffold = try Scaffold.render(
            template, files: [Template.File(path: "logo.png", text: SourceText(name: "logo", bytes: bytes))],
            answers: [:], values: [.name: "shop"])
        #expect(scaffold.files == [Scaffold.File(path: "logo.png", bytes: bytes, mode: .ordinary)])
    }

    @Test func `a condition decides whether a file is made, and the default counts`() throws {
        let files = ["ci.yaml": "x", "env": "K=[[secret_key]]"]
        #expect(try made(asking, files).files.map(\.path) == [".env"])
        #expect(try made(asking, files, ["ci": "github"]).files.map(\.path) == [".env", ".github/ci.yaml"])
    }

    @Test func `the secret key stands in private files alone`() throws {
        let scaffold = try made(asking, ["ci.yaml": "x", "env": "K=[[secret_key]]"])
        #expect(scaffold.files.first?.mode == .private)
        #expect(text(scaffold, ".env") == "K=secret")
        let found = findings { try made(asking, ["ci.yaml": "K=[[secret_key]]", "env": "x"]) }
        #expect(found.map(\.id) == ["forbidden-placeholder"])
    }

    @Test(arguments: [
        ("[[nam]]", "unknown-placeholder", "files/a:1:1"), ("x\n  [[name", "placeholder-syntax", "files/a:2:3"),
        ("[[ name ]]", "placeholder-syntax", "files/a:1:1"), ("[[Name]]", "placeholder-syntax", "files/a:1:1"),
        ("[[]]", "placeholder-syntax", "files/a:1:1"),
    ])
    func `a placeholder that is none is shown with its place`(text: String, id: String, place: String) {
        let found = findings { try made(plain, ["a": text]) }
        #expect(found.map(\.id) == [id])
        #expect(found.first?.span?.description == place)
    }

    @Test func `a mistake shows also in a file that would not be made`() {
        #expect(findings { try made(asking, ["ci.yaml": "[[nam]]", "env": ""]) }.map(\.id) == ["unknown-placeholder"])
    }

    @Test func `a question whose answer nothing uses is an error with its place`() {
        let description = "version: 1\ndescription: x\nquestions:\n  a: {ask: A?, default: b}\nnext: []\n"
        let found = findings { try made(description, ["f": "x"]) }
        #expect(found.map(\.id) == ["unused-question"])
        #expect(found.first?.span?.description == "template.yaml:4:3")
    }

    @Test(arguments: ["../a", "/etc/passwd", "a/../../b", "a//b", "./a", ".git/hooks/pre-commit", "a\\nb"])
    func `a path that is not inside the project is refused`(path: String) {
        let description = "version: 1\ndescription: x\nfiles:\n  f: {to: \"\(path)\"}\nnext: []\n"
        #expect(findings { try made(description, ["f": "x"]) }.map(\.id) == ["template-path"])
    }

    @Test func `two files of one path, and a file where a directory is needed, are refused`() {
        let twice = "version: 1\ndescription: x\nfiles:\n  f: {to: g}\nnext: []\n"
        #expect(findings { try made(twice, ["f": "x", "g": "y"]) }.map(\.id) == ["same-path"])
        let both = "version: 1\ndescription: x\nfiles:\n  f: {to: g/h}\nnext: []\n"
        #expect(findings { try made(both, ["f": "x", "g": "y"]) }.map(\.id) == ["same-path"])
    }

    @Test(arguments: [
        ("version: 2\ndescription: x\nnext: []\n", "template-version"),
        ("version: 1\nnext: []\n", "missing-key"),
        ("version: 1\ndescription: x\nnext: []\nfile: {}\n", "unknown-key"),
        ("version: 1\ndescription: x\nnext: []\nfiles: {g: {mode: private}}\n", "no-template-file"),
        ("version: 1\ndescription: x\nnext: []\nfiles: {f: {mode: secret}}\n", "unknown-mode"),
        ("version: 1\ndescription: x\nnext: []\nfiles: {f: {when: {x: y}}}\n", "unknown-question"),
        ("version: 1\ndescription: x\nnext: []\nquestions: {name: {ask: a, default: b}}\n", "question-name"),
        ("version: 1\ndescription: x\nnext: []\nquestions: {q: {ask: a, choices: [c], default: b}}\n", "not-a-choice"),
        ("version: 1\ndescription: x\nnext: []\nquestions: {q: {ask: a, default: 'a\"b'}}\n", "answer-text"),
        ("", "empty-template"),
    ])
    func `a mistake in the description has a name`(description: String, id: String) {
        #expect(findings { try made(description, ["f": "x"]) }.map(\.id).contains(id))
    }

    @Test func `an answer to no question, and one that is no choice, are refused`() throws {
        let template = try TemplateReader.read(SourceText(name: "t", asking))
        #expect(throws: Findings.self) { try Scaffold.complete(["cii": "none"], for: template) }
        #expect(throws: Findings.self) { try Scaffold.complete(["ci": "jenkins"], for: template) }
        #expect(try Scaffold.complete([:], for: template).map(\.answer) == ["none"])
    }
}

@Suite struct Names {
    @Test(arguments: ["shop", "Shop2", "my_site"])
    func `an identifier is a name`(name: String) throws {
        try ProjectName.check(name, installed: nil)
    }

    @Test(arguments: [
        "", "my-site", "1st", "_site", "größe", "a.b", "class", "None", "json", "test", "email", "django", "expressway",
    ])
    func `what Python cannot import, or has already, is none`(name: String) {
        #expect(throws: Diagnostic.self) { try ProjectName.check(name, installed: nil) }
    }

    @Test func `an installed package is named with its place`() {
        #expect(throws: Diagnostic.self) { try ProjectName.check("wagtail", installed: "/lib/wagtail") }
    }
}

@Suite struct Records {
    @Test func `what is written is read again`() throws {
        let record = ScaffoldRecord(
            version: "1", template: "it's: #1", name: "shop", answers: [("ci", "no"), ("a", "b: c")])
        let scaffold = try made(plain, ["f": "x"])
        let file = try #require(record.files(for: scaffold).first)
        #expect(file.path == ScaffoldRecord.path)
        let read = try ScaffoldRecord.read(SourceText(name: "answers.yaml", bytes: file.bytes))
        #expect(read.template == "it's: #1")
        #expect(read.name == "shop")
        #expect(read.answers.map(\.name) == ["ci", "a"])
        #expect(read.answers.map(\.answer) == ["no", "b: c"])
    }

    @Test func `no private file is among the originals`() throws {
        let scaffold = try made(asking, ["ci.yaml": "x", "env": "K=[[secret_key]]"], ["ci": "github"])
        let record = ScaffoldRecord(version: "1", template: "t", name: "shop", answers: [])
        #expect(
            record.files(for: scaffold).map(\.path) == [
                ScaffoldRecord.path, ScaffoldRecord.originals + ".github/ci.yaml",
            ])
    }
}

@Suite struct Updates {
    private let a: [UInt8] = [1]
    private let b: [UInt8] = [2]
    private let c: [UInt8] = [3]

    @Test func `what the template has not changed stays`() {
        #expect(FileUpdate.decide(base: a, ours: b, theirs: a) == .unchanged)
        #expect(FileUpdate.decide(base: a, ours: nil, theirs: a) == .unchanged)
        #expect(FileUpdate.decide(base: nil, ours: b, theirs: nil) == .unchanged)
    }

    @Test func `what the project has not touched follows the template`() {
        #expect(FileUpdate.decide(base: a, ours: a, theirs: b) == .take(b))
        #expect(FileUpdate.decide(base: a, ours: a, theirs: nil) == .take(nil))
        #expect(FileUpdate.decide(base: nil, ours: nil, theirs: b) == .take(b))
    }

    @Test func `what both have changed is merged, unless one has removed it`() {
        #expect(FileUpdate.decide(base: a, ours: b, theirs: c) == .merge(base: a, ours: b, theirs: c))
        #expect(FileUpdate.decide(base: nil, ours: b, theirs: c) == .merge(base: [], ours: b, theirs: c))
        for (ours, theirs) in [(b, nil), (nil, c)] as [([UInt8]?, [UInt8]?)] {
            guard case .leave = FileUpdate.decide(base: a, ours: ours, theirs: theirs) else {
                Issue.record("removed on one side, changed on the other: it is left")
                return
            }
        }
    }
}

@Suite struct FoundInFiles {
    @Test(
        arguments: [
            ("web: gunicorn shop.wsgi --bind 0.0.0.0:8001\n", 8001), ("web: gunicorn -b :9000 shop.wsgi", 9000),
            ("web: python manage.py runserver 0.0.0.0:8080", 8080), ("web: gunicorn shop.wsgi --bind=0:8002", 8002),
            ("web: gunicorn -b 0.0.0.0:$PORT shop.wsgi", nil), ("worker: celery -p 9000", nil), ("web: x -b :80", nil),
        ] as [(String, Int?)])
    func `the port of a Procfile is that of its web process`(text: String, port: Int?) {
        #expect(FoundPort.inProcfile(text) == port)
    }

    @Test(
        arguments: [
            ("services:\n  web:\n    ports:\n      - \"8080:8000\"\n", 8080),
            ("    ports: [\"127.0.0.1:8081:80\"]\n", 8081),
            ("    ports:\n      - 5432:5432\n      - 8000:8000\n", 8000), ("    image: postgres:16\n", nil),
        ] as [(String, Int?)])
    func `the port of a compose file is no database's`(text: String, port: Int?) {
        #expect(FoundPort.inCompose(text) == port)
    }

    @Test func `ignored names are added once, with the file's own line ends`() {
        let add = { (text: String) in
            IgnoredNames.adding(["b"], to: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(add("a") == "a\nb\n")
        #expect(add("a\r\n") == "a\r\nb\r\n")
        #expect(add("/b\n") == nil)
        #expect(IgnoredNames.adding(["b"], to: nil) == Array("b\n".utf8))
    }
}
