"""What people type into cells, and the fast lane that must agree with the careful one."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.sheets import quick, values
from portal.lib.sheets.faults import COMMON, CellFault


def code_of(reading, cell) -> str:
    with pytest.raises(CellFault) as fault:
        reading(cell)
    kind = COMMON[fault.value.code]
    words = {"label": "应发工资", **fault.value.words}
    assert "{" not in kind.message.format(**words) + kind.fix.format(**words)
    return fault.value.code


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (4680.0, 468000),
        (0.0, 0),
        (-100.0, -10000),
        (4419.999999999999, 442000),
        (0.07, 7),
        (1.005, 100.5),
        ("¥7,800.00", 780000),
        ("￥7,800", 780000),
        ("2640元", 264000),
        ("２６４０．５", 264050),
        (" 1 234.5 ", 123450),
        ("(300)", -30000),
        ("−12.30", -1230),
        ("1.2万", 1200000),
        ("5600.000", 560000),
    ],
)
def test_amounts_as_people_write_them(cell, fen):
    if fen == 100.5:
        assert code_of(values.fen, cell) == "decimals"
    else:
        assert values.fen(cell) == fen and values.amount(cell) == Decimal(fen) / 100


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("面议", "not_number"),
        ("1e5", "not_number"),
        ("NaN", "not_number"),
        ("Infinity", "not_number"),
        ("1,23,4", "not_number"),
        (True, "not_number"),
        (dt.date(2026, 1, 1), "not_number"),
        ("12元34", "not_number"),
        (5600.333333, "decimals"),
        ("5600.335", "decimals"),
        (1e300, "too_large"),
        (float("inf"), "too_large"),
        ("99999999999", "too_large"),
        ("1400 0000 0000 0000 00", "not_number|too_large"),
    ],
)
def test_what_is_no_amount_is_told_as_what_it_is(cell, code):
    assert code_of(values.fen, cell) in code.split("|")


def test_a_message_never_quotes_a_long_number_in_full():
    with pytest.raises(CellFault) as fault:
        values.fen("140321198603130003x")
    assert "1986" not in str(fault.value.words)


@pytest.mark.parametrize(
    ("cell", "days"), [(26.0, "26"), (20.5, "20.5"), ("20天", "20"), ("２０ 天", "20"), ("20.5个工", "20.5"), ("31日", "31"), ("-3", "-3")]
)
def test_days_with_their_words(cell, days):
    assert values.days(cell) == Decimal(days)


@pytest.mark.parametrize("cell", ["二十", "20天半", "8小时", "20-22", True])
def test_what_is_no_number_of_days_is_refused(cell):
    assert code_of(values.hundredths, cell) == "not_number"


@pytest.mark.parametrize(
    "cell",
    [
        "2026-10-01",
        "2026/10/1",
        "2026.10.1",
        "2026年10月1日",
        "２０２６年１０月０１日",
        "20261001",
        20261001.0,
        "2026-10-01 08:30",
        46296.0,
        dt.date(2026, 10, 1),
        dt.datetime(2026, 10, 1, 8),
    ],
)
def test_days_of_the_calendar_in_every_usual_form(cell):
    assert values.date(cell) == dt.date(2026, 10, 1)


@pytest.mark.parametrize("cell", ["2026-02-30", "10月1日", "昨天", 12.0, "2026-13-01", True, "99999999"])
def test_what_is_no_date_is_refused(cell):
    assert code_of(values.date, cell) == "not_date"


@pytest.mark.parametrize(
    "cell",
    [
        "2026年10月",
        "２０２６年１０月份",
        "2026-10",
        "2026.10",
        "202610",
        "二〇二六年十月",
        "二零二六年十月份",
        "工资月份：2026年10月  单位：元",
        dt.date(2026, 10, 31),
        202610.0,
    ],
)
def test_months_in_every_usual_form(cell):
    assert values.month(cell) == dt.date(2026, 10, 1)


@pytest.mark.parametrize(("text", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31)])
def test_chinese_numbers(text, number):
    assert values.chinese_number(text) == number


@pytest.mark.parametrize("text", ["第3期", "13800001234", "6217000000001000136", "2026年13月", "编号 20261", "1.5"])
def test_other_figures_are_no_month(text):
    assert values.find_month(text) is None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("秦 满 国", "秦满国"),
        ("李　二", "李二"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("John Smith", "John Smith"),
        ("\u200b王五\ufeff", "王五"),
        ("㐂田", "㐂田"),
    ],
)
def test_names_lose_only_the_spaces_that_stretch_them(cell, name):
    assert values.person_name(cell) == name


@pytest.mark.parametrize("cell", ["李二3", "李二,王五", 5.0, "=cmd|x", "李(二)"])
def test_names_with_figures_or_signs_are_odd(cell):
    assert code_of(values.person_name, cell) == "name_odd"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("140321198603130003", "140321198603130003"),
        (" 140321 19860313 0003 ", "140321198603130003"),
        ("１４０３２１１９８６０３１３０００３", "140321198603130003"),
        ("14032119771225000x", "14032119771225000X"),
        ("\t14032119771225000Ｘ", "14032119771225000X"),
        ("'140321198603130003", "140321198603130003"),
        ("H12345678", "H12345678"),
        ("E 1234 5678", "E12345678"),
    ],
)
def test_identity_numbers_in_their_disguises(cell, number):
    assert values.id_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1.4032120020121e17, "id_precision"),
        ("1.40321E+17", "id_precision"),
        ("14032119860313000", "id_length"),
        ("1403211986031300033", "id_length"),
        ("140321860313000", "id_old"),
        ("14032119860313000A", "id_character"),
        ("1403211986O3130003", "id_character"),
        ("140321198602300003", "id_birth"),
        ("140321198603130004", "id_check_digit"),
        ("没带", "id_length"),
    ],
)
def test_identity_numbers_say_what_is_wrong_with_them(cell, code):
    assert code_of(values.id_number, cell) == code


def test_a_short_identity_number_says_how_many_digits_are_missing():
    with pytest.raises(CellFault) as fault:
        values.id_number("14032119860313000")
    assert COMMON["id_length"].message.format(**fault.value.words) == "身份证号少 1 位，应为 18 位。"


@pytest.mark.parametrize(
    ("cell", "code"),
    [(6.217e18, "card_precision"), ("6.217E+18", "card_precision"), ("6217-0000-x", "card_character"), ("62170000", "card_length"), ("6" * 20, "card_length")],
)
def test_cards_say_what_is_wrong_with_them(cell, code):
    assert code_of(values.card_number, cell) == code


def test_cards_and_phones_lose_their_gaps():
    assert values.card_number("6217 0000 0000 1000 136") == "6217000000001000136"
    assert values.phone_number("138-0000-1000") == values.phone_number(13800001000.0) == values.phone_number("+86 13800001000") == "13800001000"
    assert values.phone_number("0353-1234567") == "03531234567"
    assert code_of(values.phone_number, "1380000100") == "phone_format"


def test_words_are_one_line_and_not_endless():
    assert values.text(" 木 工\n组长 ") == "木 工 组长" and values.text(3.0) == "3" and values.text(dt.date(2026, 1, 2)) == "2026-01-02"
    assert code_of(values.text, "长" * 201) == "text_too_long"
    assert values.whole("12") == 12 and code_of(values.whole, 1.5) == "not_number"


LANES = [
    (quick.fens, values.fen), (quick.hundredths, values.hundredths), (quick.wholes, values.whole), (quick.id_numbers, values.id_number),
    (quick.card_numbers, values.card_number), (quick.person_names, values.person_name), (quick.phone_numbers, values.phone_number), (quick.words, values.text),
]  # fmt: skip
DIGITS = st.text("0123456789Xx１ ", min_size=10, max_size=20)
NEAR_IDS = st.builds(
    lambda area, day, rest: f"{area:06}{day:%Y%m%d}{rest}",
    st.integers(110000, 659999),
    st.dates(dt.date(1890, 1, 1), dt.date(2030, 1, 1)),
    st.from_regex(r"[0-9]{3}[0-9Xx]", fullmatch=True),
)
ANYTHING = st.one_of(
    st.floats(),
    st.floats(-1e5, 1e5).map(lambda number: round(number, 3)),
    st.integers(-99, 10**6).map(float),
    st.booleans(),
    st.just(""),
    st.text(max_size=8),
    DIGITS,
    NEAR_IDS,
    st.sampled_from(
        ["李二", "木工", "１３８００００１０００", "13800001000", "6217000000001000136", "140321198603130003", "14032119771225000X", "140321198603130004"]
    ),
)


@pytest.mark.parametrize(("fast", "careful"), LANES, ids=lambda lane: lane.__name__)
@given(cells=st.lists(ANYTHING, max_size=12))
def test_the_fast_lane_takes_nothing_that_the_careful_one_would_read_otherwise(fast, careful, cells):
    for cell, value in zip(cells, fast(cells), strict=True):
        if value is not quick.SLOW:
            assert careful(cell) == value


@given(NEAR_IDS)
def test_the_fast_lane_takes_every_good_identity_number(number):
    from portal.lib import identity

    number = number[:17] + identity.check_digit(number[:17])
    good = identity.check(number).ok
    assert (quick.id_numbers([number])[0] == number) == good


def test_the_fast_lane_takes_the_clean_cells_of_a_clean_sheet():
    assert quick.fens([4680.0, 0.07, 45.6]) == [468000, 7, 4560]
    assert quick.hundredths([26.0, 20.5]) == [2600, 2050]
    assert quick.person_names(["李二"]) == ["李二"] and quick.words(["三班"]) == ["三班"] and quick.phone_numbers(["13800001000"]) == ["13800001000"]
    assert quick.card_numbers(["6217000000001000136"]) == ["6217000000001000136"]


@given(st.from_regex(r"[0-9]{13,19}", fullmatch=True))
def test_the_luhn_tables_agree_with_the_plain_sum(number):
    from portal.lib.bank_card import luhn

    assert bool(quick.failing_luhn([None, number])) == (not luhn(number))


def test_a_memory_forgets_before_it_grows_without_end(monkeypatch):
    monkeypatch.setattr(quick, "MAX_MEMORY", 10)
    memory = quick.Memory(len)
    for number in range(50):
        assert memory[str(number)] == len(str(number))
        assert len(memory) <= 10
