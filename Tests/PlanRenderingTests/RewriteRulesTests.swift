import PlanRendering
import TestSupport
import Testing

@Suite struct RewriteRulesTests {
    private func converted(_ text: String, sparing paths: [String] = []) -> String {
        String(decoding: RewriteRules.convert(Array(text.utf8), sparing: paths), as: UTF8.self)
    }

    private static let patterns = [
        ("^old", #"^/?+\Kold"#), ("^", #"^/?+\K"#), ("!^old", #"!^/?+\Kold"#), ("^a|^b$", #"^/?+\Ka|^/?+\Kb$"#),
        ("(.*)x", #"(?:^/\K)?+(.*)x"#), (".", #"(?:^/\K)?+."#), ("(^a|b)", #"(?:^/\K)?+((?:^|(?<=^/))a|b)"#),
        ("^(/a|/b)", #"^/?\K(/a|/b)"#), ("^[/x]", #"^/?\K[/x]"#), ("^[^/]+$", #"^/?+\K[^/]+$"#),
        (#"^[]^|(]\^\|x"#, #"^/?+\K[]^|(]\^\|x"#), ("^[[:alpha:]^|]", #"^/?+\K[[:alpha:]^|]"#),
        ("^/old", "^/old"), (#"^\/old"#, #"^\/old"#), ("!^/old", "!^/old"), ("^/?old", "^/?old"), ("/old", "/old"),
    ]

    @Test(arguments: patterns)
    func `a pattern without a leading slash matches paths with it`(given: String, meant: String) {
        #expect(converted("RewriteRule \(given) - [F]\n") == "RewriteRule \(meant) - [F]\n")
    }

    private static let flags = [
        ("[L]", "[S=1]"), ("[NC,L,QSA]", "[NC,S=1,QSA]"), ("[end]", "[S=1]"),
        ("\"[ last , E=A:b ]\"", "\"[ S=1 , E=A:b ]\""),
        ("[PT]", "[S=1]"), ("[S=4,L]", "[S=1,S=1]"), ("\"[E=A:b c,L]\"", "\"[E=A:b c,S=1]\""),
        ("[R=301,L]", "[R=301,L]"), ("[F,L]", "[F,L]"), ("[G,L]", "[G,L]"), ("[P,L]", "[P,L]"), ("[S=4]", "[S=4]"),
        ("[E=L:1]", "[E=L:1]"), ("[]", "[]"), ("L", "L"),
    ]

    @Test(arguments: flags)
    func `a last rule that gives no answer passes over the user's other rules alone`(given: String, meant: String) {
        let next = "RewriteRule ^/x - [F]\n"
        #expect(converted("RewriteRule ^/a /b \(given)\n\(next)") == "RewriteRule ^/a /b \(meant)\n\(next)")
    }

    private static let untouched = [
        "", "\n", "# RewriteRule ^old /new\n", "# goes on \\\nRewriteRule ^old /new\n", "RewriteEngine On\n",
        "RewriteMap names txt:/srv/names\n", "RewriteCond %{REQUEST_URI} ^/a\n", "RewriteRule\n", "RewriteRule ^old\n",
        "<Location /x>\n  RewriteRule ^old /new [L]\n</Location>\n",
        "RewriteCond %{DOCUMENT_ROOT}%{REQUEST_FILENAME} -f\n",
        "Header set X \"RewriteRule ^old /new\"\r\n", "RewriteCond %{HTTP:X-A} ^b$\n",
    ]

    @Test(arguments: untouched)
    func `all else stays as it is`(text: String) {
        #expect(converted(text) == text)
    }

    @Test func `bytes that are no UTF-8 stay as they are`() {
        let bytes = [0xFF, 0x0A, 0x00, 0xE9] + Array("RewriteRule ^/a\u{FC} /b\n".utf8)
        #expect(RewriteRules.convert(bytes) == bytes)
    }

    @Test func `names have any case, lines any indentation, words any quotation marks`() {
        #expect(
            converted("  \trewriteRULE \t '^a b' \"/c d\" '[L]'\r\n")
                == "  \trewriteRULE \t '^/?+\\Ka b' \"/c d\" '[S=0]'\r\n")
        #expect(converted(#"RewriteRule ^a\ b /c [L]"#) == #"RewriteRule ^/?+\Ka\ b /c [S=0]"#)
    }

    @Test func `what goes on in the next line keeps its lines`() {
        #expect(
            converted("RewriteRule \\\n  ^o\\\nld \\\r\n /new \\\n [\\\nL]\n")
                == "RewriteRule \\\n  ^/?+\\Ko\\\nld \\\r\n /new \\\n [\\\nS=0]\n")
    }

    @Test func `RewriteBase, which Apache forbids here, stands before what is relative`() {
        let text =
            "RewriteBase /app\nRewriteRule ^/a b\nRewriteRule ^/c /d\nRewriteRule ^/e https://f/\nRewriteRule ^/g -\n"
        #expect(
            converted(text)
                == "#RewriteBase /app\nRewriteRule ^/a /app/b\nRewriteRule ^/c /d\nRewriteRule ^/e https://f/\nRewriteRule ^/g -\n"
        )
        #expect(converted("RewriteBase /\nRewriteRule ^/a b\n") == "#RewriteBase /\nRewriteRule ^/a b\n")
    }

    @Test func `conditions see files where the document root has them`() {
        #expect(
            converted("RewriteCond %{REQUEST_FILENAME} !-f\n")
                == "RewriteCond %{DOCUMENT_ROOT}%{REQUEST_FILENAME} !-f\n")
        #expect(
            converted("RewriteCond expr \"-d '%{SCRIPT_FILENAME}'\"\n")
                == "RewriteCond expr \"-d '%{DOCUMENT_ROOT}%{SCRIPT_FILENAME}'\"\n")
    }

    @Test func `rules of the document root do not see aliases`() {
        let spared = #"/?(?:static|me\x20dia)(?:/|$)"#
        let paths = ["/static", "/me dia", "/"]
        #expect(converted("RewriteRule ^a - [F]", sparing: paths) == "RewriteRule ^/?+(?!\(spared))\\Ka - [F]")
        #expect(converted("RewriteRule a - [F]", sparing: paths) == "RewriteRule ^(?!\(spared))/?+(?s:.*?)\\Ka - [F]")
        #expect(converted("RewriteRule !^a - [F]", sparing: paths) == "RewriteRule !^/?+\\Ka|^\(spared) - [F]")
        #expect(converted("RewriteRule ^/a - [F]", sparing: paths) == "RewriteRule ^/a - [F]")
    }

    @Test func `a skip over rules that this server leaves out ends before ours`() {
        #expect(
            converted("RewriteRule ^/a /b [L]\n<IfModule x>\nRewriteRule ^/c /d [L]\n</IfModule>")
                == "RewriteRule ^/a /b [S=1]\n<IfModule x>\nRewriteRule ^/c /d [S=0]\n</IfModule>\nRewriteRule ^ -\n")
    }
}
