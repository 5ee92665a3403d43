import OptionCatalogue
import TestSupport

/// Golden files for what a project rarely asks for, several things in each.
extension GoldenConfigurationTests {
    static let rarer = [
        Example(
            name: "site",
            options: [
                script, ("server-name", .text("www.example.com")), ("server-alias", .list([["*.example.org"]])),
                ("allow-localhost", .toggle(true)), ("https-port", .integer(8443)), ("https-only", .toggle(true)),
                ("ssl-certificate", .text("site")), ("ssl-ca-certificate-file", .text("clients.pem")),
                ("ssl-verify-client", .list([["/private/"]])), ("hsts-policy", .text("max-age=31536000; x=50%")),
                ("http2", .toggle(true)), ("document-root", .text("/srv/www")),
                (
                    "proxy-mount-point",
                    .list([["/api", "http://127.0.0.1:9000"], ["/api/deep/", "https://127.0.0.1:9001/x/"]])
                ),
                ("proxy-virtual-host", .list([["other.example.com", "http://127.0.0.1:9002"]])),
                ("trust-proxy-header", .list([["X-Forwarded-For"]])), ("trust-proxy", .list([["10.0.0.0/8"]])),
            ], files: ["/srv/app/app.wsgi", "/srv/app/site.crt", "/srv/app/site.key", "/srv/app/clients.pem"]),
        Example(
            name: "tls-without-name",
            options: [
                script, ("https-port", .integer(443)), ("port", .integer(80)),
                ("ssl-certificate-file", .text("site.pem")),
                ("https-only", .toggle(true)),
            ], files: ["/srv/app/app.wsgi", "/srv/app/site.pem"]),
        Example(
            name: "guarded",
            options: [
                script, ("host-access-script", .text("access.py")), ("auth-user-script", .text("users.py")),
                ("auth-type", .text("Digest")), ("auth-group-script", .text("groups.py")),
                ("auth-group", .text("staff")),
                ("service-script", .list([["ticker", "ticker.py"], ["mailer", "mailer.py"]])),
                ("service-log-file", .list([["ticker", "ticker.log"]])), ("service-user", .list([["mailer", "mail"]])),
                ("server-status", .toggle(true)), ("server-metrics", .toggle(true)),
                ("telemetry-service", .text("unix:/run/telemetry")), ("slow-requests", .decimal(2.5)),
            ], user: SampleHost.switchedUser,
            files: [
                "/srv/app/app.wsgi", "/srv/app/access.py", "/srv/app/users.py", "/srv/app/groups.py",
                "/srv/app/ticker.py", "/srv/app/mailer.py",
            ]),
        Example(
            name: "measured",
            options: [
                script, ("enable-telemetry", .toggle(true)), ("telemetry-ui-port", .integer(8889)),
                ("service-log-file", .list([["telemetry", "telemetry.log"]])),
            ], user: SampleHost.switchedUser),
        Example(
            name: "live",
            options: [
                script, ("reload-on-changes", .toggle(true)), ("live-reload", .toggle(true)),
                ("rewrite-rules", .text("rules.conf")), ("document-root", .text("/srv/www")),
                ("access-log", .toggle(true)), ("auth-user-script", .text("users.py")),
                ("compress-responses", .toggle(true)),
            ], user: SampleHost.switchedUser,
            files: ["/srv/app/app.wsgi", "/srv/app/rules.conf", "/srv/app/users.py"]),
        Example(
            name: "live-in-the-network",
            options: [
                script, ("reload-on-changes", .toggle(true)), ("live-reload", .toggle(true)),
                ("host", .text("0.0.0.0")), ("allow-remote-debug", .toggle(true)), ("embedded-mode", .toggle(true)),
                ("threads", .integer(2)),
            ]),
        Example(
            name: "embedded",
            options: [
                script, ("embedded-mode", .toggle(true)), ("processes", .integer(2)), ("threads", .integer(10)),
                ("python-eggs", .text("eggs")), ("application-group", .text("blog")),
            ]),
        Example(
            name: "tuned",
            options: [
                script, ("server-mpm", .list([["prefork"]])), ("max-clients", .integer(50)),
                ("minimum-spare-workers", .decimal(0.2)), ("maximum-requests", .integer(1000)),
                ("inactivity-timeout", .integer(300)), ("ignore-activity", .list([["/ping"]])),
                ("header-max-timeout", .integer(0)), ("body-min-rate", .integer(0)),
                ("keep-alive-timeout", .integer(0)),
                ("response-flush-delay", .integer(0)), ("switch-interval", .decimal(0.001)),
                ("rotate-logs", .toggle(true)), ("rotatelogs-executable", .text("/opt/my tools/rotatelogs")),
                ("log-directory", .text("/var/log/100% app")), ("access-log", .toggle(true)),
                ("access-log-format", .text("combined")), ("error-document", .list([["404", "/none"]])),
                ("compress-responses", .toggle(true)), ("document-root", .text("/srv/www")),
                ("directory-index", .text("index.html")), ("with-cgi", .toggle(true)),
                ("add-handler", .list([["foo", "foo.py"]])), ("allow-override", .list([["FileInfo"]])),
                ("rewrite-rules", .text("rules.conf")), ("include-file", .list([["more*.conf"]])),
                ("process-name", .text("it's mine")), ("startup-log", .toggle(true)),
            ],
            files: [
                "/srv/app/app.wsgi", "/opt/my tools/rotatelogs", "/srv/app/foo.py", "/srv/app/rules.conf",
                "/srv/app/more*.conf",
            ]),
    ]
}
