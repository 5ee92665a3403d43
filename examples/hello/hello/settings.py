"""The fewest settings with which Django serves a view."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = "an example needs no secret"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = ["expressway"]
ROOT_URLCONF = "hello.urls"
WSGI_APPLICATION = "hello.wsgi.application"
USE_TZ = True
