"""Whatever is logged becomes one line of JSON without a person's number; of a fault only its kind and its places stand in it."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.logs import LineFormatter, scrub

ID, PHONE, CARD = "140302199003070006", "13911112222", "6217000010012345678"
CANARIES = (ID, PHONE, CARD)
TEXTS = st.text(st.characters(), max_size=80)


def line(message: object, *args: object, fault: BaseException | None = None, **extra: object) -> str:
    info = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.LogRecord("portal.test", logging.WARNING, __file__, 1, message, args, info)
    for name, value in extra.items():
        setattr(record, name, value)
    return LineFormatter().format(record)


def raised(text: str) -> BaseException:
    try:
        raise ValueError(text)
    except ValueError as fault:
        return fault


@given(before=TEXTS, after=TEXTS, canary=st.sampled_from(CANARIES), name=TEXTS)
def test_any_text_in_any_field_is_one_line_without_the_number(before, after, canary, name):
    text = f"{before} {canary} {after}"
    for found in (line(text), line("%s", text), line(f"x {name}", fault=raised(text)), line({text: text})):
        assert len(found.splitlines()) == 1
        assert isinstance(json.loads(found), dict)
        assert canary not in found


@given(st.dictionaries(TEXTS, st.recursive(TEXTS | st.integers() | st.none() | st.booleans(), lambda inner: st.lists(inner, max_size=3)), max_size=3))
def test_structured_fields_are_scrubbed_like_texts(fields):
    found = json.dumps(scrub(fields | {"who": [ID, {"phone": PHONE}], "n": int(PHONE)}), ensure_ascii=False)
    assert len(found.splitlines()) == 1
    assert not any(canary in found for canary in CANARIES)


@pytest.mark.parametrize(
    "typed", ["１３９１１１１２２２２", "139 1111 2222", "139-1111-2222", "1403 0219 9003 0700 06", "139\u200b1111\u200b2222", "6217.0000.1001.2345.678"]
)
def test_a_number_typed_with_spaces_or_wide_digits_is_found(typed):
    assert "位数字]" in line(f"张三 {typed}")


@pytest.mark.parametrize("plain", ["2026-11-26", "订单 12345678", "1,046,320.50 元", "127.0.0.1:8000"])
def test_what_is_no_number_of_a_person_stays(plain):
    assert plain in json.loads(line(plain))["event"]


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\x1b[31m", "\x85", "\u2028", "\u2029", "\x00", "\u202e"])
def test_nothing_ends_or_hides_a_line(break_):
    found = line(f'a{break_}{{"level": "info"}}')
    assert len(found.splitlines()) == 1 and break_ not in found


def test_a_faults_text_is_never_written():
    facts = json.loads(line("job failed", fault=raised(f"张三 {ID}")))
    assert facts["fault"] == "ValueError"
    assert facts["places"][-1].endswith(" raised") and "test_logs.py" in facts["places"][-1]
    assert "张三" not in json.dumps(facts, ensure_ascii=False)


def test_wrong_arguments_neither_crash_nor_print(capsys):
    assert json.loads(line("%d of %s", "张三"))["event"] == "%d of %s"
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
def test_a_refused_request_shows_its_route_and_not_its_path(client, caplog):
    client.get(f"/t/{PHONE}/")
    records = [LineFormatter().format(record) for record in caplog.records]
    assert records
    assert not any(PHONE in record for record in records)


@pytest.mark.django_db
def test_each_request_has_one_line_and_its_number_in_the_answer(client, caplog):
    caplog.set_level(logging.INFO, "portal.request")
    answer = client.get("/login/?next=/x/&q=13911112222")
    [facts] = [json.loads(LineFormatter().format(record)) for record in caplog.records if record.name == "portal.request"]
    assert facts["request"] == answer.headers["X-Request-ID"]
    assert (facts["method"], facts["route"], facts["status"]) == ("GET", "login", 200)


@pytest.mark.django_db
def test_the_number_on_the_error_page_is_that_of_the_log(client):
    answer = client.get("/no/such/page/")
    assert answer.headers["X-Request-ID"] in answer.content.decode()


def test_every_process_writes_its_lines_this_way(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == "portal.lib.logs.LineFormatter"
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}
