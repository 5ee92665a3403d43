import Diagnostics
import Testing

@testable import ProfileEditing

/// The check is what stands between a wrong edit and the file.
@Suite struct EditCheckTests {
    private let text = "a: 1 # one\nb: [x]\n"

    private func objection(_ change: EditCheck.Change, _ edit: TextEdit) throws -> String? {
        let document = try ProfileDocument(SourceText(name: "a.yaml", text))
        let check = EditCheck(before: document, path: ProfilePath("a"), change: change)
        return check.objection(to: edit, edit.applied(to: document.source.bytes))
    }

    @Test func `an edit that does what it is meant to do is let through`() throws {
        #expect(try objection(.set(.integer(2)), TextEdit().replacing(3..<4, with: "2")) == nil)
        #expect(try objection(.unset(mayLeaveNothing: false), TextEdit().deleting(0..<11)) == nil)
    }

    @Test func `an edit that sets another value is refused`() throws {
        #expect(
            try objection(.set(.integer(2)), TextEdit().replacing(3..<4, with: "3")) == "another value would change")
        #expect(try objection(.set(.text("2")), TextEdit().replacing(3..<4, with: "2")) == "another value would change")
    }

    @Test func `an edit that changes another key is refused`() throws {
        let edit = TextEdit().replacing(3..<4, with: "2").replacing(15..<16, with: "z")
        #expect(try objection(.set(.integer(2)), edit) == "another value would change")
        let removal = TextEdit().deleting(0..<text.utf8.count)
        #expect(try objection(.unset(mayLeaveNothing: true), removal) == "another value would change")
    }

    @Test func `an edit that adds a comment or swallows one is refused`() throws {
        let adding = TextEdit().replacing(3..<4, with: "2 # two")
        #expect(try objection(.set(.integer(2)), adding) == "a comment would change")
        let quoting = TextEdit().replacing(3..<4, with: "2").inserting("'", at: 14).inserting("# '", at: 16)
        #expect(try objection(.set(.integer(2)), quoting) != nil)
    }

    @Test func `an edit after which the file cannot be read is refused`() throws {
        let objection = try objection(.set(.integer(2)), TextEdit().replacing(3..<4, with: "["))
        #expect(objection?.hasPrefix("the file could not be read then") == true)
    }
}
