import OptionCatalogue

/// Every option with values at the ends of its range, and with values of every other type; each in a document of its own.
public enum OptionBorders {
    public static var documents: [Sample] {
        Catalogue.all.flatMap { option in
            (values(option.type) + others).map { value in
                .mapping([
                    ("version", .number("1")),
                    ("profiles", .mapping([("a", .mapping([(option.name.text, value)]))])),
                ])
            }
        }
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
