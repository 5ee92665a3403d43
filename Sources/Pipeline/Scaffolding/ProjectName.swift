public import Diagnostics

/// The name of a new project, which becomes a Python package.
public enum ProjectName {
    /// - Parameter installed: where a package or module of that name is installed; nil: nowhere.
    /// - Throws: the one thing that is wrong with the name.
    public static func check(_ name: String, installed: String?) throws(Diagnostic) {
        guard isIdentifier(name) else {
            let suggestion = identifier(near: name).map { "for example: \($0)" }
            throw Diagnostic(
                "project-name", "'\(name)' cannot be the name of a Python package",
                fix: "use letters, digits and underscores, and begin with a letter"
                    + (suggestion.map { "; \($0)" } ?? ""))
        }
        if PythonNames.keywords.contains(name) {
            throw Diagnostic(
                "project-name", "'\(name)' is a keyword of Python", fix: "choose another name, such as '\(name)_site'")
        }
        if PythonNames.standardModules.contains(name) {
            throw Diagnostic(
                "project-name", "'\(name)' is a module of Python's standard library, which the project would hide",
                fix: "choose another name, such as '\(name)_site'")
        }
        if ["expressway", "django", "mod_wsgi"].contains(name) {
            throw Diagnostic(
                "project-name", "'\(name)' is the name of a package that the project needs",
                fix: "choose another name, such as '\(name)_site'")
        }
        if let installed {
            throw Diagnostic(
                "project-name", "'\(name)' is the name of an installed package, which the project would hide",
                notes: ["it is '\(installed)'"], fix: "choose another name, such as '\(name)_site'")
        }
    }

    /// ASCII alone: the name goes into file names, module paths and container tags.
    private static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.first != UInt8(ascii: "_") && text.utf8.allSatisfy(isInIdentifier)
    }

    private static func isInIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func identifier(near text: String) -> String? {
        let words = text.lowercased().utf8.split { !isInIdentifier($0) }.compactMap { String($0) }
        let joined = String(words.joined(separator: "_").drop { $0.isNumber || $0 == "_" })
        return isIdentifier(joined) && !PythonNames.keywords.contains(joined) ? joined : nil
    }
}
