public import Diagnostics

/// What a new project is made from: a description and plain files.
public struct Template: Sendable {
    /// What the template asks whoever makes a project.
    public struct Question: Sendable {
        public let name: String
        /// One sentence, as on a terminal.
        public let text: String
        /// Empty: any text of ``Answer/isAllowed(_:)``.
        public let choices: [String]
        public let standard: String
        /// The name, where it stands in `template.yaml`.
        public let span: SourceSpan
    }

    /// What is special about one of the files.
    public struct FileRule: Sendable {
        /// The path in the project; nil: that in the template.
        public let target: String?
        public let mode: Mode
        /// What has to be answered for the file to be made: all of it.
        public let conditions: [Condition]
        /// The path in the template, where it stands in `template.yaml`.
        public let span: SourceSpan
    }

    /// Who may do what with a file.
    public enum Mode: String, Sendable, CaseIterable {
        case ordinary
        /// Only its owner reads it. It alone may hold the secret key.
        case `private`
        case program

        /// The permission bits, before the user's mask.
        public var bits: UInt32 {
            switch self {
            case .ordinary: 0o666
            case .private: 0o600
            case .program: 0o777
            }
        }
    }

    /// That a question was answered so.
    public struct Condition: Sendable {
        public let question: String
        public let answer: String
        let span: SourceSpan
    }

    /// A file as it lies in the template.
    public struct File: Sendable {
        /// From the template's `files`, with slashes.
        public let path: String
        public let text: SourceText

        /// - Parameter path: from the template's `files`, with slashes.
        public init(path: String, text: SourceText) {
            self.path = path
            self.text = text
        }
    }

    /// One sentence that tells it from others.
    public let summary: String
    public let questions: [Question]
    /// By the path in the template.
    public let rules: [String: FileRule]
    /// The commands that are printed at the end, each with its place.
    public let next: [SourceSpan]
    let nextTexts: [String]

    /// With the one for the template itself, that makes five.
    public static let mostQuestions = 4
}
