import Diagnostics
import Foundation
import ProfileEditing
import SpannedYAML
import Testing

/// What holds for every file that can be read.
@Suite struct PropertyTests {
    /// More of them are tried with `EXPRESSWAY_TEST_SEEDS`.
    private static let edits: [(seed: UInt64, edit: RandomEdit)] = {
        let count = ProcessInfo.processInfo.environment["EXPRESSWAY_TEST_SEEDS"].flatMap { UInt64($0) } ?? 3_000
        return (0..<count).compactMap { seed in RandomEdit(seed: seed).map { (seed, $0) } }
    }()

    @Test func `a value that was set is there, and everything else is what it was`() throws {
        for (seed, edit) in Self.edits {
            guard let result = set(edit.path, edit.value, edit.text, seed) else { continue }
            let expected = try Tree(edit.text).setting(edit.path.names[...], to: Tree(edit.value))
            #expect(try Tree(result) == expected, "seed \(seed)\n\(edit.text)\n->\n\(result)")
        }
    }

    @Test func `setting a value twice is setting it once`() {
        for (seed, edit) in Self.edits {
            guard let once = set(edit.path, edit.value, edit.text, seed) else { continue }
            #expect(set(edit.path, edit.value, once, seed) == once, "seed \(seed)")
        }
    }

    @Test func `setting a new key and unsetting it gives back the same bytes`() {
        for (seed, edit) in Self.edits where edit.isNew && edit.hasParent {
            guard let changed = set(edit.path, edit.value, edit.text, seed) else { continue }
            let back = unset(edit.path, changed, seed)
            #expect(back == edit.text, "seed \(seed): \(edit.path)\n\(edit.text)\n->\n\(changed)\n->\n\(back ?? "")")
        }
    }

    @Test func `what was added where there was nothing can be taken back to the byte`() {
        for (seed, edit) in Self.edits where edit.isNew && !edit.hasParent {
            guard let changed = set(edit.path, edit.value, edit.text, seed) else { continue }
            let back = unset(edit.path, changed, seed)
            #expect(
                (try? Tree(back ?? "").pruned) == (try? Tree(edit.text).pruned),
                "seed \(seed): \(edit.path)\n\(edit.text)\n->\n\(changed)\n->\n\(back ?? "")")
        }
    }

    @Test func `a key that was unset is gone, and setting it again brings its value back`() throws {
        for (seed, edit) in Self.edits where !edit.isNew {
            guard let without = unset(edit.path, edit.text, seed) else { continue }
            let before = try Tree(edit.text)
            #expect(
                try Tree(without) == before.unsetting(edit.path.names[...]),
                "seed \(seed): \(edit.path)\n\(edit.text)\n->\n\(without)")
            guard let root = edit.root, let node = Self.node(edit.path.names[...], root) else { continue }
            guard let again = set(edit.path, EditedValue(node), without, seed) else { continue }
            #expect(try Tree(again) == before, "seed \(seed): \(edit.path)\n\(edit.text)\n->\n\(without)\n->\n\(again)")
        }
    }

    // MARK: -

    private static func node(_ names: ArraySlice<String>, _ node: YAMLNode) -> YAMLNode? {
        guard let name = names.first else { return node }
        guard case .mapping(let entries) = node.content else { return nil }
        return entries.first { $0.name == name }.flatMap { Self.node(names.dropFirst(), $0.value) }
    }

    /// - Returns: nil if an alias stands in the way.
    private func set(_ path: ProfilePath, _ value: EditedValue, _ text: String, _ seed: UInt64) -> String? {
        edited(text, seed) { source throws(Findings) in try ProfileEditor.set(path, to: value, in: source) }
    }

    private func unset(_ path: ProfilePath, _ text: String, _ seed: UInt64) -> String? {
        edited(text, seed) { source throws(Findings) in try ProfileEditor.unset(path, in: source) }
    }

    private func edited(_ text: String, _ seed: UInt64, _ edit: (SourceText) throws(Findings) -> [UInt8]) -> String? {
        do throws(Findings) {
            return String(decoding: try edit(SourceText(name: "a.yaml", text)), as: UTF8.self)
        } catch {
            let isExpected = error.all.allSatisfy { $0.id == "edit-alias" }
            if !isExpected {
                Issue.record(
                    "seed \(seed): \(error.all.map { $0.rendered(coloured: false) }.joined())\n\(text.debugDescription)"
                )
            }
            return nil
        }
    }
}
