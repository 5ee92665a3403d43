import Diagnostics
import SpannedYAML

/// Spans lie on whole code points, children within their parents and one behind the other.
enum SpanProperties {
    static func violation(of node: YAMLNode, within parent: SourceSpan) -> String? {
        if let violation = violation(of: node.place) ?? violation(of: node.span) { return violation }
        guard node.alias == nil else { return nil }
        guard lies(node.span, within: parent) else { return "\(node.span) is not within \(parent)" }
        switch node.content {
        case .scalar:
            return nil
        case .sequence(let items):
            return violation(ofChildren: items, within: node.span)
        case .mapping(let entries):
            return violation(ofChildren: entries.flatMap { [$0.key, $0.value] }, within: node.span)
        }
    }

    static func violation(of span: SourceSpan) -> String? {
        let bytes = span.source.bytes
        for offset in [span.range.lowerBound, span.range.upperBound] where offset < bytes.count {
            if bytes[offset] & 0xC0 == 0x80 { return "\(span) cuts a code point at byte \(offset)" }
        }
        return nil
    }

    private static func violation(ofChildren children: [YAMLNode], within parent: SourceSpan) -> String? {
        for (one, next) in zip(children, children.dropFirst())
        where one.place.range.upperBound > next.place.range.lowerBound {
            return "\(one.place) overlaps \(next.place)"
        }
        for child in children {
            guard lies(child.place, within: parent) else { return "\(child.place) is not within \(parent)" }
            if let violation = violation(of: child, within: parent) { return violation }
        }
        return nil
    }

    private static func lies(_ span: SourceSpan, within parent: SourceSpan) -> Bool {
        parent.range.lowerBound <= span.range.lowerBound && span.range.upperBound <= parent.range.upperBound
    }
}
