import Diagnostics
import OptionCatalogue
import ProfileResolution
import SystemPackage

/// The process environment of the WSGI processes.
extension ServerPlanner {
    /// What the user sets, then what the server says of itself: that is true whatever the user sets.
    mutating func planEnvironment(_ site: SitePlan) -> [(name: String, value: String)] {
        let own = processEnvironment(site)
        var variables: [(name: String, value: String)] = []
        for pair in profile[\.environment.environment] {
            checkName(pair.first, of: "environment")
            if own.contains(where: { $0.name == pair.first && $0.name != "DJANGO_SETTINGS_MODULE" }) {
                findings.add(
                    Diagnostic(
                        "own-variable", "'\(pair.first)' is set by the server itself",
                        of: profile.provenance(of: "environment", named: pair.first), fix: "leave it out"))
            }
            variables.append((pair.first, pair.second))
        }
        let given = Set(variables.map(\.name))
        return own.filter { !given.contains($0.name) } + variables
    }

    mutating func planSecrets() -> [(name: String, source: SecretSource)] {
        let open = Set(profile[\.environment.environment].map(\.first))
        var secrets: [(name: String, source: SecretSource)] = []
        for pair in profile[\.environment.secrets] {
            let provenance = profile.provenance(of: "secrets", named: pair.first)
            checkName(pair.first, of: "secrets")
            if open.contains(pair.first) {
                findings.add(
                    Diagnostic(
                        "two-values", "'\(pair.first)' is a secret and stands in 'environment' as well", of: provenance,
                        fix: "leave one of them out"))
            }
            guard let source = SecretSource(pair.second) else {
                findings.add(
                    Diagnostic(
                        "wrong-value", "'--secrets' takes env:VARIABLE or file:FILE-PATH for '\(pair.first)'",
                        of: provenance))
                continue
            }
            secrets.append((pair.first, absolute(source, pair.first, provenance)))
        }
        return secrets
    }

    private mutating func absolute(_ source: SecretSource, _ name: String, _ provenance: Provenance) -> SecretSource {
        guard case .file(let given) = source else { return source }
        let path = paths.absolute(given.string)
        if request.pathKinds[path] != .file {
            findings.add(
                Diagnostic(
                    "no-secret", "the file '\(path.string)' of the secret '\(name)' does not exist", of: provenance))
        }
        return .file(path)
    }

    private mutating func checkName(_ name: String, of option: OptionName) {
        // Source: environ(7); a shell could not export any other.
        guard !name.isVariableName || name.contains(where: { $0 == "." || $0 == "-" }) else { return }
        findings.add(
            Diagnostic(
                "variable-name", "'\(name)' is no name of a variable (letters, digits, '_')",
                of: profile.provenance(of: option, named: name)))
    }
}
