"""A Flask application whose debug switches follow the server."""

import os

from flask import Flask

application = Flask(__name__)
application.config["DEBUG"] = os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"
# None leaves the decision to Flask; under the debugger the exception has to leave the application.
application.config["PROPAGATE_EXCEPTIONS"] = os.environ.get("MOD_WSGI_DEBUGGER_ENABLED") == "true" or None


@application.route("/")
def home() -> str:
    return f"DEBUG is {application.config['DEBUG']}\n"


@application.route("/fails")
def fails() -> str:
    raise LookupError("no book in the shelf")
