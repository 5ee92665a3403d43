import CLibYAML

/// libyaml's events for one text. It owns the parser and the bytes that the parser reads.
struct EventStream: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter text: valid UTF-8 without byte order mark.
    init(_ text: ArraySlice<UInt8>) {
        bytes = .allocate(capacity: text.count)
        _ = bytes.initialize(from: text)
        parser = .allocate(capacity: 1)
        // Out of memory is its only failure; the parser is zero then, and the first event reports it.
        if yaml_parser_initialize(parser) == 0 { parser.pointee.error = YAML_MEMORY_ERROR }
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    /// - Throws: what libyaml does not understand.
    mutating func next() throws(SyntaxProblem) -> Event {
        var event = yaml_event_t()
        guard parser.pointee.error == YAML_NO_ERROR, yaml_parser_parse(parser, &event) != 0 else { throw problem }
        defer { yaml_event_delete(&event) }
        return Event(
            Event.Kind(event), start: event.start_mark.index, end: event.end_mark.index,
            indentation: Int(parser.pointee.indent))
    }

    private var problem: SyntaxProblem {
        let parser = parser.pointee
        return SyntaxProblem(
            problem: parser.problem.map { String(cString: $0) } ?? "out of memory",
            context: parser.context.map { String(cString: $0) } ?? "",
            position: parser.problem_mark.index,
            contextPosition: parser.context == nil ? nil : parser.context_mark.index)
    }
}
