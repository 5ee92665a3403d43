/// A value without quotes, and what it is in YAML 1.2's core schema. Source: YAML 1.2.2, 10.3.2. What JSON cannot say (.inf, .nan) is not among them.
struct PlainScalar {
    let yaml: String
    let json: String

    private init(_ yaml: String, _ json: String) {
        self.yaml = yaml
        self.json = json
    }

    private static let nulls = ["", "~", "null", "Null", "NULL"].map { PlainScalar($0, "null") }
    private static let truths =
        ["true", "True", "TRUE"].map { PlainScalar($0, "true") }
        + ["false", "False", "FALSE"].map { PlainScalar($0, "false") }

    private static let numbers = [
        ("0", "0"), ("1", "1"), ("-0", "0"), ("-1", "-1"), ("+5", "5"), ("08", "8"), ("010", "10"), ("0o17", "15"),
        ("0x1F", "31"), ("0xff", "255"), ("80", "80"), ("8000", "8000"),
        ("65536", "65536"), ("1.0", "1.0"), ("1.", "1.0"), (".5", "0.5"), ("+.5", "0.5"), ("-.5", "-0.5"),
        ("0.10", "0.1"), ("1e3", "1000.0"), ("1E+3", "1000.0"), ("5e-1", "0.5"), ("1.5e0", "1.5"),
        ("99999999999999999999", "99999999999999999999"), ("1e999", "1e999"), ("0o200000", "65536"),
    ].map { PlainScalar($0, $1) }

    /// Words, some of which other versions of YAML, or other readers, take for something else.
    private static let texts = [
        "yes", "no", "on", "off", "On", "OFF", "y", "n", "tRue", "nUll", "none", "1_000", "0b1", "0o8", "0X1F", "0xG",
        "1:30", "08:30", "1e", "e1", ".", "+", "0.1.0", "1.2.3.4", "2024-01-01",
        "1,5", "٣", "base", "debug", "$$", "~a", "src/app", "<", "=", "1 2", "-a", "?a", ":a",
    ].map { PlainScalar($0, "\"\($0)\"") }

    static let all = nulls + truths + numbers + texts

    struct Place {
        let yaml: String
        let json: String

        init(_ yaml: String, _ json: String) {
            self.yaml = yaml
            self.json = json
        }

        /// The value of an option.
        init(option: String) {
            self.init(
                "version: 1\nprofiles:\n  a:\n    \(option): …\n",
                "{\"version\": 1, \"profiles\": {\"a\": {\"\(option)\": …}}}")
        }
    }

    static let places =
        [
            "port", "request-timeout", "initial-workers", "switch-interval", "http2", "server-name", "document-root",
            "log-level", "map-head-to-get", "python-path", "server-mpm", "environment",
            "secrets", "abstract", "description", "extends",
        ].map { Place(option: $0) } + [
            Place("version: …\n", "{\"version\": …}"),
            Place("version: 1\nrequires: …\n", "{\"version\": 1, \"requires\": …}"),
            Place("version: 1\ndefault: …\n", "{\"version\": 1, \"default\": …}"),
            Place("version: 1\nprofiles: …\n", "{\"version\": 1, \"profiles\": …}"),
            Place("version: 1\nprofiles:\n  a: …\n", "{\"version\": 1, \"profiles\": {\"a\": …}}"),
            Place(
                "version: 1\nprofiles:\n  a:\n    python-path:\n    - …\n",
                "{\"version\": 1, \"profiles\": {\"a\": {\"python-path\": […]}}}"),
            Place(
                "version: 1\nprofiles:\n  a:\n    server-mpm:\n      append: …\n",
                "{\"version\": 1, \"profiles\": {\"a\": {\"server-mpm\": {\"append\": …}}}}"),
            Place(
                "version: 1\nprofiles:\n  a:\n    environment:\n      A: …\n",
                "{\"version\": 1, \"profiles\": {\"a\": {\"environment\": {\"A\": …}}}}"),
            Place(
                "version: 1\nprofiles:\n  a:\n    secrets:\n      A:\n        env: …\n",
                "{\"version\": 1, \"profiles\": {\"a\": {\"secrets\": {\"A\": {\"env\": …}}}}}"),
            Place(
                "version: 1\nprofiles:\n  a:\n    secrets:\n      A:\n        file: …\n",
                "{\"version\": 1, \"profiles\": {\"a\": {\"secrets\": {\"A\": {\"file\": …}}}}}"),
        ]
}
