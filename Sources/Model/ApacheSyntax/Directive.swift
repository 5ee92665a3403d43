public import OptionCatalogue

/// One argument of a directive.
public enum DirectiveArgument: Sendable, Equatable {
    /// Any text; quoted where it must be.
    case text(String)
    /// `key=value`, as the options of `WSGIDaemonProcess` are written; the value is quoted where it must be.
    case option(String, String)
    /// Text of ours that goes in as it stands; never something that the user typed.
    case verbatim(StaticString)

    public static func == (left: DirectiveArgument, right: DirectiveArgument) -> Bool {
        switch (left, right) {
        case (.text(let first), .text(let second)): first == second
        case (.option(let firstKey, let first), .option(let secondKey, let second)):
            firstKey == secondKey && first == second
        case (.verbatim(let first), .verbatim(let second)): first.description == second.description
        case (.text, _), (.option, _), (.verbatim, _): false
        }
    }
}

/// One directive with the options that caused it.
public struct Directive: Sendable, Equatable {
    public let name: String
    public let arguments: [DirectiveArgument]
    public let causes: [OptionName]

    public init(_ name: String, _ arguments: [DirectiveArgument], causes: [OptionName] = []) {
        self.name = name
        self.arguments = arguments
        self.causes = causes
    }

    public init(_ name: String, _ texts: String..., causes: [OptionName] = []) {
        self.init(name, texts.map(DirectiveArgument.text), causes: causes)
    }
}

/// A part of a configuration.
public indirect enum ConfigurationNode: Sendable, Equatable {
    case directive(Directive)
    /// A line for the reader.
    case comment(String)
    /// `<Name argument> … </Name>`
    case section(Directive, [ConfigurationNode])

    public static func directive(_ name: String, _ texts: String..., causes: [OptionName] = []) -> ConfigurationNode {
        .directive(Directive(name, texts.map(DirectiveArgument.text), causes: causes))
    }
}

/// Directives that belong together, under one comment.
public struct ConfigurationGroup: Sendable, Equatable {
    public let title: String
    /// The options that decided on this group, also those that left no directive of their own.
    public let causes: [OptionName]
    public let nodes: [ConfigurationNode]

    public init(_ title: String, causes: [OptionName] = [], _ nodes: [ConfigurationNode]) {
        self.title = title
        self.causes = causes
        self.nodes = nodes
    }
}
