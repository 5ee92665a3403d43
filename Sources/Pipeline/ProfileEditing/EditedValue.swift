/// What a value becomes, before it is written as YAML.
public indirect enum EditedValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case decimal(Double)
    case text(String)
    case sequence([EditedValue])
    case mapping([Entry])

    /// A key of a mapping and its value. No two of one mapping may have the same name.
    public struct Entry: Equatable, Sendable {
        public let name: String
        public let value: EditedValue

        public init(_ name: String, _ value: EditedValue) {
            self.name = name
            self.value = value
        }
    }
}
