"""A Pyramid application whose debug switches follow the mode of the server."""

import os

from pyramid.config import Configurator
from pyramid.request import Request

DEBUG = os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"


def told(request: Request) -> dict[str, bool]:
    return {"debug": bool(request.registry.settings["pyramid.debug_notfound"])}


def fails(request: Request) -> dict[str, bool]:
    raise LookupError("no book in the shelf")  # Pyramid lets it pass, so it reaches the debugger as it is


with Configurator(settings={"pyramid.debug_notfound": DEBUG, "pyramid.reload_templates": DEBUG}) as config:
    config.add_route("told", "/")
    config.add_view(told, route_name="told", renderer="json")
    config.add_route("fails", "/fails")
    config.add_view(fails, route_name="fails", renderer="json")
    application = config.make_wsgi_app()
