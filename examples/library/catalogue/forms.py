"""The form with which a reader adds a book."""

from django import forms

from catalogue.models import Book


class BookForm(forms.ModelForm):
    class Meta:
        model = Book
        fields = ["title", "author", "year", "cover"]
