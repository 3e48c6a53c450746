"""Fields take what people type; rendered forms say what is wrong, where, and link to it."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.lib.forms import CodeField, DateField, MoneyField, MonthField, PlainCharField, UploadField


@pytest.mark.parametrize(("typed", "amount"), [("1,046,320", "1046320"), ("１２３．４５", "123.45"), (" 9360 元", "9360"), ("¥300.5", "300.5")])
def test_amounts_are_understood_as_people_type_them(typed, amount):
    assert MoneyField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(("typed", "says"), [("九千", "请填金额"), ("1.005", "最多两位小数"), ("-3", "不能小于 0"), ("1e99", "最多 16 位")])
def test_amounts_that_are_none_are_refused_in_words(typed, says):
    with pytest.raises(ValidationError) as refusal:
        MoneyField().clean(typed)
    assert says in " ".join(refusal.value.messages)


@pytest.mark.parametrize("typed", ["2026-1-5", "2026/01/05", "20260105", "2026年1月5日", "２０２６-01-05"])
def test_days_are_understood_in_the_usual_writings(typed):
    assert DateField().clean(typed) == dt.date(2026, 1, 5)


@pytest.mark.parametrize("typed", ["2025-12", "2025年12月", "2025/12"])
def test_months_become_their_first_day(typed):
    assert MonthField().clean(typed) == dt.date(2025, 12, 1)


@pytest.mark.parametrize("typed", ["2025-13", "十二月", "2025", "-"])
def test_months_that_are_none_are_refused(typed):
    with pytest.raises(ValidationError, match="请填月份"):
        MonthField().clean(typed)


def test_a_month_is_shown_as_the_browser_wants_it():
    assert MonthField().prepare_value(dt.date(2025, 12, 1)) == "2025-12"


def test_full_width_codes_become_plain():
    assert CodeField().clean(" ９１１４０３００ＭＡ ") == "91140300MA"


def test_a_line_of_text_keeps_its_words_apart():
    assert PlainCharField().clean("\u200b青禾家园　　二期 ＮＯ．１ ") == "青禾家园 二期 NO.1"


def test_uploads_of_another_kind_or_size_are_refused_with_advice():
    field = UploadField(kinds=(".xlsx",), max_bytes=4)
    with pytest.raises(ValidationError, match=r"请上传 \.xlsx"):
        field.clean(SimpleUploadedFile("工资表.exe", b"abc"))
    with pytest.raises(ValidationError, match="超过上限"):
        field.clean(SimpleUploadedFile("工资表.xlsx", b"abcdef"))
    with pytest.raises(ValidationError, match="空的"):
        field.clean(SimpleUploadedFile("工资表.xlsx", b""))
    assert field.clean(SimpleUploadedFile("工资表.XLSX", b"abc")).name == "工资表.XLSX"


class Sample(forms.Form):
    name = forms.CharField(label="反映人", help_text="写全名")
    way = forms.ChoiceField(label="处置方式", choices=[("a", "约谈"), ("b", "责令改正")], widget=forms.RadioSelect)
    amount = MoneyField(label="金额（元）")
    agreed = forms.BooleanField(label="属实")
    kind = forms.ChoiceField(label="来源", choices=[("q", "扫码")])


def test_a_fresh_form_shows_labels_hints_and_stars_and_no_summary():
    html = str(Sample())
    assert "p-errsum" not in html
    assert '<label class="form-label required" for="id_name">反映人</label>' in html
    assert 'id="id_name_helptext">写全名' in html
    assert 'class="form-select"' in html
    assert 'class="form-control num n" ' in html or 'class="num n form-control"' in html


def test_errors_are_summed_up_on_top_with_links_to_the_fields():
    html = str(Sample({"name": "", "way": "", "amount": "x", "agreed": "", "kind": "q"}))
    assert "有 4 处要改" in html
    for target in ("#id_name", "#id_way_0", "#id_amount", "#id_agreed"):
        assert f'href="{target}"' in html
    assert html.index("p-errsum") < html.index("p-fields")


def test_a_wrong_field_is_marked_and_described():
    html = str(Sample({"name": "", "way": "a", "amount": "1", "agreed": "1", "kind": "q"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert "is-invalid" in html


def test_a_radio_list_becomes_tiles_under_a_legend():
    html = str(Sample())
    assert '<div class="p-opts" id="id_way">' in html
    assert "<legend" in html


def test_what_was_typed_is_escaped_when_it_comes_back():
    assert "<script>" not in str(Sample({"name": "<script>", "way": "<b>"}))
