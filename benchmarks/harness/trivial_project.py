"""The trivial project: a view that says hello, a view with a query and a template, a static file."""

from __future__ import annotations

from harness.project_files import MEASURED_VIEWS, ProjectFiles, common_files

PACKAGE = "trivial"

SETTINGS = """\
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "for benchmarks only"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.staticfiles", "trivial"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "trivial.urls"
WSGI_APPLICATION = "trivial.wsgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
"""

MODELS = """\
from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)


class Article(models.Model):
    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    published = models.DateField()
"""

URLS = (
    """\
import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from trivial.models import Article


"""
    + MEASURED_VIEWS
    + """\


def articles(request: HttpRequest) -> HttpResponse:
    found = Article.objects.select_related("author").order_by("title")[:20]
    return render(request, "articles.html", {"articles": found})


urlpatterns = [path("", hello), path("articles/", articles), path("slow/", slow)]
"""
)

TEMPLATE = """\
<!doctype html>
<html lang="en">
<title>Articles</title>
<table>
{% for article in articles %}
<tr><td>{{ article.title }}</td><td>{{ article.author.name|upper }}</td>
<td>{{ article.published|date:"Y-m-d" }}</td></tr>
{% endfor %}
</table>
</html>
"""

ROWS = """\
from datetime import date

from trivial.models import Article, Author

authors = [Author.objects.create(name=f"Author {number}") for number in range(5)]
for number in range(25):
    author = authors[number % 5]
    Article.objects.create(title=f"Article {number:02}", author=author, published=date(2024, 1, 1 + number))
"""


def trivial_project() -> ProjectFiles:
    return {
        **common_files(PACKAGE),
        "trivial/settings.py": SETTINGS,
        "trivial/models.py": MODELS,
        "trivial/urls.py": URLS,
        "trivial/templates/articles.html": TEMPLATE,
        "rows.py": ROWS,
    }
