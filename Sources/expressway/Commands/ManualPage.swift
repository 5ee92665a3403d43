import ArgumentParser
import OptionCatalogue

/// The manual page `expressway(1)`, from the catalogue. Source: groff_man(7).
enum ManualPage {
    static var text: String {
        let groups = Catalogue.listings.flatMap { listing in
            [".SS \(quoted(listing.title))"] + listing.options.filter { !$0.hidden }.flatMap(entry)
        }
        return (head + groups + foot).joined(separator: "\n") + "\n"
    }

    private static var head: [String] {
        let commands = Expressway.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        return [
            ".TH EXPRESSWAY 1 \"\" \(quoted("Expressway \(expresswayVersion)"))",
            ".SH NAME",
            "expressway \\- \(escaped("runs a Django project, or any WSGI application, under Apache/mod_wsgi"))",
            ".SH SYNOPSIS",
            ".B expressway",
            "\\fICOMMAND\\fR [\\fIOPTION\\fR ...]",
            ".SH COMMANDS",
        ]
            + commands.flatMap { command in
                [
                    ".TP", ".B \(escaped(command.configuration.commandName ?? ""))",
                    escaped(command.configuration.abstract),
                ]
            }
            + [
                ".SH OPTIONS",
                escaped(
                    "Of start-server, setup-server, runmodwsgi and config, and of python manage.py runmodwsgi. A switch is "
                        + "turned off by --no- before its name."),
            ]
    }

    private static func entry(_ option: OptionDetails) -> [String] {
        let more = [OptionManual.defaultLine(option)].compactMap { $0 } + OptionManual.conditions(option)
        return [
            ".TP", ".B \(escaped(OptionManual.usage(option)))",
            escaped(([option.summary] + more).joined(separator: " ")),
        ]
    }

    private static let foot = [
        ".SH EXIT STATUS",
        "0 the server served and was stopped; 3 the application could not be imported; 4 it ended its process while it was loaded; 5 it was not "
            + "loaded in time; 6 Apache did not start; 7 Apache ended by itself; 64 the command line could not be read; 78 something does not "
            + "allow a start; 130 stopped before it served.",
    ]

    /// A line must not begin with a control character of roff's, a backslash begins an escape, and a bare dash is a hyphen.
    private static func escaped(_ text: String) -> String {
        let body = text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            default: result.append(character)
            }
        }
        return body.hasPrefix(".") || body.hasPrefix("'") ? "\\&" + body : body
    }

    private static func quoted(_ text: String) -> String {
        "\"\(escaped(text).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\(dq"))\""
    }
}
