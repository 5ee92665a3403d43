"""The addresses of the catalogue."""

from django.urls import path

from catalogue import views

urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("books/<int:pk>/", views.book, name="book"),
]
