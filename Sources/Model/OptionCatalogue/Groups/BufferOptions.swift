public struct BufferOptions: CatalogueGroup {
    public let title = "Sizes and buffers"

    private static let daemonOnly = OptionRules(excludes: ["embedded-mode"])

    public let limitRequestBody = OptionDeclaration<Int>(
        "limit-request-body", .integer(0...2_147_483_647, unit: .bytes), default: .value(.integer(10_485_760)),
        feeds: ["LimitRequestBody"],
        "How large the body of a request may be; 0 for no limit.")

    public let sendBufferSize = OptionDeclaration<Int?>(
        "send-buffer-size", .integer(0...1_073_741_824, unit: .bytes), default: .derived("the system's"),
        feeds: ["WSGIDaemonProcess"],
        rules: daemonOnly,
        "The send buffer of the sockets between Apache and the WSGI processes, at least 512; 0 for the system's default."
    )

    public let receiveBufferSize = OptionDeclaration<Int?>(
        "receive-buffer-size", .integer(0...1_073_741_824, unit: .bytes), default: .derived("the system's"),
        feeds: ["WSGIDaemonProcess"],
        rules: daemonOnly,
        "The receive buffer of the sockets between Apache and the WSGI processes, at least 512; 0 for the system's default."
    )

    public let headerBufferSize = OptionDeclaration<Int?>(
        "header-buffer-size", .integer(0...1_073_741_824, unit: .bytes), default: .derived("32768 bytes"),
        feeds: ["WSGIDaemonProcess"],
        rules: daemonOnly,
        "How large the headers of an application's response may be, at least 8192; 0 for the default.")

    public let responseBufferSize = OptionDeclaration<Int?>(
        "response-buffer-size", .integer(0...1_073_741_824, unit: .bytes), default: .derived("mod_wsgi's"),
        feeds: ["WSGIDaemonProcess"],
        rules: daemonOnly,
        "How much of a response Apache holds for a slow client, at least 65536; 0 for the default.")

    public let responseFlushDelay = OptionDeclaration<Int>(
        "response-flush-delay", .integer(0...60_000, unit: .milliseconds), default: .value(.integer(5)),
        feeds: ["WSGIDaemonProcess"],
        rules: OptionRules(excludes: ["embedded-mode"], wsgiVersion: "6.1.1"),
        "How long Apache waits for more of a response before it sends what it has.")
}
