import ApacheSyntax
import Diagnostics
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

/// The line that Apache complains of.
struct ConfigurationComplaint: Equatable {
    let file: FilePath
    let line: Int

    /// Source: httpd 2.4, AH00526: `Syntax error on line 12 of /…/httpd.conf:`.
    static func find(in messages: [String]) -> ConfigurationComplaint? {
        for message in messages {
            let words = message.split(separator: " ")
            guard let index = words.firstIndex(of: "line"), index > 1, words[index - 1] == "on",
                words.indices.contains(index + 2), words[index + 2] == "of", let line = Int(words[index + 1])
            else {
                continue
            }
            let file = words[(index + 3)...].joined(separator: " ").prefix { $0 != ":" }
            return ConfigurationComplaint(file: FilePath(String(file)), line: line)
        }
        return nil
    }
}

extension Prepared {
    /// A line of the generated configuration, or of a file that it includes, is traced back to the options that caused it.
    func diagnostic(
        _ id: String, _ message: String, complaint: ConfigurationComplaint?, _ profile: ResolvedProfile, fix: String?
    ) -> Diagnostic {
        let places = (complaint.map(causes) ?? []).map { "\(profile.provenance(of: $0)) (\($0))" }
        return Diagnostic(
            id, message, place: places.isEmpty ? nil : places.joined(separator: ", "),
            notes: complaint.flatMap(note).map { [$0] } ?? [], fix: fix)
    }

    private func causes(of complaint: ConfigurationComplaint) -> [OptionName] {
        switch complaint.file {
        case plan.configurationFile: configuration.causes(ofLine: complaint.line)
        case plan.convertedRules: ["rewrite-rules"]
        case let file where plan.routing.includes.contains(file): ["include-file"]
        default: []
        }
    }

    private func note(on complaint: ConfigurationComplaint) -> String? {
        if complaint.file == plan.convertedRules, let rules = plan.routing.rewriteRules {
            return "line \(complaint.line) of '\(rules.string)', of which it is the copy"
        }
        let lines = configuration.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard complaint.file == plan.configurationFile, lines.indices.contains(complaint.line - 1) else { return nil }
        return "line \(complaint.line) of the configuration: \(lines[complaint.line - 1])"
    }
}
