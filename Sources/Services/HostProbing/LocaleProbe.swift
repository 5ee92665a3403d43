import FileReading
import Glibc

/// Which locales this host has.
public enum LocaleProbe {
    public static func isInstalled(_ name: String) -> Bool {
        guard let locale = newlocale(LC_ALL_MASK, name, nil) else { return false }
        freelocale(locale)
        return true
    }

    /// The locale that the shell asks for, if it is installed and is more than `C`.
    ///
    /// Source: locale(7): `LC_ALL` before `LC_CTYPE` before `LANG`.
    public static var ofShell: String? {
        let wished = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(ProcessEnvironment.nonEmpty).first
        guard let wished, !["C", "POSIX"].contains(wished), isInstalled(wished) else { return nil }
        return wished
    }

    private static let LC_ALL_MASK: Int32 = 0x1FBF
}
