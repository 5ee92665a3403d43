public struct DevelopmentOptions: CatalogueGroup {
    public let title = "Development"

    public let reloadOnChanges = OptionDeclaration<Bool>(
        "reload-on-changes", .toggle,
        "Load the application anew whenever its source changes.")

    public let disableReloading = OptionDeclaration<Bool>(
        "disable-reloading", .toggle, feeds: ["WSGIScriptReloading"],
        rules: OptionRules(excludes: ["reload-on-changes"]),
        "Never load the application anew, not even when its script changes."
    )
}
