public struct DevelopmentOptions: CatalogueGroup {
    public let title = "Development"

    public let reloadOnChanges = OptionDeclaration<Bool>(
        "reload-on-changes", .toggle,
        "Load the application anew whenever its source changes.")

    public let reloadStrategy = OptionDeclaration<String>(
        "reload-strategy", .choice(["standby", "restart"]), default: .value(.text("standby")),
        rules: OptionRules(idleWithout: "reload-on-changes"), heritage: .expressway,
        "How changed source is loaded: by a copy of a process that stands by with the libraries, or by starting the WSGI processes anew."
    )

    public let reloadPreload = OptionDeclaration<String>(
        "reload-preload", .choice(["off", "stdlib", "libraries"]), default: .value(.text("libraries")),
        rules: OptionRules(idleWithout: "reload-on-changes"), heritage: .expressway,
        "What stands by has imported already: nothing, the standard library, or all libraries that the application has loaded before."
    )

    public let liveReload = OptionDeclaration<Bool>(
        "live-reload", .toggle, feeds: ["FilterProvider", "Substitute", "ProxyPass"],
        rules: OptionRules(
            requires: ["reload-on-changes"],
            apacheModules: ["env", "filter", "substitute", "headers", "proxy", "proxy_http"]),
        heritage: .expressway,
        "Let pages in browsers follow: a script that is added to the application's HTML loads them anew when what is served has changed."
    )

    public let watch = OptionDeclaration<[String]>(
        "watch", .list([.path(metavar: "PATTERN")]),
        rules: OptionRules(idleWithout: "reload-on-changes"), heritage: .expressway,
        "Files that count as source as well, as in 'templates/**'; may be given several times.")

    public let ignore = OptionDeclaration<[String]>(
        "ignore", .list([.path(metavar: "PATTERN")]),
        rules: OptionRules(idleWithout: "reload-on-changes"), heritage: .expressway,
        "Files and directories whose changes do not count, as in 'reports/**'; may be given several times. What Git ignores is left out anyway."
    )

    public let reloadPolling = OptionDeclaration<Bool>(
        "reload-polling", .toggle,
        rules: OptionRules(idleWithout: "reload-on-changes"), heritage: .expressway,
        "Look for changes twice a second, where the system does not tell of them. Network file systems are noticed without it."
    )

    public let disableReloading = OptionDeclaration<Bool>(
        "disable-reloading", .toggle, feeds: ["WSGIScriptReloading"],
        rules: OptionRules(excludes: ["reload-on-changes"]),
        "Never load the application anew, not even when its script changes."
    )
}
