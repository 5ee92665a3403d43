public import HostFacts
public import SystemPackage

/// A host as a plan sees it, made up, for the pure stages.
public enum SampleHost {
    public static let apache = ApacheFacts(
        executable: "/usr/sbin/apache2", version: Version(2, 4, 71), modulesDirectory: "/usr/lib/apache2/modules",
        builtInModules: ["core", "so", "http_core", "log_config", "unixd"],
        loadableModules: [
            "mpm_event", "mpm_prefork", "mpm_worker", "authz_core", "alias", "dir", "mime", "rewrite", "env",
            "reqtimeout", "ssl",
            "socache_shmcb", "headers", "proxy", "proxy_http", "substitute", "http2", "status", "authz_host",
            "authn_core",
            "authz_user",
            "auth_basic", "auth_digest", "filter", "deflate", "autoindex", "cgi", "cgid",
        ],
        mimeTypes: "/etc/mime.types")

    public static let module = WSGIModuleFacts(
        path: "/srv/venv/lib/mod_wsgi.so", version: Version(6, 1, 1), pythonVersion: Version(3, 11),
        source: .environment, directives: [])

    public static let python = PythonFacts(
        executable: "/srv/venv/bin/python", version: Version(3, 11, 2), prefix: "/srv/venv", basePrefix: "/usr",
        packageDirectory: "/srv/venv/lib/expressway", environmentModule: nil)

    public static let ordinaryUser = RunUser(
        name: "ada", userID: 1000, groupName: "ada", groupID: 1000, isSwitchedTo: false, reason: "you")

    public static let switchedUser = RunUser(
        name: "www-data", userID: 33, groupName: "www-data", groupID: 33, isSwitchedTo: true,
        reason: "since root starts the server")

    public static func make(
        django: DjangoFacts? = nil, user: RunUser = ordinaryUser, apache: ApacheFacts = apache, locale: String? = nil,
        currentDirectory: FilePath = "/srv/app"
    ) -> Host {
        Host(
            apache: apache, wsgiModule: module, python: python, django: django, user: user, locale: locale,
            currentDirectory: currentDirectory)
    }

    public static let django = DjangoFacts(
        settingsModule: "mysite.settings", wsgiApplication: "mysite.wsgi.application", baseDirectory: "/srv/app",
        aliases: [
            DjangoFacts.Alias(url: "/static/", directory: "/srv/app/staticfiles", setting: "STATIC_URL, STATIC_ROOT"),
            DjangoFacts.Alias(url: "/media/", directory: "/srv/app/media", setting: "MEDIA_URL, MEDIA_ROOT"),
        ], pythonPath: ["/srv/app/src"], notes: [])
}
