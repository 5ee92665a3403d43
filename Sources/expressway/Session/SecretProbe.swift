import Diagnostics
import FileReading
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

/// Looks whether secrets are there. Their values go to the Python process that reads the settings, and nowhere else.
enum SecretProbe {
    static func value(of source: SecretSource) -> String? {
        switch source {
        case .variable(let name): ProcessEnvironment[name]
        case .file(let path):
            FileSystemFacts.contents(of: FileSystemFacts.currentDirectory.pushing(path)).map {
                String(decoding: $0, as: UTF8.self).trimmingTrailingNewlines
            }
        }
    }

    /// - Throws: a finding for each secret whose variable is not set.
    static func check(_ profile: ResolvedProfile) throws(Findings) {
        try Findings(
            profile[\.environment.secrets].compactMap { pair in
                guard case .variable(let name) = SecretSource(pair.second), ProcessEnvironment[name] == nil else {
                    return nil
                }
                return Diagnostic(
                    "no-secret", "the secret '\(pair.first)' comes from the variable '\(name)', which is not set",
                    of: profile.provenance(of: "secrets", named: pair.first), fix: "export \(name)")
            }
        ).throwIfErrors()
    }
}
