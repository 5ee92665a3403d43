/// What profiles come to, thought out once more in the plainest way.
extension ModelFiles {
    /// Parents first, from left to right, each once.
    func line(of name: String) -> [ModelProfile] {
        var done: [String] = []
        func visit(_ name: String) {
            guard !done.contains(name), let profile = shared.first(where: { $0.name == name }) else { return }
            for parent in profile.parents { visit(parent) }
            done.append(name)
        }
        visit(name)
        return done.flatMap { name in (shared + local).filter { $0.name == name } }
    }

    /// Options that nobody gave, or that went back to their defaults, are not among them. Of edits only `append` is used.
    func outcome(of name: String) -> [String: ModelProfile.Value] {
        var result: [String: ModelProfile.Value] = [:]
        for profile in line(of: name) {
            for (option, value) in profile.settings { result[option] = Self.fold(value, over: result[option]) }
        }
        return result
    }

    private static func fold(_ value: ModelProfile.Value, over before: ModelProfile.Value?) -> ModelProfile.Value? {
        switch value {
        case .null: return nil
        case .single, .list: return value
        case .edits(let prepend, let append, let remove):
            var words: [String] = if case .list(let words) = before { words } else { [] }
            words.removeAll { remove.contains($0) }
            return .list(prepend + words + append)
        case .names(let names):
            var all: [String: String?] = if case .names(let names) = before { names } else { [:] }
            for (name, word) in names {
                if let word { all[name] = word } else { all.removeValue(forKey: name) }
            }
            return .names(all)
        }
    }
}
