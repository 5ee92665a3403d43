"""A Pyramid application whose debug switches follow the server."""

import os
from typing import Any

from pyramid.config import Configurator
from pyramid.response import Response

DEBUG = os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"


def home(request: Any) -> Response:
    return Response(f"reload_templates is {request.registry.settings['pyramid.reload_templates']}\n")


def fails(request: Any) -> Response:
    raise LookupError("no book in the shelf")


with Configurator(settings={"pyramid.reload_templates": DEBUG, "pyramid.debug_notfound": DEBUG}) as configurator:
    for name, path, view in (("home", "/", home), ("fails", "/fails", fails)):
        configurator.add_route(name, path)
        configurator.add_view(view, route_name=name)
    application = configurator.make_wsgi_app()
