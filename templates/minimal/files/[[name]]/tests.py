"""Run by `python manage.py test`."""

from django.test import TestCase


class WelcomeTest(TestCase):
    def test_the_first_page_is_served(self) -> None:
        self.assertContains(self.client.get("/"), "[[name]] is served.")

    def test_the_admin_asks_for_a_login(self) -> None:
        self.assertRedirects(self.client.get("/admin/"), "/admin/login/?next=/admin/")
