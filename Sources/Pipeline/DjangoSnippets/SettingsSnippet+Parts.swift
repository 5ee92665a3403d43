extension SettingsSnippet {
    static let debug = """
        # Error pages with source and settings: only under --debug-mode, so that no edit can be forgotten here.
        DEBUG = \(debugExpression)

        """

    static let propagation = """
        # Exceptions leave Django only where a debugger waits for them (--enable-debugger); else Django answers with its page.
        DEBUG_PROPAGATE_EXCEPTIONS = os.environ.get("MOD_WSGI_DEBUGGER_ENABLED") == "true"

        """

    static func logging(_ scope: LoggingScope) -> String {
        switch scope {
        case .always: logging + "\n\nLOGGING = _with_console(globals().get(\"LOGGING\") or {})\n"
        case .express:
            logging
                + """


                if os.environ.get("MOD_WSGI_EXPRESS") == "true":
                    LOGGING = _with_console(globals().get("LOGGING") or {})

                """
        }
    }

    /// `mail_admins` is named again because a logger that is configured anew loses the handlers that Django gave it.
    private static let logging = """
        # The log goes to the console, which is Apache's error log; DJANGO_LOG_LEVEL sets the level. What LOGGING holds stays.
        def _with_console(given):
            if given.get("incremental"):
                return given
            level = os.environ.get("DJANGO_LOG_LEVEL", "INFO").upper()
            filters, handlers, loggers = (dict(given.get(name) or {}) for name in ("filters", "handlers", "loggers"))
            root = dict(given.get("root") or {})
            consoles = [name for name, handler in handlers.items() if handler.get("class") == "logging.StreamHandler"]
            used = list(root.get("handlers") or [])
            if not set(consoles) & set(used):
                handlers["expressway"] = {"class": "logging.StreamHandler"}
                used.append("expressway")
            if "django" not in loggers:
                # Django's own console handler would print everything twice; its mail to the admins stays.
                filters["expressway"] = {"()": "django.utils.log.RequireDebugFalse"}
                mail = {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR", "filters": ["expressway"]}
                handlers["expressway_mail"] = mail
                loggers["django"] = {"handlers": ["expressway_mail"], "level": level}
            root = {"level": level, **root, "handlers": used}
            if "DJANGO_LOG_LEVEL" in os.environ:
                root["level"] = level
            changed = {"filters": filters, "handlers": handlers, "loggers": loggers, "root": root}
            return {"version": 1, "disable_existing_loggers": False, **given, **changed}
        """

    /// A bare `*` is a fine alias for Apache, but would allow every host.
    static let hosts = """
        # Without DEBUG Django refuses every host that is not listed: the names that the server answers to are.
        def _with_server_names(given):
            if isinstance(given, str):
                return given  # a mistake, which Django reports
            name = os.environ.get("MOD_WSGI_SERVER_NAME", "")
            names = [name, *os.environ.get("MOD_WSGI_SERVER_ALIASES", "").split()]
            loopback = ["localhost", "127.0.0.1", "[::1]"]
            modes = ("MOD_WSGI_DEBUG_MODE", "MOD_WSGI_RELOADER_ENABLED")
            if name in ("localhost", "127.0.0.1", "::1") or any(os.environ.get(mode) == "true" for mode in modes):
                names += loopback
            names = [name[1:] if name.startswith("*.") else name for name in names]
            names = [f"[{name}]" if ":" in name and not name.startswith("[") else name for name in names]
            known = list(given)
            for name in names:
                if name and "*" not in name and "?" not in name and name not in known:
                    known.append(name)
            return known


        ALLOWED_HOSTS = _with_server_names(globals().get("ALLOWED_HOSTS") or [])

        """
}
