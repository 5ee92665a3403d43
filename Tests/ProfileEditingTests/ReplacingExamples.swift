import ProfileEditing

/// Values that are there already.
enum ReplacingExamples {
    static let all = scalars + collections + blockScalars + corners

    static let scalars: [Example] = [
        .init("comment behind stays", "a: 2   # two\n", "a", .set(.integer(10)), "a: 10   # two\n"),
        .init("same meaning stays", "a: 0x10 # hex\n", "a", .set(.integer(16)), "a: 0x10 # hex\n"),
        .init("same text stays", "a: 'x'\n", "a", .set(.text("x")), "a: 'x'\n"),
        .init("integer is the decimal too", "a: 5\n", "a", .set(.decimal(5)), "a: 5\n"),
        .init("decimal is no integer", "a: 5.0\n", "a", .set(.integer(5)), "a: 5\n"),
        .init("text is no integer", "a: 5\n", "a", .set(.text("5")), "a: \"5\"\n"),
        .init("null stays", "a: ~\n", "a", .set(.null), "a: ~\n"),
        .init("single quotes stay", "a: 'x'\n", "a", .set(.text("it's")), "a: 'it''s'\n"),
        .init("double quotes stay", "a: \"x\"\n", "a", .set(.text("y")), "a: \"y\"\n"),
        .init("single quotes cannot hold a line break", "a: 'x'\n", "a", .set(.text("x\ny")), "a: \"x\\ny\"\n"),
        .init("quotes go from a number", "a: 'x'\n", "a", .set(.integer(1)), "a: 1\n"),
        .init("plain gets quotes", "a: x\n", "a", .set(.text("no")), "a: \"no\"\n"),
        .init("plain with backslash", "a: x\n", "a", .set(.text("C:\\ dir: x")), "a: 'C:\\ dir: x'\n"),
        .init("several lines", "a: x\n  y\n\n  z # end\nb: 1\n", "a", .set(.bool(true)), "a: true # end\nb: 1\n"),
        .init("missing value", "a:\nb: 1\n", "a", .set(.text("x")), "a: x\nb: 1\n"),
        .init("missing value with comment", "a:   # none\n", "a", .set(.integer(1)), "a: 1   # none\n"),
        .init("to null", "a: 1\n", "a", .set(.null), "a: null\n"),
        .init("no final newline", "b: 1\na: 1", "a", .set(.integer(2)), "b: 1\na: 2"),
        .init("CRLF", "a: 1\r\nb: 2\r\n", "b", .set(.integer(3)), "a: 1\r\nb: 3\r\n"),
        .init("byte order mark", "\u{FEFF}a: 1\n", "a", .set(.integer(3)), "\u{FEFF}a: 3\n"),
        .init("key with quotes", "\"a\" : 1\n", "a", .set(.integer(3)), "\"a\" : 3\n"),
        .init("tab before the comment", "a: 1\t# c\n", "a", .set(.integer(3)), "a: 3\t# c\n"),
        .init("value on the next line", "a:\n  x # c\n", "a", .set(.text("z")), "a:\n  z # c\n"),
        .init("anchor that nobody uses", "a: &x 1\n", "a", .set(.integer(2)), "a: &x 2\n"),
        .init("missing value behind an anchor", "a: &x\nb: 1\n", "a", .set(.integer(2)), "a: &x 2\nb: 1\n"),
    ]

    static let collections: [Example] = [
        .init(
            "flow list", "a: [x, y]  # c\n", "a", .set(.sequence([.text("z"), .text("a, b")])),
            "a: [z, \"a, b\"]  # c\n"),
        .init("flow list to scalar", "a: [x,\n  y]\nb: 1\n", "a", .set(.text("z")), "a: z\nb: 1\n"),
        .init("scalar to list", "a: x # c\n", "a", .set(.sequence([.text("x"), .integer(1)])), "a: [x, 1] # c\n"),
        .init(
            "block list stays block", "a:\n  - x # one\n  - y # two\nb: 1\n", "a",
            .set(.sequence([.text("p"), .text("q"), .text("r")])), "a:\n  - p\n  - q\n  - r # two\nb: 1\n"),
        .init(
            "indentless list", "a:\n- x\n- y\nb: 1\n", "a", .set(.sequence([.text("p")])), "a:\n- p\nb: 1\n"),
        .init(
            "indentless list to mapping", "a:\n- x\n- y\nb: 1\n", "a", .set(.mapping([.init("p", .integer(1))])),
            "a:\n  p: 1\nb: 1\n"),
        .init(
            "block mapping", "a:\n    p: 1\n    q: 2\nb: 1\n", "a",
            .set(.mapping([.init("r", .integer(1)), .init("no", .null)])), "a:\n    r: 1\n    \"no\": null\nb: 1\n"),
        .init("block to scalar", "a:\n  - x\n  - y\nb: 1\n", "a", .set(.text("z")), "a: z\nb: 1\n"),
        .init("block to empty", "a: # c\n  - x\n  - y\nb: 1\n", "a", .set(.sequence([])), "a: [] # c\nb: 1\n"),
        .init("block with last comment to scalar", "a:\n  - x # c\nb: 1\n", "a", .set(.text("z")), "a: z # c\nb: 1\n"),
        .init(
            "block with two comments to scalar", "a: # 1\n  - x # 2\nb: 1\n", "a", .set(.text("z")),
            "a: z # 1\n  # 2\nb: 1\n"),
        .init("block to scalar at the end", "a:\n  - x\n  - y", "a", .set(.text("z")), "a: z"),
        .init(
            "blocks within blocks", "a:\n  - p: 1\n    q: 2\n", "a",
            .set(.sequence([.mapping([.init("p", .integer(3)), .init("r", .sequence([]))]), .text("x")])),
            "a:\n  - p: 3\n    r: []\n  - x\n"),
        .init("empty flow mapping", "a: {}\n", "a", .set(.mapping([.init("x y", .text("1"))])), "a: {x y: \"1\"}\n"),
        .init(
            "what does not fit is a block", "base:\n    a: # c\n    b: 1\n", "base.a",
            .set(.sequence((1...9).map { .text("templates/number-\($0)/**") })),
            "base:\n    a: # c\n"
                + (1...9).map { "        - templates/number-\($0)/**\n" }.joined() + "    b: 1\n"),
        .init("in a flow mapping", "a: {b: 1, c: [x]}\n", "a.c", .set(.text("x,y")), "a: {b: 1, c: \"x,y\"}\n"),
        .init("missing in a flow mapping", "a: {b: , c}\n", "a.b", .set(.text("x")), "a: {b: x , c}\n"),
        .init("missing colon in a flow mapping", "a: {b, c}\n", "a.b", .set(.text("x")), "a: {b: x, c}\n"),
    ]

    static let blockScalars: [Example] = [
        .init(
            "literal stays literal", "a: | # c\n    one\n    two\nb: 1\n", "a", .set(.text("p\n\n q\n")),
            "a: | # c\n    p\n\n     q\nb: 1\n"),
        .init("literal without line break", "a: |\n  one\nb: 1\n", "a", .set(.text("p")), "a: |-\n  p\nb: 1\n"),
        .init("folded", "a: >\n  one\n  two\nb: 1\n", "a", .set(.text("p q\nr\n")), "a: >\n  p q\n\n  r\nb: 1\n"),
        .init("literal to number", "a: |  # c\n  one\n\nb: 1\n", "a", .set(.integer(1)), "a: 1  # c\n\nb: 1\n"),
        .init("keep to number", "a: |+\n  one\n\n\nb: 1\n", "a", .set(.integer(1)), "a: 1\nb: 1\n"),
        .init("literal cannot hold a tab", "a: |\n  one\nb: 1\n", "a", .set(.text("\tx\n")), "a: \"\\tx\\n\"\nb: 1\n"),
        .init("literal at the end", "a: |-\n  one", "a", .set(.text("two\n")), "a: |\n  two\n"),
        .init("empty literal", "a: |\nb: 1\n", "a", .set(.text("x\n")), "a: |\n  x\nb: 1\n"),
    ]

    static let corners: [Example] = [
        .init("explicit key", "? a\n: 1\n", "a", .set(.integer(2)), "? a\n: 2\n"),
        .init("explicit key without colon", "? a # c\nb: 1\n", "a", .set(.integer(2)), "? a # c\n: 2\nb: 1\n"),
        .init("block behind an explicit key", "? a\n: - x\n  - y\n", "a", .set(.integer(2)), "? a\n: 2\n"),
        .init("end of the document", "a:\n  - x\n...\n", "a", .set(.integer(2)), "a: 2\n...\n"),
        .init("key of a number", "8000: x\n", "8000", .set(.integer(2)), "8000: 2\n"),
        .init(
            "alias within what is replaced", "a: [&x 1, *x]\n", "a", .set(.sequence([.integer(2)])), "a: [2]\n"),
    ]
}
