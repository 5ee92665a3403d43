import ProfileEditing

/// Keys that are not there yet.
enum AddingExamples {
    static let all = blocks + flows + parents

    static let blocks: [Example] = [
        .init("behind the last", "a: 1\n", "b", .set(.integer(2)), "a: 1\nb: 2\n"),
        .init("no final newline", "a: 1", "b", .set(.integer(2)), "a: 1\nb: 2"),
        .init("no final newline behind a comment", "a: 1 # c", "b", .set(.integer(2)), "a: 1 # c\nb: 2"),
        .init("CRLF", "a:\r\n  b: 1\r\nc: 2\r\n", "a.d", .set(.integer(2)), "a:\r\n  b: 1\r\n  d: 2\r\nc: 2\r\n"),
        .init("CR", "a: 1\rb: 2\r", "c", .set(.integer(2)), "a: 1\rb: 2\rc: 2\r"),
        .init("byte order mark", "\u{FEFF}a: 1\n", "b", .set(.integer(2)), "\u{FEFF}a: 1\nb: 2\n"),
        .init(
            "among profiles", "profiles:\n  base:\n    a: 1 # one\n\n  # dev\n  dev:\n    a: 2\n", "profiles.base.b",
            .set(.text("x")), "profiles:\n  base:\n    a: 1 # one\n    b: x\n\n  # dev\n  dev:\n    a: 2\n"),
        .init(
            "below deeper comments, above others", "base:\n  s:\n    A: 1\n\n    # B: 2\n  # threads: 5\n# dev\ndev:\n",
            "base.b", .set(.integer(2)),
            "base:\n  s:\n    A: 1\n\n    # B: 2\n  b: 2\n  # threads: 5\n# dev\ndev:\n"),
        .init("before the end mark", "a: 1\n...\n", "b", .set(.integer(2)), "a: 1\nb: 2\n...\n"),
        .init("trailing blanks", "a: 1  \n   \n", "b", .set(.integer(2)), "a: 1  \nb: 2\n   \n"),
        .init("behind a block scalar", "a: |\n  x\n\n\n# c\n", "b", .set(.integer(2)), "a: |\n  x\nb: 2\n\n\n# c\n"),
        .init("behind a keeping block scalar", "a: |+\n  x\n\n", "b", .set(.integer(2)), "a: |+\n  x\n\nb: 2\n"),
        .init("a block scalar without end", "c: 1\na: |\n  x", "b", .set(.integer(2)), "c: 1\nb: 2\na: |\n  x"),
        .init("behind an indentless list", "a:\n- x\n# c\n", "b", .set(.integer(2)), "a:\n- x\nb: 2\n# c\n"),
        .init("quoted like its siblings", "'a': 1\n'b': 1\n", "c", .set(.integer(2)), "'a': 1\n'b': 1\n'c': 2\n"),
        .init("key that needs quotes", "a: 1\n", "on", .set(.text("off")), "a: 1\n\"on\": \"off\"\n"),
        .init("list", "a: 1\n", "b", .set(.sequence([.text("x"), .text("z")])), "a: 1\nb: [x, z]\n"),
        .init("behind a missing value", "a:\n", "b", .set(.integer(1)), "a:\nb: 1\n"),
        .init("behind an alias", "b: &x 1\na: *x # c\n", "c", .set(.integer(1)), "b: &x 1\na: *x # c\nc: 1\n"),
        .init("indented document", "  a: 1\n", "b", .set(.integer(1)), "  a: 1\n  b: 1\n"),
        .init("behind a question mark", "? a\n? b\n", "c", .set(.integer(1)), "? a\n? b\nc: 1\n"),
        .init("behind an explicit value", "? a\n: b: 1\n", "a.c", .set(.integer(1)), "? a\n: b: 1\n  c: 1\n"),
    ]

    static let flows: [Example] = [
        .init("flow", "a: {b: 1}  # c\n", "a.c", .set(.text("x")), "a: {b: 1, c: x}  # c\n"),
        .init("empty flow", "a: {} # c\n", "a.c", .set(.text("x")), "a: {c: x} # c\n"),
        .init("blank flow", "a: { }\n", "a.c", .set(.text("x")), "a: { c: x }\n"),
        .init("spaced flow", "a: { b: 1 }\n", "a.c", .set(.text("x")), "a: { b: 1, c: x }\n"),
        .init("tight flow", "a: {\"b\":1,\"d\":2}\n", "a.c", .set(.text("x")), "a: {\"b\":1,\"d\":2,\"c\": x}\n"),
        .init("trailing comma", "a: {b: 1,}\n", "a.c", .set(.text("x")), "a: {b: 1, c: x,}\n"),
        .init("missing value", "a: {b: }\n", "a.c", .set(.text("x")), "a: {b: , c: x }\n"),
        .init("missing colon", "a: {b}\n", "a.c", .set(.text("x")), "a: {b, c: x}\n"),
        .init("document", "{a: 1}\n", "c", .set(.text("x")), "{a: 1, c: x}\n"),
        .init(
            "several lines", "a: {\n  b: 1, # one\n  d: 2  # two\n}\n", "a.c", .set(.text("x")),
            "a: {\n  b: 1, # one\n  d: 2,  # two\n  c: x\n}\n"),
        .init(
            "several lines with trailing comma", "a: {\n  b: 1, # one\n  # end\n  }\n", "a.c", .set(.text("x")),
            "a: {\n  b: 1, # one\n  c: x,\n  # end\n  }\n"),
        .init("closed on the line", "a: {b: 1,\n  d: 2 }\n", "a.c", .set(.text("x")), "a: {b: 1,\n  d: 2,\n  c: x }\n"),
        .init("broken empty flow", "a: { # c\n}\n", "a.c", .set(.text("x")), "a: { # c\n  c: x\n}\n"),
        .init(
            "commas in front", "a: { b: 1\n   , d: 2\n   }\n", "a.c", .set(.text("x")),
            "a: { b: 1\n   , d: 2, c: x\n   }\n"),
        .init("within flow", "{a: {b: {}}}", "a.b.c.d", .set(.integer(1)), "{a: {b: {c: {d: 1}}}}"),
    ]

    static let parents: [Example] = [
        .init("empty file", "", "profiles.dev.port", .set(.integer(1)), "profiles:\n  dev:\n    port: 1\n"),
        .init("comments alone", "# c\n", "a", .set(.integer(1)), "# c\na: 1\n"),
        .init("comments alone without final newline", "# c", "a", .set(.integer(1)), "# c\na: 1"),
        .init("document marks", "---\n# c\n...\n", "a", .set(.integer(1)), "---\n# c\na: 1\n...\n"),
        .init("document of null", "# c\nnull # d\n", "a", .set(.integer(1)), "# c\na: 1 # d\n"),
        .init("null behind a mark", "--- ~ # d\n", "a", .set(.integer(1)), "--- # d\na: 1\n"),
        .init("missing profiles", "version: 1\n", "profiles.d", .set(.null), "version: 1\nprofiles:\n  d: null\n"),
        .init(
            "missing profile", "profiles:\n    base:\n        a: 1\n", "profiles.dev.port", .set(.integer(1)),
            "profiles:\n    base:\n        a: 1\n    dev:\n        port: 1\n"),
        .init("profile without value", "p:\n  b:\nq: 1\n", "p.b.c", .set(.integer(1)), "p:\n  b:\n    c: 1\nq: 1\n"),
        .init(
            "profile without value, comments", "p:\n  b:   # none\n    # x: 1\n  # d\n", "p.b.c", .set(.integer(1)),
            "p:\n  b:   # none\n    # x: 1\n    c: 1\n  # d\n"),
        .init("profile in braces", "p:\n  b: {}\n", "p.b.c.d", .set(.integer(1)), "p:\n  b: {c: {d: 1}}\n"),
        .init("profile of null", "p:\n  b: null # n\n", "p.b.c", .set(.integer(1)), "p:\n  b: # n\n    c: 1\n"),
        .init("no value in flow", "p: {b: , c}\n", "p.b.d", .set(.integer(1)), "p: {b: {d: 1} , c}\n"),
        .init("no value and no colon in flow", "p: {c}\n", "p.c.d", .set(.integer(1)), "p: {c: {d: 1}}\n"),
        .init("no value and no newline", "p:", "p.d", .set(.integer(1)), "p:\n  d: 1"),
    ]
}
