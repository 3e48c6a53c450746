"""Values on their way through COPY come out as they went in, also column by column."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wagepay.queries.bulk import blobs, encoded, hundredths, insert, staged, staged_lines, words

TEXTS = st.lists(st.one_of(st.none(), st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), max_size=12)), min_size=1, max_size=8)


def back(table: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT value FROM {table} ORDER BY place")
        return [row[0] for row in cursor.fetchall()]


def sent(kind: str, texts) -> list:
    lines = encoded(f"{place}\t{text}" for place, text in enumerate(texts))
    return back(staged_lines("bulk_test", {"place": "integer", "value": kind}, lines))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TEXTS)
def test_words_of_any_kind_come_out_as_they_went_in(values):
    expected = [value or "" for value in values]
    assert sent("text", words(values)) == expected
    assert back(staged("bulk_rows", {"place": "integer", "value": "text"}, enumerate(expected))) == expected


@pytest.mark.django_db
def test_amounts_are_exact_to_the_fen_with_their_sign_and_their_gaps():
    assert sent("numeric(14,2)", hundredths([0, 1, -1, 99, -100, 123456789012, None])) == [
        Decimal("0.00"), Decimal("0.01"), Decimal("-0.01"), Decimal("0.99"), Decimal("-1.00"), Decimal("1234567890.12"), None,
    ]  # fmt: skip
    assert sent("numeric(14,2)", hundredths([None, 5], "0.00")) == [Decimal("0.00"), Decimal("0.05")]


@pytest.mark.django_db
def test_bytes_of_any_value_come_out_as_they_went_in():
    every = [bytes(range(256)), b"", b"\\x00", None]
    assert [value if value is None else bytes(value) for value in sent("bytea", blobs(every))] == every


@pytest.mark.django_db
def test_more_lines_than_one_read_of_the_stream_all_arrive():
    assert sent("integer", map(str, range(1_234))) == list(range(1_234))


@pytest.mark.django_db
def test_new_rows_lie_in_the_order_of_what_their_key_varies_in():
    source = staged("bulk_new", {"place": "integer", "value": "bytea"}, [(at, bytes([251 * at % 256])) for at in range(250)])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bulk_kept (month date, place integer, value bytea) ON COMMIT DROP")
        assert insert("bulk_kept", source, ("place", "value"), by="value", same={"month": dt.date(2026, 10, 1)}) == 250
        cursor.execute("SELECT DISTINCT month FROM bulk_kept")
        assert cursor.fetchall() == [(dt.date(2026, 10, 1),)]
        cursor.execute("SELECT value FROM bulk_kept ORDER BY ctid")
        found = [bytes(value) for (value,) in cursor.fetchall()]
    assert found == sorted(bytes([251 * at % 256]) for at in range(250))
