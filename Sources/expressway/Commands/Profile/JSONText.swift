import FoundationEssentials

/// Values as JSON for other programs: readable, and always in the same order.
enum JSONText {
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("what is printed is text and finite numbers")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
