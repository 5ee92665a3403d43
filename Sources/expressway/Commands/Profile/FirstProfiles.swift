import ProfileReading

/// The profiles that a project begins with.
enum FirstProfiles {
    /// - Parameter port: on which the project was served so far, and which file says so.
    static func text(port: (number: Int, file: String)? = nil) -> String {
        """
        \(ProfileSchemaFile.firstLine)
        # How this project runs, for everybody. Your own wishes go into \(ProfileFiles.localName), which git ignores.
        # Every option of the server is a key: 'expressway options' lists them, 'expressway explain OPTION' tells more.
        version: 1
        default: development
        profiles:
          base:
            abstract: true
            description: What all profiles have in common
            threads: 5
          development:
            description: At your desk
            extends: base
            reload-on-changes: true
        \(lines(port))  debug:
            description: One process that has your terminal, and the debugger where an exception goes unhandled
            extends: development
            debug-mode: true
            enable-debugger: true
          production:
            description: For 'setup-server' on a machine that serves others
            extends: base
            processes: 2
            access-log: true

        """
    }

    private static func lines(_ port: (number: Int, file: String)?) -> String {
        port.map { "    port: \($0.number)  # as in \($0.file)\n" } ?? ""
    }
}
