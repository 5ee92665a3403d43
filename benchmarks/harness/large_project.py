"""The large project: rest framework, wagtail, and some 230 modules of its own, as a company's product has them.

It is there for its imports: each of its applications has models, serializers, services, views and URLs, and
they refer to each other. Always the same text.
"""

from __future__ import annotations

from harness.project_files import MEASURED_VIEWS, ProjectFiles, common_files

PACKAGE = "large"

# fmt: off
APPLICATIONS = (
    "accounts", "addresses", "allergens", "audits", "baskets", "bookings", "budgets", "campaigns", "carriers",
    "catalogues", "contracts", "couriers", "coupons", "deliveries", "discounts", "events", "exports", "forecasts",
    "invoices", "ledgers", "letters", "locations", "loyalty", "orders", "payments", "payouts", "prices",
    "products", "receipts", "refunds", "reports", "returns", "reviews",
)
# fmt: on

PARTS = ("Record", "Line", "Change", "Note")
"""Each application has these four models."""

SETTINGS = """\
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "for benchmarks only"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
{applications}
    "rest_framework",
    "rest_framework.authtoken",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
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
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "large.urls"
WSGI_APPLICATION = "large.wsgi.application"
TEMPLATES = [
    {{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {{
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        }},
    }}
]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
WAGTAIL_SITE_NAME = "Large"
WAGTAILADMIN_BASE_URL = "http://localhost"
"""

URLS = (
    """\
import time

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls


"""
    + MEASURED_VIEWS
    + """\


urlpatterns = [
    path("", hello),
    path("slow/", slow),
    path("admin/", admin.site.urls),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
{includes}
    path("pages/", include(wagtail_urls)),
]
"""
)

MODELS_HEAD = """\
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models


class {title}Query(models.QuerySet["{title}Record"]):
    def open(self) -> "{title}Query":
        return self.filter(state={title}Record.State.OPEN)

    def worth_more_than(self, amount: int) -> "{title}Query":
        return self.filter(amount__gt=amount)

"""

MODEL = """\

class {title}{part}(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "open"
        HELD = "held", "held until further notice"
        CLOSED = "closed", "closed"

    number = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN, db_index=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)])
    details = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
{relations}
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
{manager}
    class Meta:
        ordering = ["-created", "number"]
        verbose_name = "{name} {lower}"
        indexes = [models.Index(fields=["state", "created"], name="{short}_{lower}_state")]

    def __str__(self) -> str:
        return f"{{self.number}} {{self.title}}"

    def is_open(self) -> bool:
        return self.state == self.State.OPEN

"""

SERIALIZERS_HEAD = """\
from rest_framework import serializers

from {name}.models import {models}

"""

SERIALIZER = """\

class {title}{part}Serializer(serializers.ModelSerializer):
    label = serializers.SerializerMethodField()

    class Meta:
        model = {title}{part}
        fields = ["id", "number", "title", "state", "amount", "details", "owner", "label", "created", "changed"]
        read_only_fields = ["created", "changed"]

    def get_label(self, found: {title}{part}) -> str:
        return f"{{found.number}}: {{found.title or 'without a title'}}"

    def validate_number(self, number: str) -> str:
        if not number.strip():
            raise serializers.ValidationError("a number is needed")
        return number.strip().upper()

"""

SERVICES = """\
from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from {name}.models import {title}Line, {title}Record
{other}

NUMBER = re.compile(r"^{short}-(?P<year>\\d{{4}})-(?P<serial>\\d+)$")


class {title}Outcome(enum.Enum):
    DONE = "done"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True)
class {title}Total:
    net: Decimal
    tax: Decimal
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax


class {title}Refused(Exception):
    message = _("This cannot be closed yet")


def total_of(record: {title}Record) -> {title}Total:
    net = sum((line.amount for line in {title}Line.objects.filter(parent=record)), Decimal(0))
    return {title}Total(net=net, tax=(net * Decimal("0.19")).quantize(Decimal("0.01")))


@transaction.atomic
def close(record: {title}Record) -> {title}Outcome:
    if not NUMBER.match(record.number):
        raise {title}Refused(record.number)
    if not record.is_open():
        return {title}Outcome.REFUSED
    record.state = {title}Record.State.CLOSED
    record.save(update_fields=["state", "changed"])
    return {title}Outcome.DONE
"""

VIEWS_HEAD = """\
from rest_framework import decorators, permissions, request, response, status, viewsets

from {name} import serializers, services
from {name}.models import {models}

"""

VIEW = """\

class {title}{part}ViewSet(viewsets.ModelViewSet):
    queryset = {title}{part}.objects.all()
    serializer_class = serializers.{title}{part}Serializer
    permission_classes = [permissions.IsAuthenticated]
    lookup_field = "number"

    def get_queryset(self):
        found = super().get_queryset()
        state = self.request.query_params.get("state")
        return found.filter(state=state) if state else found
{action}
"""

ACTION = """
    @decorators.action(detail=True, methods=["post"])
    def close(self, request: request.Request, number: str | None = None) -> response.Response:
        outcome = services.close(self.get_object())
        if outcome is services.{title}Outcome.REFUSED:
            return response.Response({{"outcome": outcome.value}}, status=status.HTTP_409_CONFLICT)
        return response.Response({{"outcome": outcome.value}})
"""

APPLICATION_URLS = """\
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from {name} import views

router = DefaultRouter()
{registrations}

urlpatterns = [path("", include(router.urls))]
"""

CONFIGURATION = """\
from django.apps import AppConfig


class {title}Config(AppConfig):
    name = "{name}"
    verbose_name = "{title}"
"""


def large_project() -> ProjectFiles:
    files = {
        **common_files(PACKAGE),
        "large/settings.py": SETTINGS.format(applications="\n".join(f'    "{name}",' for name in APPLICATIONS)),
        "large/urls.py": URLS.format(
            includes="\n".join(f'    path("api/{name}/", include("{name}.urls")),' for name in APPLICATIONS)
        ),
    }
    for index in range(len(APPLICATIONS)):
        files.update(_application(index))
    return files


def _application(index: int) -> dict[str, str]:
    name = APPLICATIONS[index]
    title = name.capitalize()
    models = ", ".join(sorted(f"{title}{part}" for part in PARTS))
    earlier = APPLICATIONS[index // 2] if index > 0 else None
    other = (
        f"from {earlier}.services import total_of as total_of_{earlier}\n\nTOTAL = total_of_{earlier}"
        if earlier
        else ""
    )
    registrations = [
        f'router.register("{part.lower()}s", views.{title}{part}ViewSet, basename="{name}-{part.lower()}")'
        for part in PARTS
    ]
    views = [
        VIEW.format(title=title, part=part, action=ACTION.format(title=title) if part == "Record" else "")
        for part in PARTS
    ]
    return {
        f"{name}/__init__.py": "",
        f"{name}/apps.py": CONFIGURATION.format(name=name, title=title),
        f"{name}/models.py": MODELS_HEAD.format(title=title) + "".join(_model(name, part, earlier) for part in PARTS),
        f"{name}/serializers.py": SERIALIZERS_HEAD.format(name=name, models=models)
        + "".join(SERIALIZER.format(title=title, part=part) for part in PARTS),
        f"{name}/services.py": SERVICES.format(name=name, title=title, short=name[:4], other=other),
        f"{name}/views.py": VIEWS_HEAD.format(name=name, models=models) + "".join(views),
        f"{name}/urls.py": APPLICATION_URLS.format(name=name, registrations="\n".join(registrations)),
    }


def _model(name: str, part: str, earlier: str | None) -> str:
    title = name.capitalize()
    relations = []
    if part != "Record":
        relations.append(f"    parent = models.ForeignKey({title}Record, on_delete=models.CASCADE)")
    elif earlier is not None:
        target = f"{earlier}.{earlier.capitalize()}Record"
        relations.append(
            f'    source = models.ForeignKey("{target}", null=True, on_delete=models.SET_NULL, related_name="+")'
        )
    manager = f"\n    objects = {title}Query.as_manager()\n" if part == "Record" else ""
    return MODEL.format(
        title=title,
        part=part,
        lower=part.lower(),
        name=name,
        short=name[:4],
        relations="\n".join(relations),
        manager=manager,
    )
