"""2.g: what the device would have to be asked for."""

import pytest

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_page_may_not_even_ask_the_device(client):
    refused = client.get("/policy").headers["Permissions-Policy"]
    assert all(f"{feature}=()" in refused for feature in ("camera", "microphone", "geolocation", "usb"))
