import Diagnostics
import SpannedYAML

/// What a reading says, as text: each node with the slice of the source that its span covers, or the findings as the terminal shows them.
enum Outline {
    static func of(_ yaml: String) -> String {
        of(SourceText(name: "a.yaml", yaml))
    }

    static func of(_ source: SourceText) -> String {
        do throws(Findings) {
            guard let node = try YAMLReader.read(source) else { return "nothing" }
            return lines(node, "").joined(separator: "\n")
        } catch {
            return error.all.map { $0.rendered(coloured: false) }.joined(separator: "\n")
        }
    }

    private static func lines(_ node: YAMLNode, _ indentation: String) -> [String] {
        let flow = node.isFlow ? "flow " : ""
        let alias = node.alias.map { " by \(slice($0))" } ?? ""
        switch node.content {
        case .scalar(let scalar):
            return ["\(indentation)\(scalar.style) \(value(scalar)) \(slice(node.span))\(alias)"]
        case .sequence(let items):
            let head = "\(indentation)\(flow)sequence \(slice(node.span))\(alias)"
            return [head] + items.flatMap { lines($0, indentation + "  ") }
        case .mapping(let entries):
            let head = "\(indentation)\(flow)mapping \(slice(node.span))\(alias)"
            return [head]
                + entries.flatMap { entry in
                    ["\(indentation)  entry \(slice(entry.span))"]
                        + lines(entry.key, indentation + "    ") + lines(entry.value, indentation + "    ")
                }
        }
    }

    private static func value(_ scalar: YAMLScalar) -> String {
        scalar.core == .text ? "text \(scalar.text.debugDescription)" : "\(scalar.core)"
    }

    private static func slice(_ span: SourceSpan) -> String {
        let text = span.text.replacing("\r", with: "␍").replacing("\n", with: "␊").replacing("\r\n", with: "␍␊")
        return span.isEmpty ? "at \(span.start.line):\(span.start.column)" : "«\(text)»"
    }
}
