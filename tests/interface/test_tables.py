"""One declaration of columns: order, pages, filters, cards and a fixed number of queries."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import django_filters
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import format_html

from portal.jobs.models import Job, JobState
from portal.lib.clock import SHANGHAI
from portal.lib.columns import draw, export_value
from portal.lib.tables import Bulk, Column, Empty, Table

AT = dt.datetime(2026, 1, 15, 11, 20, tzinfo=SHANGHAI)


class JobFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(label="状态", choices=JobState.choices)
    kind = django_filters.CharFilter(label="种类", lookup_expr="icontains")
    attempts = django_filters.RangeFilter(label="次数")
    region_id = django_filters.NumberFilter(label="辖区")

    class Meta:
        model = Job
        fields = ()


COLUMNS = (
    Column("key", "业务键", sort="key", link=lambda job: f"/jobs/{job.uid}/", sub=lambda job: job.kind),
    Column("state", "状态", kind="state", tone=lambda job: "ok" if job.state == "done" else ""),
    Column("attempts", "次数", kind="int", sort=("attempts", "key")),
    Column("region_id", "辖区", kind="int", hidden=True),
    Column("error", "错误", on_screen=False),
)


def a_table(query: str = "", **fields) -> Table:
    request = RequestFactory().get(f"/jobs/{query}")
    return Table(request, Job.objects.all(), COLUMNS, JobFilter, **{"order": ("-attempts",), "title": "任务", "at": AT} | fields)


@pytest.fixture
def jobs(db):
    def make(n: int, **fields) -> list[Job]:
        start = Job.objects.count()
        return Job.objects.bulk_create(
            Job(kind="样例.核对", key=f"k{start + i:03}", actor_name="样例", **{"attempts": i % 3, "state": "pending"} | fields) for i in range(n)
        )

    return make


def keys(table: Table) -> list[str]:
    return [job.key for job in table.page.object_list]


def test_rows_come_in_the_declared_order_and_ties_by_key(jobs):
    jobs(6)
    assert keys(a_table()) == ["k002", "k005", "k001", "k004", "k000", "k003"]


def test_a_heading_sorts_and_turns_round(jobs):
    jobs(4)
    assert keys(a_table("?sort=key")) == ["k000", "k001", "k002", "k003"]
    turned = a_table("?sort=-key&per=50")
    assert keys(turned)[0] == "k003"
    heading = turned.headings[0]
    assert (heading.direction, heading.sort_url) == ("descending", "?per=50&sort=key")
    assert a_table("?sort=key").headings[0].sort_url == "?sort=-key"


def test_a_column_that_does_not_sort_cannot_be_sorted_by(jobs):
    jobs(3)
    assert keys(a_table("?sort=actor_name")) == keys(a_table())
    assert a_table().headings[1].sort_url == ""


def test_several_fields_turn_together(jobs):
    jobs(3, attempts=1)
    assert keys(a_table("?sort=-attempts")) == ["k002", "k001", "k000"]


def test_pages_never_overlap_and_never_lose_a_row(jobs):
    jobs(60, attempts=1)
    seen = keys(a_table("?per=25")) + keys(a_table("?per=25&page=2")) + keys(a_table("?per=25&page=3"))
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(("query", "number", "rows"), [("?page=99", 3, 10), ("?page=x", 1, 25), ("?page=0", 3, 10), ("?per=7", 1, 25), ("?per=100", 1, 60)])
def test_odd_page_numbers_and_lengths_do_no_harm(jobs, query, number, rows):
    jobs(60)
    table = a_table(query)
    assert (table.page.number, len(table.rows)) == (number, rows)


@pytest.mark.parametrize("n", [1, 3, 30])
def test_a_list_costs_two_queries_whatever_its_length(jobs, django_assert_num_queries, n):
    jobs(n)
    with django_assert_num_queries(2):
        render_to_string("parts/_table.html", {"table": a_table()})


def test_filters_narrow_and_are_shown_as_chips_that_take_themselves_away(jobs):
    jobs(2)
    jobs(3, state="done", attempts=2)
    table = a_table("?state=done&attempts_min=1&sort=key&page=1")
    assert table.total == 3
    assert [(c.label, c.value, c.url) for c in table.chips] == [
        ("状态", "已完成", "?attempts_min=1&sort=key"),
        ("次数", "1 至 不限", "?state=done&sort=key"),
    ]
    assert table.clear_url == "?sort=key"
    assert table.kept == [("sort", "key")]


def test_a_filter_that_cannot_be_understood_says_so_and_hides_nothing(jobs):
    jobs(2)
    table = a_table("?region_id=平定")
    assert table.total == 2
    assert table.chips == []
    assert "invalid-feedback" in render_to_string("parts/_table.html", {"table": table})


def test_hidden_columns_can_be_chosen_and_strange_ones_are_ignored():
    assert [c.name for c in a_table().shown] == ["key", "state", "attempts"]
    assert [c.name for c in a_table("?cols=key&cols=region_id&cols=password").shown] == ["key", "region_id"]
    assert [c.name for c in a_table("?cols=password").shown] == ["key", "state", "attempts"]
    assert [(c.value, c.is_on) for c in a_table().column_choices] == [("key", True), ("state", True), ("attempts", True), ("region_id", False)]


def test_an_empty_list_says_why_and_where_to_go(db):
    html = render_to_string("parts/_table.html", {"table": a_table(empty=Empty("没有任务", "都办完了。", "/", "回工作台"))})
    assert "没有任务" in html
    assert "回工作台" in html
    assert "去掉筛选条件" not in html
    assert "去掉筛选条件" in render_to_string("parts/_table.html", {"table": a_table("?kind=zzz")})


def test_ticked_rows_go_to_the_button_that_was_pressed(jobs):
    job = jobs(1)[0]
    html = render_to_string("parts/_table.html", {"table": a_table(bulk=(Bulk("批量办结", "/jobs/finish/"),), row_key=lambda j: j.key)})
    assert f'name="pick" value="{job.key}" form="list-bulk"' in html
    assert 'formaction="/jobs/finish/"' in html


def test_exports_carry_the_filter_but_not_the_page():
    table = a_table("?state=done&page=2&per=50", exports=(("导出", "/jobs/export/"),))
    assert table.links == [("导出", "/jobs/export/?state=done")]
    assert a_table(exports=(("导出", "/jobs/export/"),)).links == [("导出", "/jobs/export/")]


def test_export_rows_are_the_filtered_rows_as_data(jobs):
    jobs(2, attempts=1)
    jobs(1, state="done", attempts=2)
    assert list(a_table("?sort=-key&state=done").export_rows()) == [["k002", "已完成", 2, None, ""]]


def test_the_first_wide_and_corner_cells_need_no_label_on_a_phone(jobs):
    jobs(1)
    row = a_table().rows[0]
    assert [cell.label for cell in row.cells] == ["", "状态", "次数"]


def row(**fields) -> SimpleNamespace:
    return SimpleNamespace(**fields)


def test_what_a_cell_shows_is_escaped():
    nasty = row(name="<script>", note="<b>")
    html = draw(Column("name", "名称", link=lambda r: "/x?a=1&b=2", sub=lambda r: r.note), nasty, at=AT)
    assert "<script>" not in html
    assert "<b>" not in html
    assert 'href="/x?a=1&amp;b=2"' in html


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("money", Decimal("1046320.5"), "1,046,320.50"),
        ("wan", Decimal("10877800"), "1,087.78"),
        ("int", 1234, "1,234"),
        ("rate", Decimal("0.941"), "94.1%"),
        ("date", dt.date(2026, 1, 15), "2026-01-15"),
        ("day", dt.date(2025, 12, 1), "2025 年 12 月 1 日"),
        ("month", dt.date(2025, 12, 1), "2025 年 12 月"),
        ("instant", AT, "1 月 15 日 11:20"),
        ("text", "", "—"),
    ],
)
def test_each_kind_has_its_look(kind, value, shown):
    assert shown in draw(Column("v", "值", kind=kind), row(v=value), at=AT)


@pytest.mark.parametrize("kind", ["money", "wan", "int", "rate", "date", "day", "month", "instant", "d3", "text", "level"])
def test_nothing_is_drawn_as_nothing(kind):
    assert draw(Column("v", "值", kind=kind), row(v=None), at=AT)


def test_a_cell_may_be_drawn_by_the_room():
    column = Column("v", "值", html=lambda r: format_html("<i>{}</i>", r.v))
    assert draw(column, row(v="<"), at=AT) == "<i>&lt;</i>"


def test_values_are_read_along_a_path_and_a_missing_link_is_nothing():
    column = Column("project.owner.name", "建设单位")
    assert column.read(row(project=row(owner=row(name="样例城投")))) == "样例城投"
    assert column.read(row(project=row(owner=None))) is None
    assert column.read({"project": {"owner": {"name": "样例城投"}}}) == "样例城投"


def test_exports_get_numbers_and_local_times():
    assert export_value(Column("v", "值", kind="wan"), row(v=Decimal("15000"))) == Decimal("1.5")
    assert export_value(Column("v", "值", kind="instant"), row(v=dt.datetime(2026, 1, 15, 3, 20, tzinfo=dt.UTC))) == dt.datetime(2026, 1, 15, 11, 20)
    assert export_value(Column("v", "值", kind="level", words=lambda r: "红色预警"), row(v="red")) == "红色预警"


def test_one_column_of_amounts_has_one_number_of_decimals(db):
    amounts = Table(RequestFactory().get("/"), Job.objects.all(), (Column("x", "金额", kind="money", value=lambda j: Decimal(j.error)),), at=AT)
    Job.objects.create(kind="a", key="1", actor_name="样例", error="100")
    assert "100<" not in amounts.rows[0].cells[0].html
    assert amounts.rows[0].cells[0].html == "100"
    Job.objects.create(kind="a", key="2", actor_name="样例", error="0.5")
    again = Table(RequestFactory().get("/"), Job.objects.all(), amounts.columns, at=AT)
    assert {r.cells[0].html for r in again.rows} == {"100.00", "0.50"}


class OddFilter(django_filters.FilterSet):
    late = django_filters.BooleanFilter(label="已超期", field_name="attempts")
    on = django_filters.DateFromToRangeFilter(label="收件日期", field_name="created_at")
    state = django_filters.MultipleChoiceFilter(label="状态", choices=JobState.choices)
    many = django_filters.MultipleChoiceFilter(label="县区", choices=[(str(i), f"县{i}") for i in range(20)], field_name="region_id")

    class Meta:
        model = Job
        fields = ()


def test_filter_forms_have_the_controls_people_expect():
    request = RequestFactory().get("/")
    html = str(Table(request, Job.objects.none(), COLUMNS, OddFilter).filterset.form)
    assert "未知" not in html
    assert html.count('type="date"') == 2
    assert html.count('type="checkbox"') == len(JobState.choices)
    assert '<select name="many"' in html


def test_a_yes_or_no_filter_understands_its_own_words():
    request = RequestFactory().get("/?late=true")
    table = Table(request, Job.objects.all(), COLUMNS, OddFilter)
    assert table.filterset.form.is_valid()
    assert [(c.label, c.value, c.url) for c in table.chips] == [("已超期", "是", "?")]
