import Diagnostics
import FileReading
import SystemPackage

/// Advice that depends on the operating system.
enum InstallationAdvice {
    /// The command that installs Apache here.
    static var apache: String {
        switch OperatingSystem.family {
        case .debian: "install it with: sudo apt-get install apache2-bin apache2-dev"
        case .fedora: "install it with: sudo dnf install httpd httpd-devel"
        case .alpine: "install it with: sudo apk add apache2 apache2-dev"
        case .arch: "install it with: sudo pacman -S apache"
        case .suse: "install it with: sudo zypper install apache2 apache2-devel"
        case .other: "install Apache 2.4 with your package manager"
        }
    }

    /// What brings an Apache into the Python environment, without root.
    static let standalone = "or, without root, bring one into the environment with: pip install mod_wsgi-standalone"

    /// The command that installs mod_wsgi for a Python.
    static func wsgiModule(python: FilePath?) -> String {
        let pip = python.map { "\($0.string) -m pip install mod_wsgi" } ?? "pip install mod_wsgi"
        switch OperatingSystem.family {
        case .debian: return "install it with: sudo apt-get install apache2-dev python3-dev build-essential && \(pip)"
        case .fedora, .alpine, .arch, .suse, .other: return "install it with: \(pip)"
        }
    }
}

/// The operating system as its release file names it.
enum OperatingSystem {
    enum Family {
        case debian
        case fedora
        case alpine
        case arch
        case suse
        case other
    }

    /// Source: os-release(5), `ID` and `ID_LIKE`.
    static var family: Family {
        let bytes = FileSystemFacts.contents(of: "/etc/os-release") ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let names = lines.filter { $0.hasPrefix("ID=") || $0.hasPrefix("ID_LIKE=") }
            .flatMap { $0.drop { $0 != "=" }.dropFirst().filter { $0 != "\"" }.split(separator: " ") }
        if names.contains(where: { ["debian", "ubuntu"].contains($0) }) { return .debian }
        if names.contains(where: { ["fedora", "rhel", "centos"].contains($0) }) { return .fedora }
        if names.contains("alpine") { return .alpine }
        if names.contains("arch") { return .arch }
        if names.contains(where: { $0.hasPrefix("suse") || $0.hasPrefix("opensuse") }) { return .suse }
        return .other
    }
}
