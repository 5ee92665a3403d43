"""The pages of the library."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from catalogue.forms import BookForm
from catalogue.models import Book

logger = logging.getLogger(__name__)


def shelf(request: HttpRequest) -> HttpResponse:
    """All books, and a form that adds one."""
    form = BookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        book = form.save()
        logger.info("added %s", book)
        return redirect("book", book.pk)
    return render(request, "catalogue/shelf.html", {"books": Book.objects.all(), "form": form})


def book(request: HttpRequest, pk: int) -> HttpResponse:
    """One book."""
    return render(request, "catalogue/book.html", {"book": get_object_or_404(Book, pk=pk)})
