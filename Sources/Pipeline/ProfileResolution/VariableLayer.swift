public import Diagnostics
public import OptionCatalogue
import SpannedYAML

/// The variables `EXPRESSWAY_*` as a layer: `EXPRESSWAY_PORT=8001` is `--port 8001`.
public enum VariableLayer {
    private static let prefix = "EXPRESSWAY_"
    /// Variables of this prefix that are no options.
    private static let others = ["ENGINE", "PROFILE", "FACTS_DESCRIPTOR", "PREBUILT_ENGINE"]

    /// - Parameter directory: absolute; relative paths start here.
    /// - Returns: the layer, and findings for values that their options do not take, and for names that are no options.
    public static func read(_ variables: [(name: String, value: String)], directory: String) -> (Layer, Findings) {
        var layer = Layer()
        var findings = Findings()
        for variable in variables.sorted(by: { $0.name < $1.name }) where variable.name.hasPrefix(prefix) {
            let rest = variable.name.dropFirst(prefix.count)
            guard !others.contains(String(rest)), !rest.hasPrefix("TEST_") else { continue }
            guard let option = byVariable[String(rest)] else {
                findings.add(unknown(variable.name, String(rest)))
                continue
            }
            do throws(Findings) {
                let change = try change(option, variable, directory)
                layer.add(option.name, change, .variable(variable.name))
            } catch {
                findings.add(error)
            }
        }
        return (layer, findings)
    }

    /// `EXPRESSWAY_RELOAD_ON_CHANGES`
    public static func name(of option: OptionName) -> String {
        prefix + option.text.uppercased().replacing("-", with: "_")
    }

    private static let byVariable = Dictionary(
        Catalogue.all.map { (String(name(of: $0.name).dropFirst(prefix.count)), $0) },
        uniquingKeysWith: { first, _ in first })

    /// A list or a mapping is written as in a profile, on one line: `[src, lib]`, `{A: 1}`. Anything else is one value, as it stands.
    private static func change(
        _ option: OptionDetails, _ variable: (name: String, value: String), _ directory: String
    ) throws(Findings) -> SettingChange {
        let isYAML = variable.value.first { $0 != " " }.map { "[{".contains($0) } ?? false
        switch option.type {
        case .list where isYAML || option.type.isMapping && !variable.value.isEmpty:
            return try yaml(option, variable, directory)
        case .list where variable.value.isEmpty: return .list([])
        case .list(let elements):
            guard case .text(let text) = try value(option, elements[0], variable, directory) else { return .list([]) }
            return .list([ListElement([text], .variable(variable.name))])
        case .toggle, .integer, .decimal, .text, .path, .choice:
            return .value(try value(option, option.type, variable, directory))
        }
    }

    private static func value(
        _ option: OptionDetails, _ type: OptionType, _ variable: (name: String, value: String), _ directory: String
    ) throws(Findings) -> OptionValue {
        do throws(Diagnostic) {
            let value = try type.read([variable.value], for: option.name, place: "variable \(variable.name)")
            guard case .path = type, case .text(let path) = value else { return value }
            return .text(RelativePath.absolute(path, from: directory))
        } catch {
            throw Findings([error])
        }
    }

    private static func yaml(
        _ option: OptionDetails, _ variable: (name: String, value: String), _ directory: String
    ) throws(Findings) -> SettingChange {
        let source = SourceText(name: "variable \(variable.name)", variable.value)
        guard let node = try YAMLReader.read(source) else { return .list([]) }
        var reader = SettingReader(.variable(variable.name), directory: directory, interpolation: nil)
        let change = reader.change(option, node)
        try reader.findings.throwIfErrors()
        return change ?? .reset
    }

    private static func unknown(_ name: String, _ rest: String) -> Diagnostic {
        let near = NearestName.of(rest.uppercased(), among: byVariable.keys.sorted())
        return Diagnostic(
            "unknown-variable", "the variable '\(name)' is no option", severity: .warning,
            fix: near.map { "did you mean '\(prefix)\($0)'?" })
    }
}
