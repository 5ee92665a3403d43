public import SystemPackage

/// What Apache says of a configuration.
public enum ConfigurationTest {
    /// Lets Apache read a configuration and end.
    ///
    /// - Returns: its complaints, in lines; nil where it has none.
    ///   Source: httpd(8), `-t`.
    public static func complaints(
        httpd: FilePath, configuration: FilePath, environment: [(name: String, value: String)]
    ) -> [String]? {
        let variables = Dictionary(environment.map { ($0.name, $0.value) }) { _, last in last }
        guard
            let output = try? ProgramOutput.start(httpd, ["-t", "-f", configuration.string], variables: variables)
                .finish()
        else { return ["'\(httpd.string)' cannot be run"] }
        return output.succeeded ? nil : output.standardError.split(separator: "\n").map(String.init)
    }
}
