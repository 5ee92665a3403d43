import DjangoSnippets
import TestSupport
import Testing

@Suite struct SettingsSnippetTests {
    /// Runs a snippet in Python behind other settings, and prints an expression.
    private func value(
        of expression: String, after settings: String = "", environment: [String] = [],
        _ snippet: SettingsSnippet = SettingsSnippet()
    ) throws -> String {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(
            "\(settings)\n\(snippet.text)\nimport logging.config\nprint(\(expression))\n", to: "settings.py")
        let result = try Program.run(
            "/usr/bin/env", ["-i"] + environment + ["/usr/bin/python3", "-W", "error", file])
        #expect(result.errors == "")
        return result.output.split(separator: "\n").last.map(String.init) ?? ""
    }

    @Test(arguments: [([], "False False"), (["MOD_WSGI_DEBUG_MODE=true"], "True False")])
    func `DEBUG follows debug mode, and exceptions stay inside`(environment: [String], expected: String) throws {
        #expect(try value(of: "DEBUG, DEBUG_PROPAGATE_EXCEPTIONS", environment: environment) == expected)
    }

    @Test func `exceptions leave Django where a debugger waits`() throws {
        #expect(
            try value(of: "DEBUG_PROPAGATE_EXCEPTIONS", environment: ["MOD_WSGI_DEBUGGER_ENABLED=true"]) == "True")
    }

    @Test func `hosts are those of the server, and a wildcard for all of them is none`() throws {
        let hosts = try value(
            of: "ALLOWED_HOSTS", after: "ALLOWED_HOSTS = ('a',)",
            environment: ["MOD_WSGI_SERVER_NAME=b.org", "MOD_WSGI_SERVER_ALIASES=*.c.org * a"])
        #expect(hosts == "['a', 'b.org', '.c.org']")
    }

    @Test func `loopback is allowed in development alone`() throws {
        let development = ["MOD_WSGI_SERVER_NAME=b.org", "MOD_WSGI_DEBUG_MODE=true"]
        #expect(
            try value(of: "ALLOWED_HOSTS", environment: development)
                == "['b.org', 'localhost', '127.0.0.1', '[::1]']")
        #expect(try value(of: "ALLOWED_HOSTS", environment: []) == "[]")
    }

    @Test func `a LOGGING that exists keeps what it holds, and its handler is used`() throws {
        let given = """
            LOGGING = {"version": 1, "disable_existing_loggers": True,
                "handlers": {"out": {"class": "logging.StreamHandler"}}, "root": {"handlers": ["out"], "level": "ERROR"},
                "loggers": {"django": {"level": "DEBUG"}}}
            BEFORE = dict(LOGGING)
            """
        #expect(try value(of: "{**LOGGING, 'filters': 0} == {**BEFORE, 'filters': 0}", after: given) == "True")
    }

    @Test func `the level comes from DJANGO_LOG_LEVEL`() throws {
        #expect(try value(of: "LOGGING['root']['level']", environment: ["DJANGO_LOG_LEVEL=debug"]) == "DEBUG")
    }

    @Test func `with the scope express, logging is left alone under other servers`() throws {
        let snippet = SettingsSnippet(parts: [.logging], logging: .express)
        #expect(try value(of: "'LOGGING' in globals()", snippet) == "False")
        #expect(try value(of: "'LOGGING' in globals()", environment: ["MOD_WSGI_EXPRESS=true"], snippet) == "True")
    }

    @Test func `only the chosen parts are rendered, and no part is no text`() {
        #expect(!SettingsSnippet(parts: [.hosts]).text.contains("DEBUG ="))
        #expect(SettingsSnippet(parts: []).text.isEmpty)
    }
}
