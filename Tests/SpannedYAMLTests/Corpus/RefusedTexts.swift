/// Texts with something wrong in them, by what it is.
enum RefusedTexts {
    static let all: [(name: String, texts: [String])] = [
        ("refused-meaning", meaning), ("refused-limits", limits), ("refused-characters", characters),
        ("syntax-keys", keys),
        ("syntax-indentation", indentation), ("syntax-quotes", quotes), ("syntax-brackets", brackets),
        ("syntax-beginnings", beginnings), ("syntax-documents", documents),
    ]

    static let meaning = [
        "a: 1\nb: 2\na: 3\n", "{a: 1, 'a': 2}", "a: 1\n\"a\": 2\na: 3\n", "base: &b {x: 1}\nci:\n  <<: *b\n",
        "<<: [*a, *b]\n", "'<<': 1\n<<: 2\n",
        "a: !!str 5\nb: !custom x\nc: !!python/object:os.system [x]\nd: !<tag:example.org,2000:x> y\ne: ! z\n",
        "!!map\na: 1\n", "a: &x !!int 1\nb: !!int &y 1\nc: [!a, !b c]\n",
        "[a, b]: 1\n", "{a: 1}: 2\n", "? - a\n: 1\n", "~: 1\nnull: 2\n'null': 3\n", "? : 1\n", "a: *x\n",
        "processes: &processes 1\nb: *proceses\n",
        "a: &x [1, *x]\n", "a: &x\n  b: *x\n", "&x [*x, *x]\n",
    ]

    static let limits = [
        String(repeating: "[", count: 64) + String(repeating: "]", count: 64) + "]", String(repeating: "[", count: 65),
        String(repeating: "- ", count: 65) + "a",
        "a: &x [[[]]]\nb: " + String(repeating: "[", count: 62) + "*x",
    ]

    static let characters = [
        "a: \u{7}\n", "a: b\0c\n", "a: \u{85}\nb: \u{2028}\nc: \u{FEFF}\nd: \u{9B}\ne: \u{7F}\n", "a: \u{FFFF}",
    ]

    static let keys = [
        "processes 4\nthreads: 5\n", "a: 1\nprocesses 4\nthreads: 5\n", "base:\n  processes 4\n  threads: 5\n",
        "a: 1\nb\n", "a: 1\nport:8000\nb: 2\n", "port:8000\nb: 2\n",
        "url: http: x\n", "a: b: c\n", "a: 1\n  b: 2\n", "a: 1 b: 2\n", "a: 'x': 1\n", ": 1\n", "a: 1\n: 2\n",
        "{: 1}\n", "{a:}\n", "{a: 1, b:[c]}\n", "[a:]\n",
        "a: 1\n- b\n", "- a\nb: 1\n", "- a\n- b\nc\n", "a:\n  - b\n  c: 1\n", "a: - b\n", "a: - b: c\n", "a: ? b\n",
        "a: 'x' ? b\n", "url http://localhost:80/\nb: 1\n",
        "a:\u{A0}1\nb: 2\n", "a: 1\nb:\u{A0}2\nc: 3\n", "a: 1\n" + String(repeating: "k", count: 1100) + ": 1\n",
        "a: [x]: y\n", "a: &x b: c\n",
    ]

    static let indentation = [
        "a:\n\tb: 1\n", "a: 1\n\t\nb: 2\n", "a:\n  b: 1\n\tc: 2\n", "\ta: 1\n", "a:\n    b: 1\n  c: 2\n",
        "  a: 1\n b: 2\n", "a: 1\n b: 2\n", "a: 'x'\n  b: 1\n", "a:\n  - x\n - y\n", "a:\n  - x\n    - y: 1\n",
        "- a\n - b: 1\n", "a: |\n\ttext\n", "a: |\n  text\n less\n", "a: b\n\tc\n", "a:\n  b: c\n\td\n", "-\ta: 1\n",
        "a: |0\n text\n", "a:\n  - b: 1\n   c: 2\n",
    ]

    static let quotes = [
        "a: \"x\nb: y\n", "a: 'x\nb: y\n", "a: 'it's'\nb: 1\n", "a: \"x\" y\n", "a: \"x\nb: \"y\"\n", "a: 'x\nb: 'y'\n",
        "a: \"\\d+\"\n", "path: \"C:\\Users\"\n", "a: \"\\xZZ\"\n", "a: \"\\u12\"\n", "a: \"\\uD800\"\n",
        "a: \"\\", "\"a", "'", "a: \"x\n---\nb: y\"\n", "a: ['x, y]\nb: 1\n", "- 'a' b\n- c\n", "\"a\" b: 1\n",
        "a: 1\n\"b: 2\n",
    ]

    static let brackets = [
        "a: [1, 2\nb: 3\n", "a: {b: 1\nc: 2\n", "a: [1, 2", "a: {b: 1", "[", "{", "[a", "{a", "a: ['x' 'y']\n",
        "a: [1}\n", "a: {b: 1]\n", "a: '1']\n", "]\n", "a: ]\n", "}\n", ",\n", "a: , b\n",
        "[a,,b]\n", "{a: 1,, b}\n", "[,]\n", "[- a, - b]\n", "[a]]\n", "a: [x]]\n", "a: {b: c}}\nd: 1\n",
        "a: {{ name }}\n", "{a b}: c\nd\n", "[? ]\n", "[a\n", "a:\n  b: [c,\n  d\n", "a: [b, [c, d]\ne: 1\n", "[a: {]",
    ]

    static let beginnings = [
        "watch: *.py\n", "watch: [templates/**, *.html]\n", "watch: **/*.py\n", "a: &b&c\n", "a: &\n", "a: @b\n",
        "a: [@b, c]\n", "a: `b`\n", "a: %b\n", "a: >= 3\n", "a: |x\n", "a: |- x\n", "a: [|, b]\n", "a: !\"x\"\n",
        "a: !foo[bar]\n", "a: !<x y\n", "a: !x!y z\n", "a: !%zz\n",
        "&a &b c\n", "&a *b\n", "a: x\n&b\n", "a: -\tb\n", "a: !\n",
    ]

    static let documents = [
        "a: 1\n---\nb: 2\n", "---\na: 1\n--- b\n", "a: 1\n...\nb: 2\n", "a: 1\n...\n---\n", "[a] b\n", "\"a\" b\n",
        "[a]\nb: 1\n", "%YAML 1.1\n---\na: no\n", "%YAML 1.3\n---\na\n", "%YAML 2.0\n---\na\n",
        "%YAML 1.2\n%YAML 1.2\n---\na\n", "%YAML\n---\na\n", "%YAML 1.2\na: 1\n", "%TAG ! tag:x,2000:\n---\n!a b\n",
        "%FOO bar\n---\na\n", "%b: 1\n", "...\n", "...\na: 1\n", "a: 1\n%b: 2\n", "{a: 1}\n{b: 2}\n",
        "--- |\n a\n--- b\n", "--- |\ntext\n",
    ]
}
