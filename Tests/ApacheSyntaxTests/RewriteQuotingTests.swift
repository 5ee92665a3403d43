import ApacheSyntax
import Testing

@Suite struct RewriteQuotingTests {
    @Test(arguments: [
        ("^/a\\x2eb$", "^/a\\x2eb$"), ("a b", "\"a b\""), ("a\"b", "'a\"b'"), ("it's", "\"it's\""), ("", "\"\""),
        ("ends\\", "\"ends\\\""), ("${HOME}", "${EXPRESSWAY_DOLLAR}{HOME}"),
    ])
    func `an argument is quoted without escapes`(text: String, quoted: String) throws {
        #expect(try RewriteQuoting.quote(text) == quoted)
    }

    @Test(arguments: ["a\"b'c", "a\nb", "\0"])
    func `what no argument can carry is refused`(text: String) {
        #expect(throws: UnquotableText.self) { try RewriteQuoting.quote(text) }
    }
}
