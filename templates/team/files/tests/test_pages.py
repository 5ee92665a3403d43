import pytest
from django.test import Client


def test_the_first_page_is_served(client: Client) -> None:
    assert "[[name]] is served." in client.get("/").content.decode()


@pytest.mark.django_db
def test_the_admin_asks_for_a_login(client: Client) -> None:
    answer = client.get("/admin/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
