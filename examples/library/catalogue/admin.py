"""How the books look in Django's admin."""

from django.contrib import admin

from catalogue.models import Book


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "year"]
    search_fields = ["title", "author"]
