"""The one address of this project."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def greet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello from Apache and mod_wsgi.\n", content_type="text/plain")


urlpatterns = [path("", greet)]
