/// Texts that can be read, by what they are about.
enum ReadableTexts {
    static let all: [(name: String, texts: [String])] = [
        ("scalars", scalars), ("block-scalars", blockScalars), ("missing-values", missingValues),
        ("collections", collections), ("aliases", aliases), ("characters", characters), ("documents", documents),
    ]

    static let scalars = [
        "word", "two words  # comment", "a: b c  ", "a: b\n  c\n\n  d\n", "a: 'it''s'", "a: 'b\n  c\n\n  d'",
        "a: \"b\\tc\\u00e9\\x41\"",
        "a: \"b \\\n  c\"", "a: ''", "a: \"\"", "url: http://localhost:8000/#top", "a: b#c", "a: -1",
        "a:   spaced   # c", "'quoted key': 1", "\"double\" : 2", "a: \"\\0\"", "time: 08:30", "a: ~", "a: {}",
        "a: b@c",
        "? a\n? b\n: c\n",
    ]

    static let blockScalars = [
        "a: |\n  one\n  two\nb: 1\n", "a: >\n  one\n  two\n\n  three\nb: 1\n", "a: |-\n  one\n\n\nb: 1\n",
        "a: |+\n  one\n\n\nb: 1\n", "a: |\n  one\n\n\n# comment\nb: 1\n", "a: |2\n    deep\n  less\n", "a: >1-\n b\n",
        "a:\n  b: |1\n   x\n   \n", "a:\n  b: |1-\n   x\n    \n",
        "a: |", "a: |\n", "a: |-  # comment\n\nb: 1\n", "a: |+\n\n\nb: 1\n", "a: |+\nb: 1\n", "a: |\n  no line break",
        "a: |-\n  no line break",
        "- |\n one\n- >\n two\n", "a:\n  b: |\n    deep\n   \n  c: 1\n", "a: |\n  one\n     \n\nb: 1\n",
        "a: |\n  one\n  \nb: 1\n",
        "|\n text\n", "a: |\n\n\n  late\n", "a: |\r\n  one\r\n\r\nb: 1\r\n", "a: >-\r\n  one\r\n\r\n",
        "a: &x |\n  one\nb: *x\n",
        "a:\n- |\n  one\n- 2\n", "a: |\n  é\n  🚗\nb: 1\n", "a: |\n  # no comment\n # comment\nb: 1\n",
    ]

    static let missingValues = [
        "a:\nb:\n", "a:", "a: # comment\nb: 1\n", "a   :\nb: 1\n", "- \n-\n- # comment\n- x\n", "a:\n  -\n  -\n",
        "{a: , b}",
        "{a, b: }", "[a: ]", "[a: , b]", "{'a':, b  :  }", "? a\nb: 1\n",
        "? a\n:\nb: 1\n", "a: &x\nb: *x\n", "- &x\n- *x\n",
        "{a: &x , b: *x}", "a:\r\nb:\r\n",
    ]

    static let collections = [
        "- a\n- b\n", "- - a\n  - b\n- c\n", "a:\n- b\n- c\nd: 1\n", "a:\n  - b\n\n  # comment\n\nc: 1\n",
        "- a: 1\n  b: 2\n- c: 3\n",
        "[]", "{}", "[a, b,]", "[a, [b, {c: d}]]  # comment", "{a: [1, 2], b: {c: d}}", "[\n  a,  # one\n  b\n]\n",
        "[a: b, c]", "[? a : b]",
        "[a: [b: c]]", "{a: b,\n c: d\n }", "a: [b]\nc: {d: e}\n", "{? a : b, ? c}", "[[x], {y: z}]", "{\"a\":1}",
        "a:\n    b:\n        c: d\n", "  a: 1\n  b: 2\n",
        "-\n  a: 1\n-\n  - b\n", "- \n  # comment\n  a: 1\n",
    ]

    static let aliases = [
        "a: &x 1\nb: *x\n", "a: &x [1, 2]\nb: *x\nc: [*x, *x]\n", "a: &x\n  b: 1\nc: *x\n", "&x a: 1\nb: *x\n",
        "a: &x 'k'\n*x : 2\n",
        "a: &x 1\nb: &x 2\nc: *x\n", "a: &x\n  # comment\n  - 1\nb: *x\n", "- &x |\n  text\n- *x\n", "&root\na: 1\n",
        "a: &x {b: &y c}\nd: *y\n", "[&x a, *x]", "&x\n- 1\n",

    ]

    static let characters = [
        "\u{FEFF}a: 1\n", "\u{FEFF}# comment\r\na: é\r\n", "schlüssel: wert\nb: 日本\nc: '🚗'\nd: [é, ß]\n",
        "a: 1\rb: 2\r", "a: 'x\r\n  y'\r\nb: 1\r\n",
        "é: 👩‍💻\nä:\n- ö\n", "a: e\u{301}\n", "a:\t1\n", "a: b\t# comment\n", "{\ta:\t1,\n\tb: 2}", "a: \u{A0}b",
    ]

    static let documents = [
        "---\na: 1\n", "--- a", "a: 1\n...\n", "a: 1\n...\n# end\n...\n", "%YAML 1.2\n---\na: 1\n",
        "# comment\n%YAML 1.2 # comment\n--- a\n",
        "---", "# nothing", "", "null", "''", "---  # comment\n\n- a\n",
    ]
}
