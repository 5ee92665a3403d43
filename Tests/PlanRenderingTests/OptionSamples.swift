import OptionCatalogue

/// For every option a use of it that a real Apache must accept, with what it needs beside it. `@` stands for a directory of the test's own.
enum OptionSamples {
    typealias Use = (name: OptionName, words: [String])

    /// Options that go together; each of them is a sample for all its members.
    static let groups: [[Use]] = [
        [("https-port", ["8443"]), ("ssl-certificate", ["@/site"]), ("http2", ["on"])],
        [("ssl-port", ["8443"]), ("ssl-certificate", ["@/site"])],
        [
            ("https-port", ["8443"]), ("ssl-certificate-file", ["@/site.crt"]),
            ("ssl-certificate-key-file", ["@/site.key"]), ("ssl-certificate-chain-file", ["@/site.crt"]),
            ("ssl-ca-certificate-file", ["@/site.crt"]), ("ssl-verify-client", ["/private"]),
            ("ssl-environment", ["on"]),
            ("https-only", ["on"]), ("hsts-policy", ["max-age=31536000; includeSubDomains; x=50%"]),
        ],
        [("server-name", ["www.example.com"]), ("server-alias", ["*.example.org"]), ("allow-localhost", ["on"])],
        [
            ("proxy-mount-point", ["/api", "http://127.0.0.1:9000"]),
            ("proxy-url-alias", ["/api/$1%2", "https://127.0.0.1:9001/x/"]),
            ("proxy-virtual-host", ["other.example.com", "http://127.0.0.1:9002/"]), ("proxy-timeout", ["7"]),
            ("trust-proxy-header", ["X-Forwarded-For"]), ("trust-proxy", ["10.0.0.0/8"]),
        ],
        [
            ("host-access-script", ["@/script.py"]), ("auth-user-script", ["@/script.py"]), ("auth-type", ["digest"]),
            ("auth-group-script", ["@/script.py"]), ("auth-group", ["staff"]),
        ],
        [("auth-user-script", ["@/script.py"])],
        [
            ("service-script", ["ticker", "@/script.py"]), ("service-user", ["ticker", "nobody"]),
            ("service-group", ["ticker", "nogroup"]), ("service-log-file", ["ticker", "ticker.log"]),
        ],
        [
            ("document-root", ["@/files"]), ("directory-index", ["index.html"]), ("allow-override", ["FileInfo"]),
            ("with-cgi", ["on"]), ("add-handler", ["foo", "@/script.py"]), ("url-alias", ["/media", "@/files"]),
            ("mime-types", ["/etc/mime.types"]), ("rewrite-rules", ["@/rules.conf"]),
        ],
        [("application-type", ["static"]), ("entry-point", ["@/files"]), ("directory-listing", ["on"])],
        [
            ("log-directory", ["@/files"]), ("error-log-name", ["errors"]),
            ("error-log-format", ["[%t] \"%M\" %{c}L \\ ${HOME}"]),
            ("access-log", ["on"]), ("access-log-name", ["requests"]), ("access-log-format", ["combined"]),
            ("startup-log", ["on"]), ("startup-log-name", ["start"]), ("rotate-logs", ["on"]), ("max-log-size", ["7"]),
            ("rotatelogs-executable", ["@/script.py"]),
        ],
        [
            ("server-mpm", ["prefork"]), ("max-clients", ["50"]), ("initial-workers", ["0.5"]),
            ("minimum-spare-workers", ["0.2"]), ("maximum-spare-workers", ["0.8"]),
        ],
        [
            ("reload-on-changes", ["on"]), ("reload-strategy", ["restart"]), ("reload-preload", ["off"]),
            ("watch", ["@/templates/**"]), ("ignore", ["@/reports/**"]), ("reload-polling", ["on"]),
        ],
        [("reload-on-changes", ["on"]), ("live-reload", ["on"])],
        [("inactivity-timeout", ["30"]), ("ignore-activity", ["/ping"])],
        [("telemetry-service", ["unix:/run/telemetry.sock"]), ("telemetry-interval", ["0.5"])],
        [("telemetry-service", ["unix:/run/telemetry.sock"]), ("telemetry-options", ["+CaptureUserAgent"])],
        [("telemetry-service", ["unix:/run/telemetry.sock"]), ("slow-requests", ["2.5"])],
        [
            ("enable-telemetry", ["on"]), ("telemetry-ui-port", ["8889"]), ("telemetry-options", ["All"]),
            ("slow-requests", ["0"]), ("service-log-file", ["telemetry", "telemetry.log"]),
        ],
        [
            ("debug-mode", ["on"]), ("enable-debugger", ["on"]), ("debugger-startup", ["on"]),
            ("debugger", ["debugpy"]), ("debugger-port", ["0"]), ("enable-coverage", ["on"]),
            ("coverage-directory", ["@/files"]), ("enable-gdb", ["on"]), ("gdb-executable", ["gdb"]),
            ("host", ["0.0.0.0"]), ("allow-remote-debug", ["on"]),
        ],
        [
            ("debug-mode", ["off"]), ("enable-profiler", ["on"]), ("profiler-directory", ["@/files"]),
            ("profiler-format", ["speedscope"]), ("enable-recorder", ["on"]), ("recorder-directory", ["@/files"]),
            ("recorder-redact", ["X-Token"]), ("recorder-keep-secrets", ["on"]), ("recorder-body-limit", ["0"]),
        ],
        [("embedded-mode", ["on"]), ("python-eggs", ["@/files"]), ("application-group", ["blog"])],
    ]

    /// Options that need nobody.
    static let single: [Use] = [
        ("callable-object", ["main"]), ("working-directory", ["@/files"]), ("mount-point", ["/a b$1%{X}"]),
        ("python-path", ["@/files"]), ("process-group", ["shop"]), ("host", ["::1"]), ("port", ["8123"]),
        ("keep-alive-timeout", ["0"]), ("server-backlog", ["64"]), ("processes", ["3"]), ("threads", ["7"]),
        ("daemon-backlog", ["33"]), ("startup-timeout", ["0"]), ("request-timeout", ["0"]),
        ("interrupt-timeout", ["4"]),
        ("queue-timeout", ["4"]), ("connect-timeout", ["4"]), ("socket-timeout", ["4"]),
        ("response-socket-timeout", ["4"]),
        ("header-timeout", ["4"]), ("header-max-timeout", ["0"]), ("header-min-rate", ["0"]), ("body-timeout", ["0"]),
        ("body-max-timeout", ["40"]), ("body-min-rate", ["400"]), ("maximum-requests", ["9"]),
        ("restart-interval", ["9"]),
        ("cpu-time-limit", ["9"]), ("deadlock-timeout", ["9"]), ("graceful-timeout", ["9"]),
        ("eviction-timeout", ["9"]),
        ("shutdown-timeout", ["9"]), ("limit-request-body", ["0"]), ("send-buffer-size", ["512"]),
        ("receive-buffer-size", ["0"]), ("header-buffer-size", ["8192"]), ("response-buffer-size", ["65536"]),
        ("response-flush-delay", ["0"]), ("include-file", ["@/more.conf"]), ("enable-docs", ["on"]),
        ("with-php5", ["on"]),
        ("error-document", ["404", "/none?a=b"]), ("error-override", ["on"]), ("compress-responses", ["on"]),
        ("enable-sendfile", ["on"]), ("chunked-request", ["on"]), ("map-head-to-get", ["off"]),
        ("setenv", ["KEY", "a\" ${B} \\"]),
        ("passenv", ["HOME"]), ("envvars-script", ["@/script.py"]), ("shell-executable", ["/bin/sh"]),
        ("locale", ["C.UTF-8"]),
        ("lang", ["C.UTF-8"]), ("python-warnings", ["ignore::DeprecationWarning"]), ("switch-interval", ["0.001"]),
        ("free-threading", ["on"]), ("orphan-interpreter", ["on"]), ("verbose-debugging", ["on"]),
        ("log-to-terminal", ["off"]),
        ("log-level", ["debug"]), ("server-status", ["on"]), ("server-metrics", ["on"]),
        ("reload-on-changes", ["on"]), ("disable-reloading", ["on"]),
        ("environment", ["NAME", "a \"value\" ${X}"]), ("secrets", ["NAME", "env:HOME"]), ("validate", ["on"]),
        ("user", ["nobody"]), ("group", ["nogroup"]), ("server-root", ["@/root"]), ("keep-server-root", ["on"]),
        ("setup-only", ["on"]), ("httpd-executable", ["/usr/sbin/apache2"]),
        ("modules-directory", ["/usr/lib/apache2/modules"]), ("process-name", ["my server"]),
        ("pid-file", ["@/server.pid"]),
        ("socket-prefix", ["@/files"]),
    ]

    static let all: [[Use]] = groups + single.map { [$0] }

    static func of(_ option: OptionName) -> [Use]? {
        all.first { sample in sample.contains { $0.name == option } }
    }

    /// What the session decides before there is a plan, or what is not about the configuration.
    static let withoutDirective: Set<OptionName> = [
        "user", "group", "modules-directory", "server-root", "telemetry-interval", "telemetry-ui-port",
        "disable-reloading", "reload-preload", "watch", "ignore", "reload-polling",
    ]
}
