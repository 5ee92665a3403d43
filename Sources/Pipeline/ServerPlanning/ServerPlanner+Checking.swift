import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// The path of an option, which must be a file.
    mutating func existingFile(_ given: String, for option: OptionName) -> FilePath {
        let path = paths.absolute(given)
        switch request.pathKinds[path] {
        case .file, .other: break
        case .missing: complain(option, "the file '\(path.string)' of '\(option.flag)' does not exist", id: "no-file")
        case .directory:
            complain(option, "'\(path.string)' of '\(option.flag)' is a directory, not a file", id: "no-file")
        }
        return path
    }

    mutating func existingDirectory(_ given: String, for option: OptionName) -> FilePath {
        let path = paths.absolute(given)
        requireDirectory(path, for: option)
        return path
    }

    /// A URL path without the slashes at its end.
    mutating func urlPath(_ given: String, for option: OptionName) -> String {
        if !given.hasPrefix("/") || given.contains(where: { $0 == "?" || $0 == "#" }) {
            complain(option, "'\(option.flag)' takes a URL path that begins with '/', not '\(given)'")
        }
        return given.withoutTrailingSlashes
    }

    /// A name of a host; with `*` and `?` where patterns are allowed.
    mutating func hostName(_ given: String, for option: OptionName, pattern: Bool = false) -> String {
        let extra = pattern ? ".-_*?" : ".-_"
        let isName =
            !given.isEmpty && !given.hasPrefix("-")
            && given.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || extra.unicodeScalars.contains($0))
            }
        if !isName {
            complain(
                option, "'\(option.flag)' takes a host name such as www.example.com, not '\(given)'",
                fix: given.contains(":")
                    ? "leave the port out: '--port' and '--https-port' say it"
                    : "names in other scripts are written in their xn-- form")
        }
        return given
    }

    /// The name of a file, without directories.
    mutating func fileName(_ given: String, for option: OptionName) -> String {
        if given.isEmpty || given == "." || given == ".." || given.contains("/") {
            complain(option, "'\(option.flag)' takes the name of a file, not '\(given)'")
        }
        return given
    }

    /// A number that must be zero or at least so large.
    mutating func atLeast(_ smallest: Int, _ number: Int?, for option: OptionName) -> Int? {
        if let number, number != 0, number < smallest {
            complain(option, "'\(option.flag)' takes 0 or at least \(smallest) (bytes), not '\(number)'")
        }
        return number
    }

    /// A name that mod_wsgi would not take for one of its own words.
    mutating func plainName(_ given: String, for option: OptionName) -> String {
        if given.isEmpty || given.hasPrefix("%") || given.contains(where: \.isWhitespace) {
            complain(
                option, "'\(option.flag)' takes a name without spaces that does not begin with '%', not '\(given)'")
        }
        return given
    }
}
