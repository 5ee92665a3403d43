import OptionCatalogue
import TestSupport

/// A profile file made from a seed, mostly right, with a few things near the border between right and wrong.
public struct SampleDocument: Sendable {
    public private(set) var root = Sample.null
    /// The values of variables; every other one is set, too, to something harmless.
    public private(set) var variables: [String: String] = [:]

    var choices: RandomChoices
    /// How many values near the border there may still be.
    private var bordersLeft: Int

    public init(seed: UInt64) {
        choices = RandomChoices(seed: seed)
        bordersLeft = choices.pick([0, 1, 1, 1, 1, 2, 3])
        root = document()
    }

    public func value(of variable: String) -> String? {
        variables[variable] ?? "v"
    }

    /// Whether the next thing is to lie near the border.
    mutating func isBorder() -> Bool {
        guard bordersLeft > 0, choices.chance(12) else { return false }
        bordersLeft -= 1
        return true
    }

    /// A variable with this value, as a text that is nothing else.
    mutating func variable(holding value: String) -> String {
        let name = "T\(variables.count)"
        variables[name] = value
        return choices.pick(["${\(name)}", "${\(name):-x}", "${\(name):?m}", "${\(name):-${\(name)}}"])
    }

    /// Options of which there are few of a kind.
    private static let unusual = Catalogue.all.filter {
        ["secrets", "environment", "error-document", "server-mpm", "python-path", "setenv"].contains($0.name)
    }

    // MARK: - The file

    private mutating func document() -> Sample {
        if isBorder() { return choices.pick([.null, .list([]), .text("version: 1"), .mapping([]), .number("1")]) }
        var entries: [(key: String, value: Sample)] = []
        if !isBorder() { entries.append(("version", isBorder() ? borderVersion() : .number("1"))) }
        if choices.chance(15) {
            entries.append(("requires", isBorder() ? anyValue() : .text(choices.pick(BorderTexts.versions))))
        }
        if choices.chance(20) { entries.append(("default", isBorder() ? anyValue() : .text(profileName()))) }
        if choices.chance(10) { entries.append((choices.pick(BorderTexts.topKeys), anyValue())) }
        entries.append(("profiles", isBorder() ? anyValue() : profiles()))
        return .mapping(withoutRepetition(choices.shuffled(entries)))
    }

    private mutating func borderVersion() -> Sample {
        choices.pick([
            .number("1.0"), .number("1e0"), .number("10e-1"), .number("0"), .number("2"), .number("-1"), .number("1.5"),
            .text("1"), .bool(true), .null, .list([.number("1")]),
            .number("99999999999999999999"), .mapping([]),
        ])
    }

    private mutating func profiles() -> Sample {
        let count = choices.number(0...3)
        return .mapping(
            withoutRepetition((0..<count).map { _ in (profileName(), isBorder() ? anyValue() : profile()) }))
    }

    private mutating func profileName() -> String {
        choices.pick(isBorder() ? BorderTexts.profileNames : ["base", "web", "ci", "_x", "a.b-c"])
    }

    private mutating func profile() -> Sample {
        var entries: [(key: String, value: Sample)] = []
        if choices.chance(15) { entries.append(("abstract", isBorder() ? anyValue() : toggle())) }
        if choices.chance(10) {
            entries.append(
                (
                    "description",
                    isBorder() ? anyValue() : .text(choices.pick(BorderTexts.ordinary + BorderTexts.controls))
                ))
        }
        if choices.chance(25) { entries.append(("extends", isBorder() ? anyValue() : parents())) }
        for _ in 0..<choices.number(0...4) {
            let option = choices.pick(choices.chance(70) ? Catalogue.all : Self.unusual)
            entries.append((isBorder() ? choices.pick(BorderTexts.optionKeys) : option.name.text, value(of: option)))
        }
        if isBorder() {
            entries.append(("ssl-port", .number("8443")))
            entries.append(("https-port", choices.chance(50) ? .null : .number("8443")))
        }
        return .mapping(withoutRepetition(choices.shuffled(entries)))
    }

    private mutating func parents() -> Sample {
        guard choices.chance(40) else { return parent() }
        return .list((0..<choices.number(0...3)).map { _ in parent() })
    }

    private mutating func parent() -> Sample {
        isBorder()
            ? (choices.chance(80) ? .text(choices.pick(BorderTexts.parents)) : anyValue())
            : .text(choices.pick(["base", "team.yaml#web", "package:acme/base.yaml#team"]))
    }

    /// Two equal keys are no YAML for us, and anything for other readers. Equal are also those that Unicode takes for the same.
    func withoutRepetition(_ entries: [(key: String, value: Sample)]) -> [(key: String, value: Sample)] {
        var seen: Set<String> = []
        return entries.filter { seen.insert($0.key).inserted }
    }
}
