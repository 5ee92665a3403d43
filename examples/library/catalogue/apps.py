"""The application that knows the books."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"
