import TestSupport

/// A profile as a test thinks of it: it can be written as YAML, and it knows by itself what it comes to.
struct ModelProfile {
    enum Value: Equatable {
        case null
        /// As it is written.
        case single(String)
        case list([String])
        case edits(prepend: [String], append: [String], remove: [String])
        case names([String: String?])
    }

    let name: String
    /// From left to right.
    let parents: [String]
    let settings: [String: Value]
}

/// A team's file and a personal one, from a seed.
struct ModelFiles {
    let shared: [ModelProfile]
    /// Additions to some of the shared profiles.
    let local: [ModelProfile]

    private static let singles = [
        "port": ["8001", "8002"], "threads": ["1", "2"], "http2": ["true", "false"], "server-name": ["a", "b"],
        "log-level": ["debug", "info"],
    ]
    private static let lists = ["passenv", "python-warnings", "ignore-activity"]
    private static let mappings = ["environment", "setenv"]
    private static let words = ["A", "B", "C", "D"]

    init(seed: UInt64) {
        var choices = RandomChoices(seed: seed)
        var shared: [ModelProfile] = []
        for number in 0..<choices.number(1...7) {
            // Only earlier ones: no circles.
            let parents = choices.shuffled(shared.map(\.name)).prefix(choices.number(0...3))
            shared.append(
                ModelProfile(name: "p\(number)", parents: Array(parents), settings: Self.settings(&choices)))
        }
        self.shared = choices.shuffled(shared)
        local = shared.filter { _ in choices.chance(30) }.map {
            ModelProfile(name: $0.name, parents: [], settings: Self.settings(&choices))
        }
    }

    private static func settings(_ choices: inout RandomChoices) -> [String: ModelProfile.Value] {
        var settings: [String: ModelProfile.Value] = [:]
        for (name, values) in singles.sorted(by: { $0.key < $1.key }) where choices.chance(30) {
            settings[name] = choices.chance(20) ? .null : .single(choices.pick(values))
        }
        for name in lists where choices.chance(40) {
            switch choices.number(0...9) {
            case 0...1: settings[name] = .null
            case 2...4: settings[name] = .list(some(&choices))
            default:
                settings[name] = .edits(prepend: some(&choices), append: some(&choices), remove: some(&choices))
            }
        }
        for name in mappings where choices.chance(50) {
            if choices.chance(15) {
                settings[name] = .null
            } else {
                let names = some(&choices).map { ($0, choices.chance(25) ? nil : choices.pick(words)) }
                settings[name] = .names(Dictionary(names) { first, _ in first })
            }
        }
        return settings
    }

    private static func some(_ choices: inout RandomChoices) -> [String] {
        (0..<choices.number(0...3)).map { _ in choices.pick(words) }
    }
}
