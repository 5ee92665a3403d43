import Diagnostics
import SpannedYAML
import Testing

@Suite struct YAMLReaderTests {
    @Test func `every node knows its own text`() {
        #expect(
            Outline.of("a: 1\nb:\n  - x # comment\n  - [y, 'z']\nc:\nd: |\n  text\n\n# end\n") == """
                mapping «a: 1␊b:␊  - x # comment␊  - [y, 'z']␊c:␊d: |␊  text␊»
                  entry «a: 1»
                    plain text "a" «a»
                    plain integer(1) «1»
                  entry «b:␊  - x # comment␊  - [y, 'z']»
                    plain text "b" «b»
                    sequence «- x # comment␊  - [y, 'z']»
                      plain text "x" «x»
                      flow sequence «[y, 'z']»
                        plain text "y" «y»
                        singleQuoted text "z" «'z'»
                  entry «c:»
                    plain text "c" «c»
                    plain null at 5:3
                  entry «d: |␊  text␊»
                    plain text "d" «d»
                    literal text "text\\n" «|␊  text␊»
                """)
    }

    @Test func `all findings are reported together`() {
        #expect(
            Outline.of("a: 1\na: !!int 2\n<<: *b\n") == """
                error[duplicate-key]: the key 'a' is here twice
                  --> a.yaml:2:1
                   |
                 2 | a: !!int 2
                   | ^ the second
                   |
                  ::: a.yaml:1:1
                   |
                 1 | a: 1
                   | - the first
                   = help: remove one of the two
                error[yaml-tag]: tags such as '!!int' are not supported
                  --> a.yaml:2:4
                   |
                 2 | a: !!int 2
                   |    ^^^^^
                   = note: an option's type decides how its value is read
                   = help: remove the tag; if the text itself begins with '!', put it in quotes
                error[merge-key]: the merge key '<<' is not supported
                  --> a.yaml:3:1
                   |
                 3 | <<: *b
                   | ^^
                   = note: it is no part of YAML 1.2
                   = help: let the profile inherit from the other one with 'extends'
                error[unknown-anchor]: there is no anchor '&b' before this alias
                  --> a.yaml:3:5
                   |
                 3 | <<: *b
                   |     ^^
                   = help: if the text itself begins with '*', put it in quotes
                """)
    }

    @Test(arguments: ["", "# comment\n", "---\n", "\n\n", "---\n# nothing\n...\n"])
    func `a text without a value is nothing`(yaml: String) {
        #expect(Outline.of(yaml) == "nothing")
    }
}
