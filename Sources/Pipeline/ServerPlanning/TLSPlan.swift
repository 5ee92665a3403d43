public import SystemPackage

/// HTTPS: where, with which certificate, and for whom.
public struct TLSPlan: Sendable, Equatable {
    public let listener: Listener
    public let certificate: FilePath
    /// Nil where it is in the certificate's file.
    public let key: FilePath?
    public let chain: FilePath?
    public let clients: ClientCertificates?
    /// Whether the `SSL_` variables go to the WSGI environ.
    public let handsOnVariables: Bool
    /// Whether HTTP only redirects.
    public let isOnly: Bool
    /// The value of the `Strict-Transport-Security` header.
    public let transportSecurity: String?

    /// Certificates that clients show.
    public struct ClientCertificates: Sendable, Equatable {
        /// The authorities that are believed.
        public let authorities: FilePath
        /// The URL paths that need one; empty for everywhere.
        public let paths: [String]
    }

    /// The authority part of the URLs to redirect to, for a host name: without the port that HTTPS has anyway.
    public func authority(_ host: String) -> String {
        listener.port == 443 ? host : "\(host):\(listener.port)"
    }
}
