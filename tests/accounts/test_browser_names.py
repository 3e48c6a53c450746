"""A sign-in names the browser and the system in words, whatever the browser claims to be besides."""

import pytest

from portal.accounts.models import PortalSession

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/120.0 Safari/537.36 Edg/120.0", "Edge，Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/120.0 Safari/537.36", "Chrome，Windows"),
        (f"Mozilla/5.0 (Linux; Android 13) {KIT} Chrome/111.0 Mobile Safari/537.36 MicroMessenger/8.0", "微信，安卓"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "火狐，Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_the_browser_is_named_in_words(agent, words):
    assert PortalSession(agent=agent).browser == words
