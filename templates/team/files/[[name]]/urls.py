"""The URLs of [[name]]: https://docs.djangoproject.com/en/stable/topics/http/urls/"""

from django.contrib import admin
from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="welcome.html"), name="welcome"),
    path("admin/", admin.site.urls),
]
