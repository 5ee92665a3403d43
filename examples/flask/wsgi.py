"""A Flask application whose debug switches follow the mode of the server."""

import os

from flask import Flask

application = Flask(__name__)
application.config["DEBUG"] = os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"
# None leaves the choice to Flask; True lets an exception reach the debugger.
application.config["PROPAGATE_EXCEPTIONS"] = os.environ.get("MOD_WSGI_DEBUGGER_ENABLED") == "true" or None


@application.get("/")
def told() -> dict[str, bool]:
    return {
        "debug": application.debug,
        "propagates": bool(application.config["PROPAGATE_EXCEPTIONS"]),
    }


@application.get("/fails")
def fails() -> str:
    raise LookupError("no book in the shelf")
