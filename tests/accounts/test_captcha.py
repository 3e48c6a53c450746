"""After failures a small sum is asked; a wrong answer tries no password, and no answer is good twice."""

import datetime as dt

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from portal.accounts import captcha
from portal.audit.models import Entry
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def post(client: Client, password: str = "Wrong-Pass-1", answer: str = "", username: str = "pd-inspector"):
    return client.post("/login/", {"username": username, "password": password, "answer": answer})


def right(client: Client) -> str:
    return str(client.session[captcha.KEY]["answer"])


def asks(answer) -> bool:
    return "先算一道题" in answer.content.decode()


def test_it_is_asked_after_the_second_failure_and_not_before(client, county_inspector):
    assert not asks(client.get("/login/"))
    assert not asks(post(client))
    assert asks(post(client))


def test_an_unknown_name_is_asked_like_a_known_one(client, db):
    assert [asks(post(client, username="nobody")) for _ in range(2)] == [False, True]


def test_without_the_answer_no_password_is_tried(client, county_inspector):
    for _ in range(2):
        post(client)
    before = AccessAttempt.objects.get().failures_since_start
    answer = post(client, PASSWORD, answer="1000")
    assert answer.context["form"].errors["answer"] and not answer.context["form"].non_field_errors()
    assert client.get("/account/sessions/").status_code == 302
    assert AccessAttempt.objects.get().failures_since_start == before
    assert Entry.objects.filter(verb="accounts.sign_in").count() == 2


def test_the_right_answer_lets_the_right_password_in(client, county_inspector):
    for _ in range(2):
        post(client)
    assert post(client, PASSWORD, answer=f" {right(client)} ").status_code == 302


def test_an_answer_is_good_once_and_for_ten_minutes(client, county_inspector):
    for _ in range(2):
        post(client)
    answer = right(client)
    post(client, answer=answer)
    if right(client) != answer:
        assert "answer" in post(client, PASSWORD, answer=answer).context["form"].errors
    begun = timezone.now()
    answer = right(client)
    with time_machine.travel(begun + dt.timedelta(minutes=11)):
        assert "answer" in post(client, PASSWORD, answer=answer).context["form"].errors


def test_it_is_asked_at_every_machine_for_the_account_and_for_nobody_else(client, county_inspector, neighbour_inspector):
    for _ in range(2):
        post(client)
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    assert asks(post(elsewhere))
    assert post(Client(REMOTE_ADDR="10.1.1.2"), PASSWORD, username="yx-inspector").status_code == 302


def test_many_failures_from_one_machine_ask_everybody_there(client, db):
    for number in range(10):
        post(client, username=f"guess{number}")
    assert asks(client.get("/login/"))
    assert not asks(Client(REMOTE_ADDR="10.1.1.1").get("/login/"))


def test_the_answer_never_stands_in_the_page(client, county_inspector):
    post(client)
    page = post(client).content.decode()
    answer = right(client)
    assert f">{answer}<" not in page and f'value="{answer}"' not in page and "等于几" in page


@pytest.mark.parametrize(("number", "words"), [(2, "二"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (37, "三十七"), (70, "七十")])
def test_numbers_are_read_as_people_say_them(number, words):
    assert captcha.in_words(number) == words
