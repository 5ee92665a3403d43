import Diagnostics
import SpannedYAML

/// Reads a text again after an edit and looks whether the edit did what it was meant to do, and nothing else.
struct EditCheck {
    enum Change {
        case set(EditedValue)
        /// - Parameter mayLeaveNothing: whether a mapping without entries may become no value at all.
        case unset(mayLeaveNothing: Bool)
    }

    let before: ProfileDocument
    let path: ProfilePath
    let change: Change

    /// - Returns: what is wrong with the text; nil if nothing is.
    func objection(to edit: TextEdit, _ text: [UInt8]) -> String? {
        let after: ProfileDocument
        do throws(Findings) {
            after = try ProfileDocument(SourceText(name: before.source.name, bytes: text))
        } catch {
            return "the file could not be read then: \(error.all.first?.message ?? "")"
        }
        guard isChanged(before.root, after.root, path.names[...]) else { return "another value would change" }
        return keepsComments(edit, after) ? nil : "a comment would change"
    }

    private func keepsComments(_ edit: TextEdit, _ after: ProfileDocument) -> Bool {
        let kept = Comments.ranges(in: before).compactMap { comment in
            edit.place(of: comment.lowerBound).map { $0..<($0 + comment.count) }
        }
        return kept == Comments.ranges(in: after)
    }

    // MARK: - Trees

    /// Whether a node is what it was but for the change at a path within it.
    private func isChanged(_ old: YAMLNode?, _ new: YAMLNode?, _ names: ArraySlice<String>) -> Bool {
        guard let name = names.first else {
            guard case .set(let value) = change, let new else { return false }
            return new.alias == nil && value.isMeant(by: new)
        }
        let entries = old?.entries ?? []
        switch change {
        case .set:
            let index = entries.firstIndex { $0.name == name }
            guard let new, new.isMapping, new.entries.count == entries.count + (index == nil ? 1 : 0) else {
                return false
            }
            return isChanged(entries, new.entries, name, names.dropFirst())
        case .unset(let mayLeaveNothing):
            let isEmptied = names.count == 1 && entries.count == 1
            guard let new, !new.isNull else { return isEmptied && mayLeaveNothing }
            guard new.isMapping else { return false }
            return isChanged(entries, new.entries, name, names.dropFirst())
        }
    }

    /// Whether the other entries are what they were, in the same order.
    private func isChanged(_ old: [YAMLEntry], _ new: [YAMLEntry], _ name: String, _ names: ArraySlice<String>) -> Bool
    {
        let others = (old: old.filter { $0.name != name }, new: new.filter { $0.name != name })
        guard others.old.elementsEqual(others.new, by: isSame) else { return false }
        let oldValue = old.first { $0.name == name }?.value
        guard let newValue = new.first(where: { $0.name == name })?.value else {
            guard case .unset = change else { return false }
            return names.isEmpty && oldValue != nil
        }
        return isChanged(oldValue, newValue, names)
    }

    private func isSame(_ old: YAMLEntry, _ new: YAMLEntry) -> Bool {
        isSame(old.key, new.key) && isSame(old.value, new.value)
    }

    private func isSame(_ old: YAMLNode, _ new: YAMLNode) -> Bool {
        guard old.isFlow == new.isFlow, old.alias?.text == new.alias?.text else { return false }
        switch (old.content, new.content) {
        case (.scalar(let old), .scalar(let new)):
            return old.style == new.style && old.text.utf8.elementsEqual(new.text.utf8)
        case (.sequence(let old), .sequence(let new)): return old.elementsEqual(new, by: isSame)
        case (.mapping(let old), .mapping(let new)): return old.elementsEqual(new, by: isSame)
        case (.scalar, _), (.sequence, _), (.mapping, _): return false
        }
    }
}
