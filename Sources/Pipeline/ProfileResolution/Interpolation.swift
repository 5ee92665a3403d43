/// Puts variables into the text of a value.
public struct Interpolation {
    enum Problem: Error, Equatable, Sendable {
        case unset(String)
        /// With the words that the file gives for this case.
        case required(String, isEmpty: Bool, message: String)
        /// `${` without `}`, or something in between that is no name. With the text from `${` on.
        case malformed(String)
        case tooDeep
        case tooLong
    }

    /// Everything that is wrong with one text.
    struct Problems: Error {
        let all: [Problem]
    }

    /// Defaults and messages within each other.
    public static let deepest = 8
    /// What a value may hold after everything is put in, in bytes.
    static let longest = 1024 * 1024

    private let value: (String) -> String?

    /// - Parameter value: the value of a variable, nil where it is not set.
    public init(_ value: @escaping (String) -> String?) {
        self.value = value
    }

    /// Whether the text is anything but itself.
    public static func concerns(_ text: String) -> Bool {
        var isBehindDollar = false
        for byte in text.utf8 {
            if isBehindDollar, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "$") { return true }
            isBehindDollar = byte == UInt8(ascii: "$")
        }
        return false
    }

    /// An empty variable counts as unset for `:-` and `:?`, as in a shell.
    ///
    /// - Throws: all variables that are missing.
    func expand(_ text: InterpolatedText) throws(Problems) -> String {
        var result = ""
        var problems: [Problem] = []
        put(text, into: &result, &problems)
        guard problems.isEmpty else { throw Problems(all: problems) }
        return result
    }

    private func put(_ text: InterpolatedText, into result: inout String, _ problems: inout [Problem]) {
        for part in text.parts {
            switch part {
            case .text(let text): result += text
            case .variable(let name, let substitute): put(name, substitute, into: &result, &problems)
            }
            guard result.utf8.count <= Self.longest else {
                if !problems.contains(.tooLong) { problems.append(.tooLong) }
                return
            }
        }
    }

    private func put(
        _ name: String, _ substitute: InterpolatedText.Substitute, into result: inout String,
        _ problems: inout [Problem]
    ) {
        let known = value(name)
        switch (substitute, known) {
        case (.none, let known?): result += known
        case (.none, nil): add(.unset(name), to: &problems)
        case (_, let known?) where !known.isEmpty: result += known
        case (.fallback(let text), _): put(text, into: &result, &problems)
        case (.message(let text), _):
            var message = ""
            put(text, into: &message, &problems)
            add(.required(name, isEmpty: known != nil, message: message), to: &problems)
        }
    }

    private func add(_ problem: Problem, to problems: inout [Problem]) {
        if !problems.contains(problem) { problems.append(problem) }
    }
}
