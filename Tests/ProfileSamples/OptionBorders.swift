import OptionCatalogue

/// Every option with values at the ends of its range, and with values of every other type; each in a document of its own.
public enum OptionBorders {
    public static var documents: [Sample] {
        let all = Catalogue.all.flatMap { option in
            (values(option.type) + others).map { document(option.name.text, $0) }
        }
        return all + lengths + changes + twoNames + secrets
    }

    private static var lengths: [Sample] {
        [1_000, 1_001].flatMap { count in
            let elements = Sample.list(Array(repeating: .text("a"), count: count))
            let lists = ["passenv", "python-path"].flatMap { option in
                [document(option, elements)]
                    + ["append", "prepend", "remove"].map { document(option, .mapping([($0, elements)])) }
            }
            let names = (0..<count).map { (key: "A\($0)", value: Sample.text("a")) }
            return lists + [document("environment", .mapping(names))]
        }
    }

    /// Changes of lists by what is no list.
    private static var changes: [Sample] {
        ["passenv", "python-path", "server-mpm"].flatMap { option in
            ["append", "prepend", "remove"].flatMap { edit in
                [.mapping([("event", .text("a"))]), .mapping([]), .list([]), .bool(true), .null].map {
                    document(option, .mapping([(edit, $0)]))
                }
            }
        }
    }

    /// Each old name beside the new one.
    private static var twoNames: [Sample] {
        Catalogue.all.flatMap { option -> [Sample] in
            guard case .oldName(let current) = option.availability else { return [] }
            return [document([(option.name.text, .null), (current.text, .null)]), document(current.text, .null)]
        }
    }

    private static var secrets: [Sample] {
        let sources: [[(key: String, value: Sample)]] = [
            [], [("env", .text("A"))], [("file", .text("a"))], [("env", .text("A")), ("file", .text("a"))],
            [("env", .text("A")), ("other", .text("a"))], [("other", .text("A"))], [("Env", .text("A"))],
        ]
        return sources.map { document("secrets", .mapping([("A", .mapping($0))])) }
    }

    private static func document(_ option: String, _ value: Sample) -> Sample {
        document([(option, value)])
    }

    private static func document(_ settings: [(key: String, value: Sample)]) -> Sample {
        .mapping([("version", .number("1")), ("profiles", .mapping([("a", .mapping(settings))]))])
    }

    private static let others: [Sample] = [
        .null, .bool(true), .number("1"), .number("0.5"), .text("a"), .text("1"), .text("~/a"), .text("a\n"),
        .text("$${A}"),
        .text("${"), .list([]), .list([.text("a")]), .list([.null]), .mapping([]), .mapping([("append", .text("a"))]),
        .mapping([("append", .null)]), .mapping([("A", .text("a"))]), .mapping([("A", .null)]),
        .mapping([("A", .mapping([("env", .text("A"))]))]), .mapping([("404", .text("a"))]),
        .mapping([("", .text("a"))]),
    ]

    private static func values(_ type: OptionType) -> [Sample] {
        switch type {
        case .integer(let range, _):
            [range.lowerBound - 1, range.lowerBound, range.upperBound, range.upperBound + 1].map { .number("\($0)") }
        case .decimal(let range, _):
            [range.lowerBound - 0.000001, range.lowerBound, range.upperBound, range.upperBound + 0.000001].map {
                .number("\($0)")
            }
        case .choice(let choices): choices.flatMap { [.text($0.uppercased()), .text($0 + " ")] }
        case .toggle, .text, .path, .list: []
        }
    }
}
