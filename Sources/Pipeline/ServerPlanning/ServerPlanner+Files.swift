import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// The longest URL path first, since Apache takes the first that fits. What the user gave wins over what Django's settings say. A directory of
    /// the settings' may come into being later, with the first upload.
    mutating func planAliases() -> [FileAlias] {
        var aliases: [String: FileAlias] = [:]
        for alias in host.django?.aliases ?? [] {
            let url = alias.url.withoutTrailingSlashes
            aliases[url] = FileAlias(
                urlPath: url, target: alias.directory, isDirectory: true, source: .django(alias.setting))
        }
        for pair in profile[\.routing.urlAlias] {
            if let alias = fileAlias(pair) { aliases[alias.urlPath] = alias }
        }
        return aliases.values.sorted { ($1.urlPath.utf8.count, $0.urlPath) < ($0.urlPath.utf8.count, $1.urlPath) }
    }

    private mutating func fileAlias(_ pair: WordPair) -> FileAlias? {
        let provenance = profile.provenance(of: "url-alias", named: pair.first)
        guard pair.first.hasPrefix("/") else {
            findings.add(
                Diagnostic(
                    "wrong-value", "'--url-alias' takes a URL path that begins with '/', not '\(pair.first)'",
                    of: provenance))
            return nil
        }
        let target = paths.absolute(pair.second)
        let url = pair.first.withoutTrailingSlashes
        switch request.pathKinds[target] {
        case .directory:
            return FileAlias(urlPath: url, target: target, isDirectory: true, source: .option)
        case .file, .other:
            return FileAlias(urlPath: url, target: target, isDirectory: false, source: .option)
        case .missing:
            findings.add(
                Diagnostic(
                    "no-file", "'\(target.string)', which '--url-alias' puts at '\(pair.first)', does not exist",
                    of: provenance))
            return nil
        }
    }
}
