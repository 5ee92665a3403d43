import Glibc

/// The environment that this program was started with.
public enum ProcessEnvironment {
    public static subscript(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// - Returns: the value unless it is absent or empty.
    public static func nonEmpty(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    public static var all: [(name: String, value: String)] {
        var result: [(name: String, value: String)] = []
        var pointer = environ
        while let entry = pointer.pointee {
            let text = String(cString: entry)
            if let separator = text.firstIndex(of: "=") {
                result.append((String(text[..<separator]), String(text[text.index(after: separator)...])))
            }
            pointer += 1
        }
        return result
    }

    public static func remove(_ name: String) {
        unsetenv(name)
    }
}
