import Diagnostics

/// Follows libyaml's events through one text and builds the nodes.
struct NodeComposer {
    let source: SourceText
    let text: YAMLText
    private var cursor: CodePointCursor
    private var findings = Findings()
    private var frames: [Frame] = []
    private var anchors: [String: Anchor] = [:]
    private var nodeCount = 0
    private var aliasCount = 0
    private var root: YAMLNode?
    /// The last scalar that was read, for the words about a syntax error behind it.
    private var lastScalar: YAMLNode?

    private enum Anchor {
        /// The collection that bears it has not ended yet.
        case open
        case complete(Composed)
    }

    /// A node with what it adds to the sums that are limited.
    private struct Composed {
        let node: YAMLNode
        var size = 1
        var height = 0
    }

    /// - Parameter source: checked by `TextCheck`.
    init(_ source: SourceText) {
        self.source = source
        text = YAMLText(bytes: source.bytes)
        cursor = CodePointCursor(source.bytes, origin: source.byteOrderMarkLength)
    }

    mutating func compose() throws(Findings) -> YAMLNode? {
        do throws(Diagnostic) {
            try followEvents()
        } catch {
            findings.add(error)
        }
        try findings.throwIfErrors()
        return root.flatMap { $0.span.isEmpty ? nil : $0 }
    }

    /// - Throws: the finding that ends the reading.
    private mutating func followEvents() throws(Diagnostic) {
        var events = EventStream(source.bytes[source.byteOrderMarkLength...])
        while true {
            let event: Event
            do throws(SyntaxProblem) {
                event = try events.next()
            } catch {
                throw finding(for: error)
            }
            guard try follow(event) else { return }
        }
    }

    private mutating func finding(for problem: SyntaxProblem) -> Diagnostic {
        let offset = cursor.offset(of: problem.position)
        return SyntaxExplanation(
            source: source, offset: offset, context: problem.contextPosition.map { cursor.offset(of: $0) } ?? offset,
            lastScalar: lastScalar, openBracket: frames.last { $0.layout == .brackets }?.start
        ).diagnostic(for: problem)
    }

    /// - Returns: whether more is to be read.
    private mutating func follow(_ event: Event) throws(Diagnostic) -> Bool {
        switch event.kind {
        case .streamStart, .documentStart:
            return true
        case .streamEnd:
            return false
        case .documentEnd:
            try endDocument(event)
            return false
        case .scalar(let scalar, let properties):
            let place = try begin(event, properties)
            try attach(composed(scalar, event, place), anchor: properties.anchor)
        case .alias(let name):
            try attach(expanded(name, span(event)), anchor: nil)
        case .sequenceStart(let isFlow, let properties):
            try open(.sequence([]), event, isFlow, properties)
        case .mappingStart(let isFlow, let properties):
            try open(.mapping(Pairs()), event, isFlow, properties)
        case .sequenceEnd, .mappingEnd:
            try close(event)
        }
        return true
    }

    private mutating func span(_ event: Event) -> SourceSpan {
        SourceSpan(source, cursor.offset(of: event.start)..<cursor.offset(of: event.end))
    }

    /// Counts a node and refuses its tag.
    private mutating func begin(_ event: Event, _ properties: Event.Properties) throws(Diagnostic)
        -> YAMLText.PropertiesPlace
    {
        let place = text.place(of: properties, at: cursor.offset(of: event.start))
        try count(1, at: SourceSpan(source, at: place.nodeStart))
        if properties.tag != nil { try report(.tag(SourceSpan(source, place.tag))) }
        return place
    }

    /// - Throws: the finding if it is the last one that is wanted.
    private mutating func report(_ finding: Diagnostic) throws(Diagnostic) {
        guard findings.all.count < YAMLLimits.findings - 1 else { throw finding }
        findings.add(finding)
    }

    private mutating func count(_ nodes: Int, at span: SourceSpan) throws(Diagnostic) {
        nodeCount += nodes
        guard nodeCount <= YAMLLimits.nodes else { throw .tooManyNodes(span) }
    }

    // MARK: - Scalars and aliases

    private mutating func composed(_ scalar: YAMLScalar, _ event: Event, _ place: YAMLText.PropertiesPlace) -> Composed
    {
        let end = cursor.offset(of: event.end)
        let range: Range<Int>
        switch scalar.style {
        case .literal, .folded:
            let end = text.blockScalarEnd(
                from: place.nodeStart, before: end, parentIndentation: event.indentation, isEmpty: scalar.text.isEmpty)
            range = place.nodeStart..<end
        case .plain where scalar.text.isEmpty:
            let offset = place.end > cursor.offset(of: event.start) ? place.end : missingNode(before: end)
            range = offset..<offset
        case .plain, .singleQuoted, .doubleQuoted:
            range = place.nodeStart..<end
        }
        let node = YAMLNode(
            content: .scalar(scalar), span: SourceSpan(source, range), alias: nil, isFlow: false)
        lastScalar = node
        return Composed(node: node)
    }

    /// Where a node stands that is not there.
    private func missingNode(before limit: Int) -> Int {
        guard case .mapping(let pairs) = frames.last?.kind, case .value(_, let keyEnd) = pairs.next else {
            return limit
        }
        return text.missingValue(behindKeyEndingAt: keyEnd, before: limit)
    }

    private mutating func expanded(_ name: String, _ span: SourceSpan) throws(Diagnostic) -> Composed {
        aliasCount += 1
        guard aliasCount <= YAMLLimits.aliases else { throw .tooManyAliases(span) }
        switch anchors[name] {
        case .complete(let target):
            try count(target.size, at: span)
            guard frames.count + target.height <= YAMLLimits.depth else { throw .tooDeep(span) }
            let node = YAMLNode(
                content: target.node.content, span: target.node.span, alias: span, isFlow: target.node.isFlow)
            return Composed(node: node, size: target.size, height: target.height)
        case .open:
            try report(.recursiveAlias(name, span))
        case nil:
            // Among many, looking for the nearest at each alias would take long.
            let known = anchors.count <= 100 ? anchors.keys.sorted() : []
            try report(.unknownAnchor(name, span, known: known))
        }
        let nothing = YAMLScalar(text: "", style: .doubleQuoted)
        return Composed(node: YAMLNode(content: .scalar(nothing), span: span, alias: nil, isFlow: false))
    }

    // MARK: - Collections

    private mutating func open(_ kind: Frame.Kind, _ event: Event, _ isFlow: Bool, _ properties: Event.Properties)
        throws(Diagnostic)
    {
        let place = try begin(event, properties)
        let start = place.nodeStart
        guard frames.count < YAMLLimits.depth else { throw .tooDeep(SourceSpan(source, start..<(start + 1))) }
        if let anchor = properties.anchor { anchors[anchor] = .open }
        let isBracket = event.end > event.start && [UInt8(ascii: "["), UInt8(ascii: "{")].contains(source.bytes[start])
        frames.append(
            Frame(
                kind: kind, layout: !isFlow ? .block : isBracket ? .brackets : .pair, anchor: properties.anchor,
                start: start, end: start))
    }

    private mutating func close(_ event: Event) throws(Diagnostic) {
        guard let frame = frames.popLast() else { return }
        // A closing bracket is the collection's own; where a block or a pair ends, libyaml's end is the start of what follows.
        let end = frame.layout == .brackets ? cursor.offset(of: event.end) : frame.end
        let content: YAMLNode.Content
        switch frame.kind {
        case .sequence(let items): content = .sequence(items)
        case .mapping(let pairs): content = .mapping(pairs.entries)
        }
        let node = YAMLNode(
            content: content, span: SourceSpan(source, frame.start..<end), alias: nil,
            isFlow: frame.layout != .block)
        try attach(Composed(node: node, size: frame.size, height: frame.height), anchor: frame.anchor)
    }

    private mutating func attach(_ child: Composed, anchor: String?) throws(Diagnostic) {
        if let anchor { anchors[anchor] = .complete(child) }
        guard let innermost = frames.indices.last else {
            root = child.node
            return
        }
        frames[innermost].size += child.size
        frames[innermost].height = max(frames[innermost].height, child.height + 1)
        frames[innermost].end = max(frames[innermost].end, child.node.place.range.upperBound)
        if let finding = frames[innermost].kind.take(child.node) { try report(finding) }
    }

    /// - Throws: a finding if more than comments follow.
    private mutating func endDocument(_ event: Event) throws(Diagnostic) {
        var rest = text.skippingSpace(from: cursor.offset(of: event.end))
        while text.hasMarker("...", at: rest) { rest = text.skippingSpace(from: rest + 3) }
        guard rest < text.bytes.count else { return }
        let isNewDocument =
            event.end > event.start || text.hasMarker("---", at: rest) || text.bytes[rest] == UInt8(ascii: "%")
        guard isNewDocument else {
            throw SyntaxExplanation(
                source: source, offset: rest, context: root?.place.range.lowerBound ?? rest,
                lastScalar: lastScalar, openBracket: nil
            ).textBehindDocument
        }
        throw .severalDocuments(SourceSpan(source, rest..<text.lineEnd(from: rest)))
    }
}
