import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planRouting() -> RoutingPlan {
        RoutingPlan(
            directoryIndex: profile[\.routing.directoryIndex].map { fileName($0, for: "directory-index") },
            listsDirectories: profile[\.routing.directoryListing],
            overrides: overrides(),
            mimeTypes: profile[\.routing.mimeTypes].map { existingFile($0, for: "mime-types") }
                ?? host.apache.mimeTypes,
            handlers: handlers(),
            runsCGI: profile[\.routing.withCGI],
            rewriteRules: rewriteRules(),
            includes: profile[\.routing.includeFile].map { existingFile($0, for: "include-file") },
            documentation: documentation())
    }

    /// Files for a service manager come with a place for rules.
    private mutating func rewriteRules() -> FilePath? {
        if let given = profile[\.routing.rewriteRules] { return existingFile(given, for: "rewrite-rules") }
        return request.purpose == .setup && host.apache.has("rewrite")
            ? request.serverRoot.appending(ServerPlan.rewriteRulesName) : nil
    }

    /// Source: httpd 2.4 core, AllowOverride.
    private mutating func overrides() -> [String] {
        let words = profile[\.routing.allowOverride].flatMap { $0.split(separator: " ").map(String.init) }
        let known = ["All", "None", "AuthConfig", "FileInfo", "Indexes", "Limit", "Options", "Nonfatal"]
        for word in words {
            let name = word.prefix { $0 != "=" }.lowercased()
            guard !known.contains(where: { $0.lowercased() == name }) else { continue }
            complain(
                "allow-override", "'--allow-override' takes a type of directives, not '\(word)'",
                fix: NearestName.of(word, among: known).map { "did you mean '\($0)'?" }
                    ?? "there are: \(known.joined(separator: ", "))")
        }
        return words
    }

    private mutating func handlers() -> [RoutingPlan.ResourceHandler] {
        profile[\.routing.addHandler].map { pair in
            let ending = pair.first.hasPrefix(".") ? pair.first : ".\(pair.first)"
            if ending.dropFirst().isEmpty
                || ending.dropFirst().contains(where: { $0 == "." || $0 == "/" || $0.isWhitespace })
            {
                complain(
                    "add-handler", "'--add-handler' takes the ending of file names, such as .foo, not '\(pair.first)'")
            }
            return RoutingPlan.ResourceHandler(
                ending: ending.lowercased(), script: existingFile(pair.second, for: "add-handler"))
        }
    }

    private mutating func documentation() -> FilePath? {
        guard profile[\.routing.enableDocs] else { return nil }
        let directory = host.wsgiModule.map { PlanningRequest.documentation(of: $0) }
        guard let directory, request.pathKinds[directory] == .directory else {
            complain(
                "enable-docs", "this mod_wsgi brings no documentation", id: "no-documentation",
                notes: directory.map { ["looked in \($0.string)"] } ?? [],
                fix: "it is at https://modwsgi.readthedocs.io")
            return nil
        }
        return directory
    }

    mutating func planResponses() -> ResponsePlan {
        let documents = profile[\.responses.errorDocument].map { pair in
            let isTarget = pair.second.hasPrefix("/") || ["http://", "https://"].contains(where: pair.second.hasPrefix)
            if !isTarget {
                complain(
                    "error-document", "'--error-document' takes a URL path that begins with '/', not '\(pair.second)'")
            }
            return ResponsePlan.ErrorDocument(status: pair.first, target: pair.second)
        }
        let mapping = profile[\.responses.mapHEADToGET]
        return ResponsePlan(
            errorDocuments: documents,
            overridesErrors: profile[\.responses.errorOverride],
            compresses: profile[\.responses.compressResponses],
            usesSendfile: profile[\.responses.enableSendfile],
            acceptsChunks: profile[\.responses.chunkedRequest],
            mapsHEAD: mapping == "Auto" ? nil : mapping)
    }
}
