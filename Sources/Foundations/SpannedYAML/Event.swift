import CLibYAML

/// A step of libyaml through a text.
struct Event {
    enum Kind {
        case streamStart
        case documentStart
        case documentEnd
        case streamEnd
        case alias(name: String)
        case scalar(YAMLScalar, Properties)
        case sequenceStart(isFlow: Bool, Properties)
        case sequenceEnd
        case mappingStart(isFlow: Bool, Properties)
        case mappingEnd
    }

    /// What stands before a node.
    struct Properties {
        let anchor: String?
        /// With the handle replaced by what it stands for, such as `tag:yaml.org,2002:int`.
        let tag: String?
    }

    let kind: Kind
    /// In code points, as libyaml has them: with the node's properties; where a block ends, it is the start of what follows.
    let start: Int
    let end: Int
    /// The indentation of the block around, in columns; -1 outside of any. Exact only for block scalars, behind which libyaml does not look yet.
    let indentation: Int

    init(_ kind: Kind, start: Int, end: Int, indentation: Int) {
        self.kind = kind
        self.start = start
        self.end = end
        self.indentation = indentation
    }
}

extension Event.Kind {
    init(_ event: yaml_event_t) {
        switch event.type {
        case YAML_STREAM_START_EVENT: self = .streamStart
        case YAML_DOCUMENT_START_EVENT: self = .documentStart
        case YAML_DOCUMENT_END_EVENT: self = .documentEnd
        case YAML_ALIAS_EVENT: self = .alias(name: Self.text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            self = .scalar(
                YAMLScalar(text: String(decoding: bytes, as: UTF8.self), style: .init(scalar.style)),
                .init(anchor: Self.text(scalar.anchor), tag: Self.text(scalar.tag)))
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            self = .sequenceStart(
                isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE,
                .init(anchor: Self.text(start.anchor), tag: Self.text(start.tag)))
        case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            self = .mappingStart(
                isFlow: start.style == YAML_FLOW_MAPPING_STYLE,
                .init(anchor: Self.text(start.anchor), tag: Self.text(start.tag)))
        case YAML_MAPPING_END_EVENT: self = .mappingEnd
        default: self = .streamEnd
        }
    }

    private static func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

extension YAMLScalar.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
