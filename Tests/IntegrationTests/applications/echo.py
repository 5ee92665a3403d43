"""Answers with what it was given, as JSON."""

import json
import os
import sys

AT_IMPORT = {name: value for name, value in os.environ.items() if name.startswith("MOD_WSGI_")}


def version():
    import mod_wsgi

    return list(mod_wsgi.version)


def application(environ, start_response):
    body = json.dumps(
        {
            "environ": {name: value for name, value in environ.items() if isinstance(value, str)},
            "multiprocess": environ["wsgi.multiprocess"],
            "multithread": environ["wsgi.multithread"],
            "body": environ["wsgi.input"].read().decode("latin-1"),
            "process_environment": dict(os.environ),
            "at_import": AT_IMPORT,
            "directory": os.getcwd(),
            "file": __file__,
            "group": os.getgid(),
            "mod_wsgi": version(),
            "path": sys.path,
            "pid": os.getpid(),
            "prefix": sys.prefix,
            "user": os.getuid(),
        }
    ).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


renamed = application
