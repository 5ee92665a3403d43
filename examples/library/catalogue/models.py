"""What the library keeps."""

from django.db import models


class Book(models.Model):
    """One book; its cover is an uploaded file."""

    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    cover = models.FileField(upload_to="covers/", blank=True)

    class Meta:
        ordering = ["author", "year", "title"]
        constraints = [models.UniqueConstraint(fields=["title", "author"], name="one_entry_per_book")]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"
