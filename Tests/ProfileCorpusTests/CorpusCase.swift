import Foundation
import Testing

/// One file of the corpus: what a user has written, and what is expected of it.
struct CorpusCase: Sendable, CustomTestStringConvertible {
    struct Section: Sendable {
        let name: String
        /// What stands in parentheses behind the name.
        let remark: String?
        let body: String
    }

    /// `extends/diamond`
    let name: String
    let file: URL
    /// Everything before what is expected.
    let input: String
    /// Empty where nothing is recorded yet.
    let expected: String

    var testDescription: String { name }

    /// All cases, sorted by name.
    static let all: [CorpusCase] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Corpus")
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
            try? CorpusCase(name: String(name.dropLast(4)), file: root.appendingPathComponent(name))
        }
    }()

    private init(name: String, file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = text.range(of: "\n=== expect ")?.lowerBound ?? text.endIndex
        self.name = name
        self.file = file
        input = String(text[..<start])
        expected = String(text[start...].dropFirst())
    }

    var sections: [Section] {
        ("\n" + input).components(separatedBy: "\n=== ").dropFirst().map { part in
            let (head, body) = part.split(at: "\n")
            let (name, remark) = head.split(at: " (")
            return Section(
                name: name, remark: remark.isEmpty ? nil : String(remark.dropLast()),
                body: body.trimmingTrailing("\n") + "\n")
        }
    }

    func body(_ name: String) -> String? {
        sections.first { $0.name == name }?.body
    }
}

extension String {
    fileprivate func split(at separator: String) -> (String, String) {
        guard let range = range(of: separator) else { return (self, "") }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }

    fileprivate func trimmingTrailing(_ character: Character) -> String {
        String(reversed().drop { $0 == character }.reversed())
    }
}
