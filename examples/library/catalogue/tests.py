"""What the library promises: `python manage.py test`."""

from django.test import TestCase

from catalogue.models import Book


class ShelfTests(TestCase):
    def test_the_shelf_lists_the_first_books(self) -> None:
        self.assertContains(self.client.get("/"), "Middlemarch")

    def test_a_reader_adds_a_book(self) -> None:
        response = self.client.post("/", {"title": "Walden", "author": "Henry David Thoreau", "year": "1854"})
        self.assertRedirects(response, f"/books/{Book.objects.get(title='Walden').pk}/")

    def test_the_same_book_is_not_added_twice(self) -> None:
        response = self.client.post("/", {"title": "Emma", "author": "Jane Austen", "year": "1815"})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(Book.objects.filter(title="Emma").count(), 1)
