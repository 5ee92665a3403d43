public struct CapacityOptions: CatalogueGroup {
    public let title = "Capacity"

    public let processes = OptionDeclaration<Int?>(
        "processes", .integer(1...1000), default: .derived("one process"), feeds: ["WSGIDaemonProcess"],
        "How many WSGI processes run the application; with a number, even 1, the application sees wsgi.multiprocess.")

    public let threads = OptionDeclaration<Int>(
        "threads", .integer(1...1000), default: .value(.integer(5)), feeds: ["WSGIDaemonProcess"],
        "How many threads each WSGI process has for requests.")
}
