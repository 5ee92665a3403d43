"""The URLs of [[name]]: https://docs.djangoproject.com/en/stable/topics/http/urls/"""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path


def welcome(request: HttpRequest) -> HttpResponse:
    """Take it out when the project has a first page of its own."""
    return HttpResponse("[[name]] is served.\n", content_type="text/plain")


urlpatterns = [
    path("", welcome),
    path("admin/", admin.site.urls),
]
