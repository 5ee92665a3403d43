import TestSupport

extension ModelFiles {
    /// The files as YAML, the keys of all mappings in an order of the seed's.
    func texts(order seed: UInt64) -> (shared: String, local: String) {
        var choices = RandomChoices(seed: seed)
        return (Self.text(shared, &choices), Self.text(local, &choices))
    }

    private static func text(_ profiles: [ModelProfile], _ choices: inout RandomChoices) -> String {
        var body: [String] = []
        for profile in profiles {
            var entries = profile.parents.isEmpty ? [] : ["extends: [\(profile.parents.joined(separator: ", "))]"]
            for (name, value) in profile.settings.sorted(by: { $0.key < $1.key }) {
                entries.append("\(name): \(text(value, &choices))")
            }
            body.append("  \(profile.name): {\(choices.shuffled(entries).joined(separator: ", "))}\n")
        }
        let profiles = "profiles:\n\(choices.shuffled(body).joined())"
        return choices.shuffled(["version: 1\n", profiles, "x-unused: 1\n"]).joined()
    }

    private static func text(_ value: ModelProfile.Value, _ choices: inout RandomChoices) -> String {
        switch value {
        case .null: return "null"
        case .single(let text): return text
        case .list(let words): return "[\(words.joined(separator: ", "))]"
        case .edits(let prepend, let append, let remove):
            let steps = [("prepend", prepend), ("append", append), ("remove", remove)]
            let entries = steps.map { "\($0.0): [\($0.1.joined(separator: ", "))]" }
            return "{\(choices.shuffled(entries).joined(separator: ", "))}"
        case .names(let names):
            let entries = names.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value ?? "null")" }
            return "{\(choices.shuffled(entries).joined(separator: ", "))}"
        }
    }
}
