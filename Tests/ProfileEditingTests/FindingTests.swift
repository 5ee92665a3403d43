import Diagnostics
import ProfileEditing
import Testing

@Suite struct FindingTests {
    /// What the terminal shows instead of a change.
    private func refusal(_ change: Example.Change, _ path: String, _ text: String) -> String {
        do throws(Findings) {
            return "done:\n\(try Example.apply(change, path, text))"
        } catch {
            return error.all.map { $0.rendered(coloured: false) }.joined(separator: "\n")
        }
    }

    private func id(_ change: Example.Change, _ path: String, _ text: String) -> String? {
        do throws(Findings) {
            _ = try Example.apply(change, path, text)
            return nil
        } catch {
            return error.all.first?.id
        }
    }

    @Test func `a value that an alias brought is not changed`() {
        #expect(
            refusal(.set(.integer(2)), "b", "a: &x 1\nb: *x\n") == """
                error[edit-alias]: the value of 'b' stands elsewhere, and '*x' repeats it
                  --> a.yaml:2:4
                   |
                 2 | b: *x
                   |    ^^
                   |
                  ::: a.yaml:1:7
                   |
                 1 | a: &x 1
                   |       - a change here would change all places that repeat it
                   = help: replace '*x' with a value of its own in the file
                """)
    }

    @Test func `a value that an alias repeats is not changed`() {
        #expect(
            refusal(.set(.integer(2)), "a.c", "a: &x\n  c: 1\nb: *x\n") == """
                error[edit-alias]: a change of 'a.c' would change what '*x' repeats
                  --> a.yaml:2:3
                   |
                 2 |   c: 1
                   |   ^^^^ repeated elsewhere
                   |
                  ::: a.yaml:3:4
                   |
                 3 | b: *x
                   |    -- it would change here too
                   = help: replace '*x' with a value of its own in the file
                """)
    }

    @Test(arguments: [
        ("a", "a: &x 1\nb: *x\n"), ("a", "a: {c: &x 1}\nb: *x\n"), ("a", "a:\n  - &x 1\nb: [*x]\n"),
        ("b.c", "a: &x {c: 1}\nb: *x\n"), ("b.d", "a: &x {c: 1}\nb: *x\n"), ("a.d", "a: &x {c: 1}\nb: *x\n"),
        ("a.c.d", "a: {c: &x }\nb: *x\n"), ("a.c", "a: &x\nb: *x\n"), ("a", "&x c: 1\na: &y 1\nb: {*x : *y}\n"),
    ])
    func `what is repeated elsewhere is neither set nor taken away`(path: String, text: String) {
        #expect(id(.set(.integer(7)), path, text) == "edit-alias")
    }

    @Test(arguments: [
        ("a", "a: &x 1\nb: *x\n"), ("a", "&x a: 1\nb: *x\n"), ("a.c", "a: &x {c: 1}\nb: *x\n"),
        ("b.c", "a: &x {c: 1}\nb: *x\n"),
    ])
    func `a key whose text is repeated elsewhere stays`(path: String, text: String) {
        #expect(id(.unset, path, text) == "edit-alias")
    }

    @Test func `the same value is no change even behind an alias`() throws {
        let text = "a: &x 1\nb: *x\n"
        #expect(try Example.apply(.set(.integer(1)), "b", text) == text)
        #expect(try Example.apply(.set(.integer(1)), "a", text) == text)
    }

    @Test func `what is not set cannot be unset, and the nearest name is shown`() {
        #expect(
            refusal(.unset, "profiles.base.procesess", "profiles:\n  base:\n    processes: 1\n") == """
                error[nothing-to-unset]: 'profiles.base.procesess' is not set
                  --> a.yaml:2:3
                   |
                 2 |   base:
                   |   ^^^^ did you mean 'processes'?
                """)
        #expect(
            refusal(.unset, "profile.base", "version: 1\nprofiles:\n  base:\n") == """
                error[nothing-to-unset]: 'profile.base' is not set
                  --> a.yaml:1:1
                   |
                 1 | version: 1
                   | ^ did you mean 'profiles'?
                """)
    }

    @Test(arguments: [("a", ""), ("a", "# c\n"), ("a", "[]"), ("a.b", "a: 1"), ("a.b", "a:"), ("b.c", "a: 1")])
    func `nothing can be unset where there is nothing`(path: String, text: String) {
        #expect(id(.unset, path, text) == "nothing-to-unset")
    }

    @Test func `a value that is no mapping is not made one`() {
        #expect(
            refusal(.set(.integer(1)), "profiles.base", "profiles: [x]\n") == """
                error[edit-impossible]: 'profiles.base' cannot be set: 'profiles' has a value that is no mapping
                  --> a.yaml:1:11
                   |
                 1 | profiles: [x]
                   |           ^^^
                """)
        #expect(id(.set(.null), "a", "- x\n") == "edit-impossible")
    }

    @Test func `what the text has no room for is refused with the reason`() {
        // A plain value may have lines with tabs below it; nothing else may.
        #expect(
            refusal(.set(.text("no")), "a", "a: b\n   \t# c\n") == """
                error[edit-impossible]: 'a' cannot be changed without changing something else
                  --> a.yaml:1:4
                   |
                 1 | a: b
                   |    ^
                   = note: the file could not be read then: a tab in the indentation
                   = help: change it in an editor
                """)
    }

    @Test func `two keys of one name are refused`() {
        let twice = EditedValue.mapping([.init("x", .integer(1)), .init("x", .integer(2))])
        #expect(id(.set(twice), "a", "a: 1\n") == "edit-impossible")
    }

    @Test func `a file that cannot be read is not changed`() {
        #expect(id(.set(.null), "a", "a: 1\na: 2\n") == "duplicate-key")
        #expect(id(.unset, "a", "a: [\n") == "yaml-syntax")
    }
}
