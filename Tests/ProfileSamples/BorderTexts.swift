/// Texts that lie near the border between right and wrong.
enum BorderTexts {
    static let controls = [
        "\n", "a\n", "\na", "\t", "\r", "\0", "\u{7}", "\u{1F}", "\u{7F}", "a\u{80}", "\u{85}", "\u{9F}b", "\u{A0}",
        "\u{AD}", "\u{2028}", "\u{FEFF}",
    ]

    static let ordinary = [
        "a", "app.wsgi", "two words", " ", "", "é", "日本", "🚗", "a#b", "#", "a: b", "- a", "'", "\"", "\\",
        "%{HTTP_HOST}", "0", "1e3", "null", "true",
        "no", "[a]", "{a}", "*", "&a", "!x", "|", ">", "@", "`id`", "e\u{301}", "\u{1F1E9}\u{1F1EA}",
    ]

    static let paths = [
        "src", "/srv/app", "./a/../b", "..", "/", "~", "~/", "~/a", "~ada", "a~", "", "~\u{301}/a", " ~/a", "~\t/",
    ]

    /// All variables are set.
    static let variables = [
        "${A}", "a${A}b", "${A}${B}", "${A:-}", "${A:-b}", "${A:?}", "${A:?say so}", "${A:-${B}}", "${A:-${B:-${C}}}",
        "${A:-{b}}", "${_a1}", "$", "$$", "$$$", "a$b",
        "$A", "$ {A}", "$${A}", "$$${A}", "$$$${A}", "{A}", "}", "${A}}", "${A:-$}", "${A:-$$}", "${A:-$${B}}",
        "${A:-a:-b}", "${A:-é}", "${A:-\u{301}}",
        nested(7), nested(8),
    ]

    static let brokenVariables = [
        "${", "${A", "${}", "${1}", "${ A}", "${A }", "${A-b}", "${A:b}", "${A:}", "${A:+b}", "${A?b}", "${a.b}",
        "${A:-", "${A:-b", "${A:-${B}", "${A:-${}}",
        "${A:-${1}}", "${A:-${B-c}}", "${é}", "${A\u{301}}", "${A}${", "$$${", "a${A:?${}}", nested(9), nested(12),
    ]

    private static func nested(_ depth: Int) -> String {
        (0..<depth).reduce("x") { inner, _ in "${A:-\(inner)}" }
    }

    static let variableNames = [
        "A", "_", "a1", "LONG_NAME", "PATH", "1A", "", "A B", "A-B", "a.b", "A=B", "é", "A\n", "A\u{301}", "${A}", "$A",
        "A$", " A",
    ]

    static let profileNames = [
        "base", "_", "a.b-c_1", "A", "null_", "truer", "yes", "on", "1a", "-a", ".a", "", "a b", "a/b", "a#b", "é",
        "true", "False", "NULL", "nUlL", "a\n", "a\u{301}",
        "a.yaml",
    ]

    static let parents = [
        "base.yaml", "../team.yml", "dir/file", "team.yaml#web", "a b.yaml", "x#web", "./x", "/abs/x.yaml#a",
        "package:acme/base.yaml", "package:acme.more/a/b.yaml#x",
        "package:é/b", "~#a", "a~/b", "x.yaml#", "#web", "a#b#c", "package:acme", "package:", "package:/a",
        "package:1a/b", "package:a/../b", "package:a/./b", "package:a//b",
        "package:a/b#", "package:a-b/c", "package:a/...", "package:a.b.c/d#e", "package:a..b/c", "~/x.yaml", "a/${X}",
        "${X}", "a/\n", "a/b\u{7F}", "x.yaml#1", "x.yaml#true", "a.yam", ".yaml",
        "y.yaml\u{301}", "x\u{301}#web", "x/#\u{301}a", "packag:a/b", "Package:a/b", "http://x/y", "",
    ]

    static let versions = [
        "0", "1", "0.1", "0.1.0", "1.2.3.4", "00.0", "99999999", "100000000", "1.", ".1", "1..2", "1.2.3.4.5", "v1",
        "1.0a", "", " 1", "1\n", "1.\u{661}", "١",
    ]

    static let topKeys = ["x-", "x-a", "x-\u{301}", "x", "X-a", "profile", "Version", "", "$schema", "x\u{2D}b"]
    static let optionKeys = ["prot", "PORT", "--port", "port ", "x-a", "", "extend", "__proto__", "environment\u{301}"]
}
