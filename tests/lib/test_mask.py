"""A masked value never shows the number by itself: the canary must not appear in any text form."""

import copy
import json
import logging
import pickle
import traceback

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.template import Context, Engine
from rest_framework.utils.encoders import JSONEncoder

from portal.lib.mask import KINDS, BankCard, IdNumber, Masked, Phone, Secret, in_text

CANARY = "140302199003070006"
SHOWN = "1403**********0006"


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        (IdNumber, CANARY, SHOWN),
        (IdNumber, "H1234567800", "H1*******00"),
        (IdNumber, "E12345678", "E1*****78"),
        (BankCard, "6222021234567894", "6222********7894"),
        (BankCard, "6222021234567894123", "6222***********4123"),
        (Phone, "13800138000", "138****8000"),
        (Phone, "03537654321", "035****4321"),
        (Phone, "7654321", "7*****1"),
        (Secret, "张某某", "********"),
        (Secret, "", ""),
        (IdNumber, "123", "***"),
    ],
)
def test_each_kind_shows_its_ends_only(kind, number, shown):
    assert str(kind(number)) == shown


def every_text_form(value: Masked) -> dict[str, object]:
    return {
        "str": str(value),
        "repr": repr(value),
        "format": f"{value:>40}{value!r}{value!s}",
        "percent": "%s %r" % (value, value),  # noqa: UP031
        "json": json.dumps({value: [value]}),
        "json of Django": json.dumps(value, cls=DjangoJSONEncoder),
        "json of the API": json.dumps(value, cls=JSONEncoder),
        "pickle": pickle.dumps(value),
        "pickled again": pickle.loads(pickle.dumps(value)),
        "template": Engine().from_string("{{ v }}|{{ v|safe }}|{{ v|slice:'2:16' }}|{{ v.0 }}").render(Context({"v": value})),
        "joined": "".join([value, "", value[:]]) + "".join([value]),
        "bytes": value.encode(),
        "parts": value[4:14] + value.upper() + value.lower() + value.strip(),
        "container": str([value]) + str({value: value}) + str((value,)),
        "iterated": "".join(value),
    }


@pytest.mark.parametrize("form", sorted(every_text_form(IdNumber(CANARY))))
def test_the_canary_is_in_no_text_form(form):
    shown = every_text_form(IdNumber(CANARY))[form]
    shown = shown.decode("latin-1") if isinstance(shown, bytes) else shown
    assert "1990" not in shown
    assert CANARY[4:14] not in shown


def test_the_canary_is_in_no_log_line_and_no_traceback(caplog):
    value = IdNumber(CANARY)
    try:
        raise ValueError("not payable", value)
    except ValueError as error:
        logging.getLogger("canary").exception("refused %s %r", value, value)
        printed = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert SHOWN in caplog.text
    assert CANARY not in caplog.text
    assert SHOWN in printed.replace(f'"{CANARY}"', "")


def test_the_plain_number_is_reached_by_plain_only():
    value = IdNumber(" 1403 0219 9003 0700 06 ")
    assert value.plain() == CANARY
    assert not hasattr(value, "__dict__")


def test_values_are_equal_by_their_plain_numbers_not_by_their_masks():
    other = IdNumber("140302199103080006")
    assert str(other) == str(IdNumber(CANARY))
    assert other != IdNumber(CANARY)
    assert IdNumber(CANARY) == IdNumber(CANARY) == CANARY
    assert IdNumber(CANARY) != SHOWN
    assert len({other, IdNumber(CANARY), IdNumber(CANARY)}) == 2


def test_copies_keep_the_number():
    value = IdNumber(CANARY)
    assert copy.copy(value).plain() == copy.deepcopy([value])[0].plain() == CANARY


def test_a_masked_value_of_a_masked_value_is_the_same_number():
    assert IdNumber(IdNumber(CANARY)).plain() == CANARY


@pytest.mark.parametrize("kind", KINDS.values())
def test_nothing_is_empty_and_false(kind):
    assert not kind("")
    assert not kind(None)
    assert str(kind("")) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"身份证{CANARY}。", f"身份证{SHOWN}。"),
        ("11010519491231002x本人", "1101**********002X本人"),
        ("打13800138000问过", "打138****8000问过"),
        ("卡6222021234567894，另一张", "卡6222********7894，另一张"),
    ],
)
def test_a_number_in_a_sentence_is_masked(typed, kept):
    assert in_text(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "140302199003070007",
        "GZ-140321-202610-7-58",
        "a" * 20 + CANARY + "b",
        "13800138000.50 元",
        "0.13800138000",
        "2026-11-20",
        "12800138000",
        "138001380001",
    ],
)
def test_what_is_no_persons_number_stays(text):
    assert in_text(text) == text
