import Diagnostics
import Foundation
import ProfileEditing
import SpannedYAML
import Testing

/// What holds for every file that can be read.
@Suite struct PropertyTests {
    /// More of them are tried with `EXPRESSWAY_TEST_SEEDS`.
    private static let edits: [RandomEdit] = {
        let count = ProcessInfo.processInfo.environment["EXPRESSWAY_TEST_SEEDS"].flatMap { UInt64($0) } ?? 1_000
        return (0..<count).compactMap { RandomEdit(seed: $0) }
    }()

    @Test func `a value that was set is there, and everything else is what it was`() throws {
        for edit in Self.edits {
            guard let result = set(edit) else { continue }
            let expected = try Tree(edit.text).setting(edit.path.names[...], to: Tree(edit.value))
            #expect(try Tree(result) == expected, edit.comment(result))
        }
    }

    @Test func `a change touches nothing but the value and its lines`() {
        for edit in Self.edits {
            guard let result = set(edit), let entry = edit.entry else { continue }
            let (old, new) = (Array(edit.text.utf8), Array(result.utf8))
            let isKept = new.starts(with: old[..<entry.lowerBound]) && new.ends(with: old[entry.upperBound...])
            #expect(isKept, edit.comment(result))
        }
    }

    @Test func `a new key takes nothing away`() {
        for edit in Self.edits where edit.isNew && edit.parent != .somethingElse {
            guard let result = set(edit) else { continue }
            var rest = Array(edit.text.utf8)[...]
            for byte in result.utf8 where byte == rest.first { rest.removeFirst() }
            #expect(rest.isEmpty, edit.comment(result))
        }
    }

    @Test func `setting a value twice is setting it once`() {
        for edit in Self.edits {
            guard let once = set(edit) else { continue }
            #expect(set(edit, in: once) == once, edit.comment(once))
        }
    }

    @Test func `setting a new key and unsetting it gives back the same bytes`() {
        for edit in Self.edits where edit.isNew && edit.parent == .mapping {
            guard let changed = set(edit) else { continue }
            let back = unset(edit, in: changed)
            #expect(back == edit.text, edit.comment(changed, back))
        }
    }

    @Test func `what was added where there was nothing can be taken back to the byte`() {
        for edit in Self.edits where edit.isNew && edit.parent == .nothing {
            guard let changed = set(edit) else { continue }
            let back = unset(edit, in: changed, leaving: .nothing)
            #expect(back == edit.text, edit.comment(changed, back))
        }
    }

    @Test func `mappings that were added for a key mean nothing without it`() throws {
        for edit in Self.edits where edit.isNew && edit.parent != .mapping {
            guard let changed = set(edit), let back = unset(edit, in: changed) else { continue }
            #expect(try Tree(back).pruned == Tree(edit.text).pruned, edit.comment(changed, back))
        }
    }

    @Test func `a key that was unset is gone, and setting it again brings its value back`() throws {
        for edit in Self.edits where !edit.isNew {
            guard let without = unset(edit, in: edit.text) else { continue }
            let before = try Tree(edit.text)
            #expect(try Tree(without) == before.unsetting(edit.path.names[...]), edit.comment(without))
            guard let node = edit.root?.value(at: edit.path.names[...]) else { continue }
            guard let again = set(edit, to: EditedValue(node), in: without) else { continue }
            #expect(try Tree(again) == before, edit.comment(without, again))
        }
    }

    @Test func `unsetting one of several keys adds nothing`() {
        for edit in Self.edits where !edit.isNew && edit.siblings > 0 {
            guard let without = unset(edit, in: edit.text) else { continue }
            var rest = Array(without.utf8)[...]
            for byte in edit.text.utf8 where byte == rest.first { rest.removeFirst() }
            #expect(rest.isEmpty, edit.comment(without))
        }
    }

    // MARK: -

    /// - Returns: nil if it is refused.
    private func set(_ edit: RandomEdit, to value: EditedValue? = nil, in text: String? = nil) -> String? {
        edited(text ?? edit.text, edit) { source throws(Findings) in
            try ProfileEditor.set(edit.path, to: value ?? edit.value, in: source)
        }
    }

    private func unset(_ edit: RandomEdit, in text: String, leaving remainder: EmptiedMapping = .braces) -> String? {
        edited(text, edit) { source throws(Findings) in
            try ProfileEditor.unset(edit.path, in: source, leaving: remainder)
        }
    }

    private func edited(_ text: String, _ edit: RandomEdit, _ change: (SourceText) throws(Findings) -> [UInt8])
        -> String?
    {
        do throws(Findings) {
            return String(decoding: try change(SourceText(name: "a.yaml", text)), as: UTF8.self)
        } catch {
            let isExpected = error.all.allSatisfy {
                $0.id == "edit-alias" && text.contains("*") || $0.id == "edit-impossible" && edit.isShaken
            }
            if !isExpected { Issue.record("\(error.all.map { $0.rendered(coloured: false) })\n\(edit.comment(text))") }
            return nil
        }
    }
}

extension RandomEdit {
    /// For a failure: everything that is needed to understand it.
    fileprivate func comment(_ results: String?...) -> Comment {
        let texts = [text] + results.map { $0 ?? "nothing" }
        return "seed \(seed): \(path) to \(value)\n\(texts.map(\.debugDescription).joined(separator: "\n"))"
    }

    /// How many keys stand beside the one of the path.
    fileprivate var siblings: Int {
        guard case .mapping(let entries) = root?.value(at: path.parents[...])?.content else { return 0 }
        return entries.count - 1
    }

    /// From the key to the end of the line where its value ends; nil if there is no such key.
    fileprivate var entry: Range<Int>? {
        guard case .mapping(let entries) = root?.value(at: path.parents[...])?.content else { return nil }
        guard let entry = entries.first(where: { $0.name == path.name }) else { return nil }
        let bytes = Array(text.utf8)
        let range = entry.span.range
        // A block scalar ends with its line.
        let isWhole = bytes[..<range.upperBound].last.map { $0 == 10 || $0 == 13 } ?? false
        let end = bytes[range.upperBound...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
        return range.lowerBound..<(isWhole ? range.upperBound : end)
    }
}

extension [UInt8] {
    fileprivate func ends(with other: ArraySlice<UInt8>) -> Bool {
        suffix(other.count).elementsEqual(other)
    }
}
