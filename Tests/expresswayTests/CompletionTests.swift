import Foundation
import TestSupport
import Testing

@testable import expressway

/// The shells themselves say what they would offer.
@Suite struct CompletionTests {
    /// A line up to the cursor, and words of which each has to be among what is offered.
    struct Line: Sendable, CustomTestStringConvertible {
        let text: String
        let offers: [String]
        var not: [String] = []

        var testDescription: String { text }
    }

    static let lines = [
        Line(text: "expressway st", offers: ["start-server"], not: ["setup-server"]),
        Line(text: "expressway start-server --po", offers: ["--port"]),
        Line(text: "expressway start-server --no-log", offers: ["--no-log-to-terminal"]),
        Line(text: "expressway start-server --log-level ", offers: ["warn", "trace8"], not: ["--port", "app.wsgi"]),
        Line(text: "expressway start-server --document-root f", offers: ["files"], not: ["file.txt"]),
        Line(text: "expressway start-server --rewrite-rules f", offers: ["file.txt"]),
        Line(text: "expressway start-server a", offers: ["app.wsgi"]),
        // Both words of a pair are its own; what follows is not.
        Line(text: "expressway start-server --url-alias /media f", offers: ["files", "file.txt"]),
        Line(text: "expressway start-server --setenv A ", offers: [], not: ["app.wsgi", "--port"]),
        Line(text: "expressway start-server --setenv A B --setenv C D --por", offers: ["--port"]),
        Line(text: "expressway start-server --setenv A B a", offers: ["app.wsgi"]),
        Line(text: "expressway explain proces", offers: ["processes"]),
        Line(text: "expressway help st", offers: ["start-server"]),
        Line(text: "expressway profile ch", offers: ["check"]),
        // The same flag takes something else in another command.
        Line(text: "expressway options --format ", offers: ["json", "zsh"], not: ["github"]),
        Line(text: "expressway profile check --format ", offers: ["github"], not: ["zsh"]),
    ]

    private static let scripts = Dictionary(
        uniqueKeysWithValues: [OptionsFormat.bash, .zsh, .fish].map { ($0, $0.text) })

    private func offered(by shell: String, _ arguments: [String], in scratch: ScratchDirectory) throws -> [String] {
        let result = try Program.run("/usr/bin/env", ["-C", scratch.path, shell] + arguments)
        #expect(result.errors.isEmpty)
        // A terminal ends its lines with CR and LF, which is one character to Swift.
        return result.output.split(whereSeparator: \.isNewline).map { String($0.prefix { $0 != "\t" }) }
    }

    private func prepared(_ format: OptionsFormat, as file: String) throws -> ScratchDirectory {
        let scratch = try ScratchDirectory()
        for name in ["app.wsgi", "file.txt"] { try scratch.write("", to: name) }
        try FileManager.default.createDirectory(atPath: "\(scratch.path)/files", withIntermediateDirectories: true)
        try scratch.write(try #require(Self.scripts[format]), to: file)
        return scratch
    }

    private func check(_ words: [String], _ line: Line) {
        let offers = Set(words.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
        #expect(offers.isSuperset(of: line.offers), "offered: \(words)")
        #expect(offers.isDisjoint(with: line.not), "offered: \(words)")
    }

    @Test(arguments: lines)
    func `bash offers what fits`(line: Line) throws {
        let scratch = try prepared(.bash, as: ".completions")
        // `compopt` works only while bash itself completes.
        let program = """
            compopt() { :; }
            . ./.completions
            read -ra COMP_WORDS <<<"$1"
            [[ $1 != *' ' ]] || COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _expressway
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        check(try offered(by: "bash", ["--norc", "-c", program, "bash", line.text], in: scratch), line)
    }

    private static let fish = "/usr/bin/fish"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: fish), "fish is not installed"), arguments: lines)
    func `fish offers what fits`(line: Line) throws {
        let scratch = try prepared(.fish, as: ".completions")
        let program = "source ./.completions; complete -C $argv[1]"
        check(try offered(by: Self.fish, ["--no-config", "-c", program, line.text], in: scratch), line)
    }

    private static let zsh = "/usr/bin/zsh"

    /// In a terminal of its own, as zsh completes nowhere else: `compadd` says what it is given.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: zsh), "zsh is not installed"), arguments: lines)
    func `zsh offers what fits`(line: Line) throws {
        let scratch = try prepared(.zsh, as: "_expressway")
        let program = """
            zmodload zsh/zpty
            zpty shell zsh -f
            zpty -w shell 'PS1= PROMPT2= fpath=($PWD $fpath); autoload -Uz compinit; compinit -D -u'
            zpty -w shell 'compadd() { local -a found; builtin compadd -O found "$@"; print -rl -- "<"${^found}">"'
            zpty -w shell 'builtin compadd "$@"; }'
            zpty -w shell 'complete-all() { compprefuncs=(); _main_complete; print "<end>"; compstate[insert]=; compstate[list]=; }'
            zpty -w shell 'zle -C complete-all complete-word complete-all; bindkey "^I" complete-all; print "<re""ady>"'
            zpty -r shell discarded $'*<ready>*'
            zpty -w -n shell "$1"$'\\t'
            zpty -r shell shown $'*<end>*'
            print -r -- "${(F)${(f)shown}}"
            """
        let words = try offered(by: Self.zsh, ["-f", "-c", program, "zsh", line.text], in: scratch)
        let marked = words.compactMap { word -> String? in
            guard let start = word.lastIndex(of: "<"), let end = word.lastIndex(of: ">"), start < end else {
                return nil
            }
            return String(word[word.index(after: start)..<end])
        }
        check(marked, line)
    }
}
