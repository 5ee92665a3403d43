public import OptionCatalogue

/// A configuration as text, with the options behind every line.
public struct RenderedConfiguration: Sendable, Equatable {
    /// Ends with a newline.
    public let text: String
    /// For each line (the first at index 0) the options that caused it.
    public let causes: [[OptionName]]

    /// - Parameter line: as Apache counts, from 1.
    public func causes(ofLine line: Int) -> [OptionName] {
        causes.indices.contains(line - 1) ? causes[line - 1] : []
    }
}

/// Turns groups of directives into the text of a configuration file.
public struct ConfigurationWriter {
    private var lines: [String] = []
    private var causes: [[OptionName]] = []

    /// - Parameters:
    ///   - banner: comment lines for the head of the file, each without its `# `.
    ///   - remark: what to say of a group after its title, where `causes` are its options.
    /// - Throws: ``UnquotableText`` for a value that no directive can carry.
    public static func write(
        _ groups: [ConfigurationGroup], banner: [String], remark: (_ causes: [OptionName]) -> [String] = { _ in [] }
    ) throws(UnquotableText) -> RenderedConfiguration {
        var writer = ConfigurationWriter()
        for line in banner { writer.comment(line) }
        writer.add(ApacheQuoting.dollarDefinition)
        for group in groups where !group.nodes.isEmpty {
            writer.add("")
            writer.comment(group.title)
            for line in remark(group.causes) { writer.comment("  " + line) }
            for node in group.nodes { try writer.add(node, depth: 0, inherited: group.causes) }
        }
        return RenderedConfiguration(text: writer.lines.joined(separator: "\n") + "\n", causes: writer.causes)
    }

    private mutating func add(_ line: String, causes: [OptionName] = []) {
        lines.append(line)
        self.causes.append(causes)
    }

    /// A comment that ends in a backslash would swallow the next line, and a newline would end it.
    private mutating func comment(_ text: String, _ indentation: String = "") {
        let safe = String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
        add(indentation + "# " + (safe.hasSuffix("\\") ? safe + "." : safe))
    }

    private mutating func add(_ node: ConfigurationNode, depth: Int, inherited: [OptionName]) throws(UnquotableText) {
        let indentation = String(repeating: "    ", count: depth)
        switch node {
        case .directive(let directive):
            try addDirective(directive, indentation, inherited)
        case .comment(let text):
            comment(text, indentation)
        case .section(let opening, let nodes):
            let words = try Self.words(of: opening)
            add(
                "\(indentation)<\(words.joined(separator: " "))>",
                causes: opening.causes.isEmpty ? inherited : opening.causes)
            for inner in nodes { try add(inner, depth: depth + 1, inherited: inherited) }
            add("\(indentation)</\(opening.name)>")
        }
    }

    /// Long directives go over several lines, one option a line, as an expert would write them.
    private mutating func addDirective(_ directive: Directive, _ indentation: String, _ inherited: [OptionName])
        throws(UnquotableText)
    {
        let causes = directive.causes.isEmpty ? inherited : directive.causes
        let words = try Self.words(of: directive)
        let line = indentation + words.joined(separator: " ")
        guard line.count > 110, words.count > 3 else { return add(line, causes: causes) }
        add(indentation + words[0...1].joined(separator: " ") + " \\", causes: causes)
        for (index, word) in words.dropFirst(2).enumerated() {
            let last = index == words.count - 3
            add("\(indentation)    \(word)\(last ? "" : " \\")", causes: causes)
        }
    }

    private static func words(of directive: Directive) throws(UnquotableText) -> [String] {
        var words = [directive.name]
        for argument in directive.arguments {
            switch argument {
            case .text(let text): words.append(try ApacheQuoting.quote(text))
            case .option(let key, let value): words.append("\(key)=\(try ApacheQuoting.quote(value))")
            case .verbatim(let text): words.append(text.description)
            }
        }
        return words
    }
}
