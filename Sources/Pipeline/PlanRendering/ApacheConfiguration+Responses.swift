import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func responsesGroup() -> ConfigurationGroup? {
        let responses = plan.responses
        var nodes: [ConfigurationNode] = responses.errorDocuments.map {
            .directive("ErrorDocument", $0.status, $0.target, causes: ["error-document"])
        }
        if plan.application != nil {
            if responses.overridesErrors {
                nodes.append(.directive("WSGIErrorOverride", "On", causes: ["error-override"]))
            }
            if responses.usesSendfile {
                nodes += [
                    .directive("EnableSendfile", "On", causes: ["enable-sendfile"]),
                    .directive("WSGIEnableSendfile", "On", causes: ["enable-sendfile"]),
                ]
            }
            if responses.acceptsChunks {
                nodes.append(.directive("WSGIChunkedRequest", "On", causes: ["chunked-request"]))
            }
            if let mapping = responses.mapsHEAD {
                nodes.append(.directive("WSGIMapHEADToGET", mapping, causes: ["map-head-to-get"]))
            }
        }
        if responses.compresses {
            modules.need("filter", for: ["compress-responses"])
            modules.need("deflate", for: ["compress-responses"])
            nodes.append(
                .directive(
                    Directive(
                        "AddOutputFilterByType", [.text("DEFLATE")] + Self.compressible.map { .text($0) },
                        causes: ["compress-responses"])))
        }
        return ConfigurationGroup(
            "Requests and responses",
            causes: given(
                [],
                [
                    "error-document", "error-override", "enable-sendfile", "chunked-request", "map-head-to-get",
                    "compress-responses",
                ]), nodes)
    }

    private static let compressible = [
        "text/plain", "text/html", "text/xml", "text/css", "text/javascript", "application/xhtml+xml",
        "application/javascript", "application/json", "image/svg+xml",
    ]
}
