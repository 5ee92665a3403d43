/// What changes in a text, as `patch` reads it.
public enum LineDifference {
    private static let context = 3

    /// - Parameters:
    ///   - before: nil: the file is new.
    ///   - after: nil: the file goes.
    /// - Returns: a unified diff; empty where nothing changes.
    public static func unified(_ path: String, before: [UInt8]?, after: [UInt8]?) -> String {
        guard before != after else { return "" }
        let steps = steps(from: lines(before ?? []), to: lines(after ?? []))
        let head = "--- \(before == nil ? "/dev/null" : "a/\(path)")\n+++ \(after == nil ? "/dev/null" : "b/\(path)")\n"
        return head + hunks(of: steps).map { text(of: $0, in: steps) }.joined()
    }

    private enum Kind: String {
        case kept = " "
        case removed = "-"
        case added = "+"
    }

    private typealias Step = (kind: Kind, line: ArraySlice<UInt8>)

    /// Each with its line break.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            result.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.endIndex { result.append(bytes[start...]) }
        return result
    }

    private static func steps(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) -> [Step] {
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var result: [Step] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count, removed.contains(left) {
                result.append((.removed, old[left]))
                left += 1
            } else if right < new.count, added.contains(right) {
                result.append((.added, new[right]))
                right += 1
            } else {
                result.append((.kept, old[left]))
                left += 1
                right += 1
            }
        }
        return result
    }

    /// The changes with the lines around them; those that touch are one.
    private static func hunks(of steps: [Step]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for index in steps.indices where steps[index].kind != .kept {
            let range = max(0, index - context)..<min(steps.count, index + context + 1)
            if let last = result.last, last.upperBound >= range.lowerBound {
                result[result.count - 1] = last.lowerBound..<range.upperBound
            } else {
                result.append(range)
            }
        }
        return result
    }

    private static func text(of hunk: Range<Int>, in steps: [Step]) -> String {
        let sides = [Kind.added, .removed].map { other in
            let start = steps[..<hunk.lowerBound].count { $0.kind != other }
            let count = steps[hunk].count { $0.kind != other }
            return "\(count > 0 ? start + 1 : start),\(count)"
        }
        return "@@ -\(sides[0]) +\(sides[1]) @@\n" + steps[hunk].map(marked).joined()
    }

    private static func marked(_ step: Step) -> String {
        let text = step.kind.rawValue + String(decoding: step.line, as: UTF8.self)
        return step.line.last == UInt8(ascii: "\n") ? text : text + "\n\\ No newline at end of file\n"
    }
}
