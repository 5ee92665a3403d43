"""What all settings of [[name]] have in common. Each setting: https://docs.djangoproject.com/en/stable/ref/settings/"""

import os
from pathlib import Path

from [[name]] import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
environment.load(BASE_DIR / ".env")

SECRET_KEY = environment.required("SECRET_KEY")
DEBUG = os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"
# Besides the server's own names: those that a proxy hands on, with spaces between them.
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "").split()

INSTALLED_APPS = [
    "expressway",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "[[name]].urls"
WSGI_APPLICATION = "[[name]].wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "db.sqlite3",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = BASE_DIR / "media"

# >>> expressway settings 45a4bf27c94d6938
# undo: {"debug": "False", "lead": "\n", "mode": "os.environ.get(\"MOD_WSGI_DEBUG_MODE\") == \"true\"", "version": "1"}
import os

# Exceptions leave Django only where a debugger waits for them (--enable-debugger); else Django answers with its page.
DEBUG_PROPAGATE_EXCEPTIONS = os.environ.get("MOD_WSGI_DEBUGGER_ENABLED") == "true"

# The log goes to the console, which is Apache's error log; DJANGO_LOG_LEVEL sets the level. What LOGGING holds stays.
def _with_console(given):
    if given.get("incremental"):
        return given
    level = os.environ.get("DJANGO_LOG_LEVEL", "INFO").upper()
    filters, handlers, loggers = (dict(given.get(name) or {}) for name in ("filters", "handlers", "loggers"))
    root = dict(given.get("root") or {})
    consoles = [name for name, handler in handlers.items() if handler.get("class") == "logging.StreamHandler"]
    used = list(root.get("handlers") or [])
    if not set(consoles) & set(used):
        handlers["expressway"] = {"class": "logging.StreamHandler"}
        used.append("expressway")
    if "django" not in loggers:
        # Django's own console handler would print everything twice; its mail to the admins stays.
        filters["expressway"] = {"()": "django.utils.log.RequireDebugFalse"}
        mail = {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR", "filters": ["expressway"]}
        handlers["expressway_mail"] = mail
        loggers["django"] = {"handlers": ["expressway_mail"], "level": level}
    root = {"level": level, **root, "handlers": used}
    if "DJANGO_LOG_LEVEL" in os.environ:
        root["level"] = level
    changed = {"filters": filters, "handlers": handlers, "loggers": loggers, "root": root}
    return {"version": 1, "disable_existing_loggers": False, **given, **changed}

LOGGING = _with_console(globals().get("LOGGING") or {})

# Without DEBUG Django refuses every host that is not listed: the names that the server answers to are.
def _with_server_names(given):
    if isinstance(given, str):
        return given  # a mistake, which Django reports
    name = os.environ.get("MOD_WSGI_SERVER_NAME", "")
    names = [name, *os.environ.get("MOD_WSGI_SERVER_ALIASES", "").split()]
    loopback = ["localhost", "127.0.0.1", "[::1]"]
    modes = ("MOD_WSGI_DEBUG_MODE", "MOD_WSGI_RELOADER_ENABLED")
    if name in ("localhost", "127.0.0.1", "::1") or any(os.environ.get(mode) == "true" for mode in modes):
        names += loopback
    names = [name[1:] if name.startswith("*.") else name for name in names]
    names = [f"[{name}]" if ":" in name and not name.startswith("[") else name for name in names]
    known = list(given)
    for name in names:
        if name and "*" not in name and "?" not in name and name not in known:
            known.append(name)
    return known


ALLOWED_HOSTS = _with_server_names(globals().get("ALLOWED_HOSTS") or [])
# <<< expressway settings
