"""An empty library is a dull example."""

from django.db import migrations

BOOKS = [
    ("Emma", "Jane Austen", 1815),
    ("Middlemarch", "George Eliot", 1871),
    ("Moby-Dick", "Herman Melville", 1851),
    ("Candide", "Voltaire", 1759),
]


def add(apps, schema_editor):
    Book = apps.get_model("catalogue", "Book")
    Book.objects.bulk_create(Book(title=title, author=author, year=year) for title, author, year in BOOKS)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
