public import SystemPackage

/// What happens to requests that files answer, and to the way there.
public struct RoutingPlan: Sendable, Equatable {
    public let directoryIndex: String?
    public let listsDirectories: Bool
    /// What `.htaccess` files may set; empty for nothing.
    public let overrides: [String]
    public let mimeTypes: FilePath?
    public let handlers: [ResourceHandler]
    public let runsCGI: Bool
    public let rewriteRules: FilePath?
    public let includes: [FilePath]
    /// The directory of mod_wsgi's documentation.
    public let documentation: FilePath?

    /// A WSGI script that answers for files with an ending.
    public struct ResourceHandler: Sendable, Equatable {
        /// With its dot.
        public let ending: String
        public let script: FilePath
    }
}

/// What is done to requests and responses on their way.
public struct ResponsePlan: Sendable, Equatable {
    public let errorDocuments: [ErrorDocument]
    public let overridesErrors: Bool
    public let compresses: Bool
    public let usesSendfile: Bool
    public let acceptsChunks: Bool
    /// `Off`, `On`; nil for mod_wsgi's own judgement.
    public let mapsHEAD: String?

    /// Where the page for a status comes from.
    public struct ErrorDocument: Sendable, Equatable {
        public let status: String
        public let target: String
    }
}
