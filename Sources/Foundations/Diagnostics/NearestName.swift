/// Finds the name that was probably meant.
public enum NearestName {
    private static let longestWord = 100

    /// - Returns: the candidate with the smallest edit distance to `word`, if it is near enough to be a slip of the keyboard
    ///   (at most a third of the word's length, and at most 3); ties go to the first in the order given. Nil for a word of more than
    ///   100 characters: comparing two long texts takes minutes, and neither is a name.
    public static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        guard word.count <= longestWord else { return nil }
        let limit = min(3, max(1, word.count / 3))
        var best: (name: String, distance: Int)?
        for candidate in candidates where abs(candidate.count - word.count) <= limit {
            let distance = editDistance(Array(word), Array(candidate))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours count one each.
    private static func editDistance(_ from: [Character], _ to: [Character]) -> Int {
        guard !from.isEmpty, !to.isEmpty else { return max(from.count, to.count) }
        var beforeLast: [Int] = []
        var last = Array(0...to.count)
        for row in 1...from.count {
            var current = [row]
            for column in 1...to.count {
                let substitution = last[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1)
                var cost = min(last[column] + 1, current[column - 1] + 1, substitution)
                if row > 1, column > 1, from[row - 1] == to[column - 2], from[row - 2] == to[column - 1] {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[to.count]
    }
}
