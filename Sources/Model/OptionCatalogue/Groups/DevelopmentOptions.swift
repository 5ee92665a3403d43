public struct DevelopmentOptions: CatalogueGroup {
    public let title = "Development"

    public let reloadOnChanges = OptionDeclaration<Bool>(
        "reload-on-changes", .toggle,
        "Load the application anew whenever its source changes.")
}
