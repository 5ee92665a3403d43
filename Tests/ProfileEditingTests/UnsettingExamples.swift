import ProfileEditing

/// Keys that go.
enum UnsettingExamples {
    static let all = blocks + lastOnes + flows

    static let blocks: [Example] = [
        .init("comment behind goes", "# a\na: 1 # one\n# b\nb: 2\n", "a", .unset, "# a\n# b\nb: 2\n"),
        .init("last", "a: 1\nb: 2\n", "b", .unset, "a: 1\n"),
        .init("no final newline", "a: 1 # c\nb: 2", "b", .unset, "a: 1 # c"),
        .init("CRLF", "a: 1\r\nb: 2\r\n", "a", .unset, "b: 2\r\n"),
        .init("byte order mark", "\u{FEFF}a: 1\nb: 2\n", "a", .unset, "\u{FEFF}b: 2\n"),
        .init("profile", "p:\n  a:\n    x: 1\n    # y: 2\n\n  # b\n  b: 1\n", "p.a", .unset, "p:\n\n  # b\n  b: 1\n"),
        .init("block scalar", "a: |\n  x\n\nb: 1\n", "a", .unset, "\nb: 1\n"),
        .init("several lines", "a: [x, # c\n  y] # d\nb: 1\n", "a", .unset, "b: 1\n"),
        .init(
            "empty lines below a keeping block scalar", "a: |+\n  x\nb: 1\n\n\nc: 1\n", "b", .unset,
            "a: |+\n  x\nc: 1\n"),
        .init(
            "comment below a block scalar", "a: |\n  x\nb: 1\n   # b\nc: 1\n", "b", .unset, "a: |\n  x\nc: 1\n"),
        .init("block scalar that would lose its end", "a: |\n  x\nb: 1", "b", .unset, "a: |\n  x\n"),
        .init("behind a colon on a line of its own", "? a\n: b: 1\n  c: 2\n", "a.b", .unset, "? a\n: c: 2\n"),
        .init("explicit key", "b: 1\n? a\n: 1\n", "a", .unset, "b: 1\n"),
        .init("anchor that nobody uses", "&k a: &v 1\nb: 1\n", "a", .unset, "b: 1\n"),
        .init("alias", "a: &x 1\nb: *x # c\nc: 1\n", "b", .unset, "a: &x 1\nc: 1\n"),
    ]

    static let lastOnes: [Example] = [
        .init("braces stay", "p:  # p\n  # a\n  a: 1 # one\nq: 1\n", "p.a", .unset, "p: {}  # p\n  # a\nq: 1\n"),
        .init("nothing stays", "p:  # p\n  a: 1\nq: 1\n", "p.a", .unsetLeavingNothing, "p:  # p\nq: 1\n"),
        .init("at the end", "p:\n  a: 1", "p.a", .unset, "p: {}"),
        .init("behind an anchor", "p: &x # c\n  a: 1\n", "p.a", .unset, "p: &x {} # c\n"),
        .init("document", "# c\na: 1 # d\n# e\n", "a", .unset, "# c\n{}\n# e\n"),
        .init("document that leaves nothing", "# c\na: 1 # d\n# e\n", "a", .unsetLeavingNothing, "# c\n# e\n"),
        .init("block scalar of the document", "a: |\n  x\n", "a", .unset, "{}\n"),
        .init("behind a colon on a line of its own", "? a\n: b: 1 # c\n", "a.b", .unset, "? a\n: {} # c\n"),
    ]

    static let flows: [Example] = [
        .init("first", "p: {a: 1, b: 2} # c\n", "p.a", .unset, "p: {b: 2} # c\n"),
        .init("middle", "p: {a: 1, b: 2, c: 3}\n", "p.b", .unset, "p: {a: 1, c: 3}\n"),
        .init("last", "p: { a: 1, b: 2 }\n", "p.b", .unset, "p: { a: 1 }\n"),
        .init("last with trailing comma", "p: {a: 1, b: 2,}\n", "p.b", .unset, "p: {a: 1,}\n"),
        .init("only", "p: {a: 1,}\n", "p.a", .unset, "p: {}\n"),
        .init("only, spaced", "p: { a: 1 }\n", "p.a", .unset, "p: { }\n"),
        .init("behind a missing value", "p: {a: , b: 2}\n", "p.b", .unset, "p: {a: }\n"),
        .init(
            "own line", "p: {\n  a: 1, # one\n  b: 2, # two\n  c: 3 # three\n}\n", "p.b", .unset,
            "p: {\n  a: 1, # one\n  c: 3 # three\n}\n"),
        .init(
            "last line", "p: {\n  a: 1, # one\n  c: 3 # three\n}\n", "p.c", .unset, "p: {\n  a: 1 # one\n}\n"),
        .init("only line", "p: {\n  a: 1, # one\n  # end\n}\n", "p.a", .unset, "p: {\n  # end\n}\n"),
        .init("only one closed on its line", "p: {\n  a: 1}\n", "p.a", .unset, "p: {}\n"),
        .init("comment before it stays", "p: {a: 1, # one\n  b: 2}\n", "p.b", .unset, "p: {a: 1 # one\n  }\n"),
        .init("first of a line", "p: {\n  a: 1, b: 2,\n  c: 3}\n", "p.a", .unset, "p: {\n  b: 2,\n  c: 3}\n"),
        .init("first before a comment", "p: {a: 1, # one\n  b: 2}\n", "p.a", .unset, "p: { # one\n  b: 2}\n"),
        .init("commas in front", "p: { a: 1\n   , b: 2\n   , c: 3 }\n", "p.b", .unset, "p: { a: 1\n   , c: 3 }\n"),
    ]
}
