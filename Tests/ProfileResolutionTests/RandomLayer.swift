import OptionCatalogue
import TestSupport

@testable import ProfileResolution

/// Layers with changes of every kind, made from a seed. Few options and few words, so that layers meet.
struct RandomLayer {
    private var choices: RandomChoices

    init(seed: UInt64) {
        choices = RandomChoices(seed: seed)
    }

    private static let options = Catalogue.all.filter {
        ["port", "server-name", "http2", "locale", "lang", "passenv", "python-path", "environment", "proxy-url-alias"]
            .contains($0.name)
    }

    /// - Parameter number: tells its provenance from those of other layers.
    mutating func next(_ number: Int) -> Layer {
        var layer = Layer()
        for _ in 0..<choices.number(0...6) {
            let option = choices.pick(Self.options)
            layer.add(option.name, change(option.type, number), .variable("layer \(number)"))
        }
        return layer
    }

    private mutating func change(_ type: OptionType, _ number: Int) -> SettingChange {
        if choices.chance(20) { return .reset }
        switch type {
        case .toggle: return .value(.toggle(choices.chance(50)))
        case .integer(let range, _): return .value(.integer(choices.number(range)))
        case .decimal(let range, _): return .value(.decimal(range.lowerBound))
        case .text, .path, .choice: return .value(.text(choices.pick(["a", "b", ""])))
        case .list(let elements):
            if choices.chance(30) { return .list(self.elements(elements.count, number)) }
            return .edits((0..<choices.number(0...3)).map { _ in edit(elements.count, number) })
        }
    }

    private mutating func edit(_ arity: Int, _ number: Int) -> ListEdit {
        if arity > 1 {
            return choices.chance(70) ? .put(element(arity, number)) : .drop(choices.pick(["A", "B", "C"]))
        }
        switch choices.number(0...2) {
        case 0: return .prepend(elements(arity, number))
        case 1: return .append(elements(arity, number))
        default: return .remove(elements(arity, number).map(\.words))
        }
    }

    private mutating func elements(_ arity: Int, _ number: Int) -> [ListElement] {
        (0..<choices.number(0...3)).map { _ in element(arity, number) }
    }

    private mutating func element(_ arity: Int, _ number: Int) -> ListElement {
        let words = (0..<arity).map { $0 == 0 ? choices.pick(["A", "B", "C"]) : choices.pick(["1", "2"]) }
        return ListElement(words, .variable("layer \(number)"))
    }
}
