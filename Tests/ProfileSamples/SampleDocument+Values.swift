import OptionCatalogue
import TestSupport

/// Values of options, and what is near them.
extension SampleDocument {
    mutating func value(of option: OptionDetails) -> Sample {
        if choices.chance(5) { return .null }
        if isBorder() { return anyValue() }
        switch option.type {
        case .list(let elements) where option.name == "secrets": return mapping(elements) { $0.secret() }
        case .list(let elements) where option.type.isMapping:
            return mapping(elements) { $0.choices.chance(10) ? .null : $0.single(elements[1]) }
        case .list(let elements): return list(elements[0])
        case .toggle, .integer, .decimal, .text, .path, .choice: return single(option.type)
        }
    }

    private mutating func single(_ type: OptionType) -> Sample {
        if isBorder() { return choices.chance(30) ? anyValue() : border(type) }
        if choices.chance(15), let right = right(type) { return .text(variable(holding: right)) }
        switch type {
        case .toggle: return toggle()
        case .integer(let range, _): return .number(String(choices.number(range)))
        case .decimal(let range, _):
            return .number(
                String(choices.pick([range.lowerBound, range.upperBound, (range.lowerBound + range.upperBound) / 2])))
        case .text:
            return choices.pick([
                .text(choices.pick(BorderTexts.ordinary)), .text(choices.pick(BorderTexts.variables)), .bool(true),
                .number("1.50"),
            ])
        case .path: return .text(choices.pick(["src", "/srv/app", "a b", "../x", "${A}/x", "~a", ""]))
        case .choice(let words): return .text(inSomeCase(choices.pick(words)))
        case .list: return .list([])
        }
    }

    /// A right value as a variable may hold it; nil where any will do.
    private mutating func right(_ type: OptionType) -> String? {
        switch type {
        case .toggle: choices.pick(["true", "OFF", "1"])
        case .integer(let range, _): String(choices.number(range))
        case .decimal(let range, _): String(range.upperBound)
        case .choice(let words): inSomeCase(choices.pick(words))
        case .text, .path, .list: nil
        }
    }

    private mutating func border(_ type: OptionType) -> Sample {
        switch type {
        case .toggle:
            return choices.pick(
                [
                    .text("yes"), .text("NO"), .text("t"), .text("1"), .text("true\n"), .text("on "), .number("1"),
                    .number("0"), .text("ye\u{17F}"), .text(""),
                ] + brokenTexts())
        case .integer(let range, _):
            let (low, high) = (range.lowerBound, range.upperBound)
            return .number(
                choices.pick([
                    "\(low - 1)", "\(low)", "\(high)", "\(high + 1)", "\(low).0", "\(low).5", "\(high)e0", "1e1", "-0",
                    "1E400", "99999999999999999999", "0.0",
                ]))
        case .decimal(let range, _):
            let (low, high) = (range.lowerBound, range.upperBound)
            return .number(
                choices.pick([
                    "\(low)", "\(high)", "\(high + 0.001)", "\(low - 0.0001)", "-1", "0", "1e400", "1e-400", "1",
                ]))
        case .text: return choices.pick(BorderTexts.controls.map { .text($0) } + brokenTexts())
        case .path:
            return choices.pick(
                (BorderTexts.paths + BorderTexts.controls + BorderTexts.variables).map { .text($0) } + brokenTexts())
        case .choice(let words):
            let word = choices.pick(words)
            return choices.pick(
                [
                    .text(word + "\n"), .text(" " + word), .text(String(word.dropLast())),
                    .text(word.replacing("k", with: "\u{212A}")), .text(word + "\u{301}"), .text(""),
                ] + brokenTexts())
        case .list: return .null
        }
    }

    /// No value of any type, or only with `$$` in it.
    private func brokenTexts() -> [Sample] {
        (BorderTexts.brokenVariables + ["$$", "$${A}", "$"]).map { .text($0) }
    }

    mutating func toggle() -> Sample {
        choices.pick([
            .bool(true), .bool(false), .text(inSomeCase(choices.pick(["true", "false", "on", "off", "yes", "no"]))),
        ])
    }

    private mutating func inSomeCase(_ word: String) -> String {
        choices.pick([word, word.uppercased(), word.lowercased()])
    }

    private mutating func list(_ element: OptionType) -> Sample {
        switch choices.number(0...9) {
        case 0...2: return single(element)
        case 3...6: return elements(element)
        default:
            var entries: [(key: String, value: Sample)] = []
            for key in ["append", "prepend", "remove"] where choices.chance(40) {
                entries.append(
                    (key, isBorder() ? anyValue() : choices.chance(50) ? single(element) : elements(element)))
            }
            if isBorder() { entries.append((choices.pick(["add", "Append", "", "append\u{301}"]), .list([]))) }
            return .mapping(entries)
        }
    }

    private mutating func elements(_ element: OptionType) -> Sample {
        .list((0..<choices.number(0...3)).map { _ in isBorder() ? anyValue() : single(element) })
    }

    private mutating func mapping(_ elements: [OptionType], value: (inout SampleDocument) -> Sample) -> Sample {
        let names: [String] =
            if case .integer = elements[0] {
                isBorder()
                    ? ["399", "400", "599", "600", "0404", "4e2", "404 ", "", "+404", "404.0", "40", "４０４"]
                    : ["400", "404", "599"]
            } else {
                isBorder()
                    ? BorderTexts.variableNames + BorderTexts.controls : ["A", "B_1", "_c", "/static", "x.example"]
            }
        return .mapping(
            withoutRepetition(
                (0..<choices.number(0...3)).map { _ in (choices.pick(names), isBorder() ? anyValue() : value(&self)) }))
    }

    private mutating func secret() -> Sample {
        if isBorder() {
            return choices.pick([
                .mapping([]), .mapping([("env", .text("A")), ("file", .text("b"))]), .mapping([("Env", .text("A"))]),
                .text("hunter2"), .mapping([("env", .null)]),
                .mapping([("env", .bool(true))]), .mapping([("file", .text(""))]), .mapping([("file", .text("~/a"))]),
                .mapping([("file", .number("1"))]), .mapping([("env", .number("1"))]),
                .mapping([("file", .null)]), .mapping([("env", .text("$$"))]), .mapping([("file", .text("$$"))]),
            ])
        }
        switch choices.number(0...3) {
        case 0: return .null
        case 1: return .mapping([("env", .text(choices.pick(isBorder() ? BorderTexts.variableNames : ["A", "_b1"])))])
        case 2: return .mapping([("env", .text(variable(holding: "NAME")))])
        default: return .mapping([("file", single(.path(metavar: "")))])
        }
    }

    /// Of any type, right here or not.
    mutating func anyValue() -> Sample {
        choices.pick([
            .null, .bool(true), .bool(false), .number("0"), .number("1"), .number("1.5"), .number("-1"), .text(""),
            .text("a"), .text("1"), .text("yes"), .text("base"), .list([]),
            .list([.text("a")]), .list([.null]), .list([.list([])]), .list([.mapping([])]), .mapping([]),
            .mapping([("a", .text("b"))]), .mapping([("append", .null)]),
            .mapping([("env", .text("A"))]), .text(choices.pick(BorderTexts.controls)),
            .text(choices.pick(BorderTexts.brokenVariables)),
        ])
    }
}
