"""The administrator finds, understands, changes and takes back the figures of his level; everybody else only reads."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.lib import clock
from portal.tenancy.models import PolicyRow
from portal.tenancy.policies import policy
from tests.make import accounts
from tests.make.tenancy import policy_row

pytestmark = pytest.mark.django_db
WAGE = "/policy/of/wagepay.minimum_wage/"
GIVEN = {"value": "1980", "source": "晋人社发〔2026〕1号", "certainty": "A", "valid_from": "2026-01-01", "reason": "省里公布新标准"}


@pytest.fixture
def browser(client_of, admin):
    return client_of(admin)


def text(response) -> str:
    return response.content.decode()


def hidden(response) -> dict[str, str]:
    """What the preview page would post."""
    context = response.context
    return {**dict(context["posted"]), "basis": context["basis"], "step": "save"}


def test_the_list_is_narrowed_by_words_room_state_and_certainty(browser, tree):
    policy_row(tree.city, "clearance.days_red", 2)
    shown = text(browser.get("/policy/?q=最低工资标准"))
    assert "最低工资标准（月）" in shown and "红色预警清零天数" not in shown
    own = text(browser.get("/policy/?scope=own"))
    assert "红色预警清零天数" in own and "最低工资标准（月）" not in own
    asked = text(browser.get("/policy/?scope=open&group=deposit"))
    assert "保证金基准存储比例" in asked and "最低工资" not in asked.split("p-table")[1]
    assert "D15 决定受理或不予受理" in text(browser.get("/policy/?scope=fixed&q=D15"))
    assert "没有符合条件的" in text(browser.get("/policy/?q=没有这样的参数"))


def test_the_list_sorts_and_pages_and_costs_the_same_whatever_is_set(browser, tree, django_assert_max_num_queries):
    browser.get("/policy/")
    with django_assert_max_num_queries(24):
        first = browser.get("/policy/?sort=key.label")
    for key in ("clearance.days_red", "clearance.days_yellow", "clearance.days_blue"):
        policy_row(tree.city, key, 2)
    with django_assert_max_num_queries(24):
        browser.get("/policy/?sort=key.label")
    assert "下一页" in text(first)
    assert text(browser.get("/policy/?sort=-key.label")) != text(first)


def test_the_list_can_be_looked_at_for_another_day_and_a_county(browser, tree):
    policy_row(tree.county, "clearance.days_red", 1, valid_from=dt.date(2026, 6, 1))
    at = f"/policy/?q=clearance.days_red&region={tree.county.pk}&on="
    assert "县级" in text(browser.get(f"{at}2026-06-01")).split("p-table")[1]
    assert "县级" not in text(browser.get(f"{at}2026-05-31")).split("p-table")[1]
    # a region that is not one's own is not even named
    assert "410425" not in text(browser.get(f"/policy/?region={tree.other_county.pk}"))
    assert "郏县" not in text(browser.get(f"/policy/?region={tree.other_county.pk}"))


def test_export_and_print_hold_what_the_filter_leaves(browser):
    exported = browser.get("/policy/export/?q=最低工资标准")
    assert exported["Content-Type"].startswith("application/vnd.openxmlformats")
    printed = browser.get("/policy/print/?q=最低工资标准")
    assert printed.content.startswith(b"%PDF")


def test_open_questions_say_what_why_and_which_function_waits(browser, tree):
    page = text(browser.get("/policy/open/"))
    assert "最低工资标准（月）" in page and "低于最低工资的核对" in page and "各省、自治区、直辖市公布的最低工资标准" in page
    policy_row(tree.city, "wagepay.minimum_wage", "1980")
    assert "最低工资标准（月）" not in text(browser.get("/policy/open/"))


def test_the_menu_counts_what_is_asked_for_those_who_can_answer(browser, client_of, city_office, tree):
    from portal.policy.lines import count_open  # noqa: PLC0415

    assert count_open(city_office) == 0
    page = text(browser.get("/policy/open/"))
    assert f"有 {page.count('>录入</a>')} 项等待录入" in page


def test_all_four_layers_stand_side_by_side_and_the_nearest_wins(browser, tree):
    policy_row(tree.province, "wagepay.minimum_wage", "1980", source="晋人社发〔2026〕1号")
    policy_row(tree.county, "wagepay.minimum_wage", "2050", source="平政发〔2026〕2号")
    city = text(browser.get(WAGE))
    assert "1,980 元/月" in city and "晋人社发〔2026〕1号" in city and "平定县" in city and "2,050 元/月" in city
    layers = browser.get(f"{WAGE}?region={tree.county.pk}").context["layers"]
    assert [(layer.label, layer.words, layer.wins) for layer in layers] == [
        ("国家", "未录入", False), ("省级", "1,980 元/月", False), ("地市级", "", False), ("县级", "2,050 元/月", True),
    ]  # fmt: skip


def test_a_change_is_shown_for_each_county_before_it_is_saved(browser, tree):
    policy_row(tree.neighbour, "wagepay.minimum_wage", "2100")
    shown = browser.post(f"{WAGE}edit/", GIVEN)
    assert {(line["place"].name, line["old"], line["new"], line["changes"]) for line in shown.context["lines"]} == {
        ("阳泉市", "未录入", "1,980 元/月", True),
        ("平定县", "未录入", "1,980 元/月", True),
        ("盂县", "2,100 元/月", "2,100 元/月", False),
        ("阳泉高新技术产业开发区", "未录入", "1,980 元/月", True),
    }
    assert not PolicyRow.objects.filter(region=tree.city).exists()
    browser.post(f"{WAGE}edit/", hidden(shown))
    assert policy(tree.county, "wagepay.minimum_wage", on=clock.today()).value == Decimal(1980)
    assert policy(tree.neighbour, "wagepay.minimum_wage", on=clock.today()).value == Decimal(2100)
    entry = Entry.objects.filter(verb="tenancy.set_policy").first()
    assert (entry.detail["after"], entry.detail["source"], entry.detail["reason"]) == ("1980", GIVEN["source"], GIVEN["reason"])


def test_a_value_may_begin_in_the_future_and_holds_from_its_day(browser, tree):
    day = clock.today() + dt.timedelta(days=30)
    shown = browser.post(f"{WAGE}edit/", GIVEN | {"valid_from": day.isoformat()})
    assert "将来的日子" in text(shown)
    browser.post(f"{WAGE}edit/", hidden(shown))
    assert policy(tree.city, "wagepay.minimum_wage", on=day - dt.timedelta(days=1)).value is None
    assert policy(tree.city, "wagepay.minimum_wage", on=day).value == Decimal(1980)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"value": ""}, "这一项要填"),
        ({"value": "很多"}, "数"),
        ({"value": "-1"}, "0"),
        ({"source": ""}, "这一项要填"),
        ({"reason": "改"}, "至少写 4 个字"),
        ({"certainty": "D"}, ""),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_is_saved(browser, wrong, told):
    answer = browser.post(f"{WAGE}edit/", GIVEN | wrong | {"step": "save", "basis": "[]"})
    assert answer.status_code == 422
    assert told in text(answer)
    assert not PolicyRow.objects.exists()


@pytest.mark.parametrize(("rate", "ok"), [("0.0099", False), ("0.01", True), ("0.03", True), ("0.0301", False)])
def test_the_base_rate_stays_within_the_nations_bounds(browser, rate, ok):
    answer = browser.post("/policy/of/deposit.base_rate/edit/", GIVEN | {"value": rate})
    assert ("确认保存" in text(answer)) is ok


def test_a_figure_changed_since_the_preview_is_not_overwritten(browser, tree):
    shown = browser.post(f"{WAGE}edit/", GIVEN)
    policy_row(tree.city, "wagepay.minimum_wage", "1900")
    assert "预览之后又被修改过" in text(browser.post(f"{WAGE}edit/", hidden(shown)))
    assert PolicyRow.objects.get().value == "1900"


def test_going_back_is_a_new_dated_value_and_taking_back_leaves_the_layer_above(browser, tree):
    old = policy_row(tree.city, "clearance.days_red", 2, valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2026, 1, 1), source="旧文件一号")
    policy_row(tree.city, "clearance.days_red", 4, valid_from=dt.date(2026, 1, 1))
    form = browser.get(f"/policy/of/clearance.days_red/edit/?from={old.pk}").context["form"]
    assert (form.initial["value"], form.initial["source"], form.initial["valid_from"]) == (2, "旧文件一号", clock.today())
    browser.post("/policy/of/clearance.days_red/end/", {"valid_to": clock.today().isoformat(), "reason": "改用省里的口径"})
    assert policy(tree.city, "clearance.days_red", on=clock.today()).level == "national"
    assert policy(tree.city, "clearance.days_red", on=clock.today() - dt.timedelta(days=1)).value == 4
    assert Entry.objects.filter(verb="tenancy.end_policy").count() == 1
    assert browser.get("/policy/of/clearance.days_red/end/").status_code == 404


@pytest.mark.parametrize(
    ("key", "posted", "stored"),
    [
        ("cases.accept_same_day", {"value": "no"}, False),
        ("clearance.calendar", {"value": "working"}, "working"),
        ("instruments.kinds", {"value": ["interview_letter", "transfer_slip"]}, ["interview_letter", "transfer_slip"]),
        ("rules.W01.exempt_sites", {"value": ["scattered"]}, ["scattered"]),
        ("campaigns.safe_projects_regions", {"value": "140321\n140322\n\n"}, ["140321", "140322"]),
        ("campaigns.safe_projects_regions", {"value": ""}, []),
        (
            "deadlines.start_moments",
            {"value-rows": "2", "value-0-name": "D15", "value-0-value": "workday", "value-1-name": "", "value-1-value": ""},
            {"D15": "workday"},
        ),
        (
            "clearance.ladder",
            {"value-rows": "1", "value-0-day": "1", "value-0-people": "0", "value-0-action": "提醒", "value-0-owner": "承办人", "value-0-level": ""},
            [{"day": 1, "people": 0, "action": "提醒", "owner": "承办人", "level": "", "letter": "", "measure": "", "against": ""}],
        ),
    ],
)
def test_every_kind_of_value_has_its_form(browser, tree, key, posted, stored):
    assert browser.get(f"/policy/of/{key}/edit/").status_code == 200
    shown = browser.post(f"/policy/of/{key}/edit/", {name: value for name, value in GIVEN.items() if name != "value"} | posted)
    assert shown.status_code == 200, shown.context["form"].errors
    posts = {}
    for name, value in shown.context["posted"]:
        posts.setdefault(name, []).append(value)
    browser.post(f"/policy/of/{key}/edit/", posts | {"basis": shown.context["basis"], "step": "save"})
    assert PolicyRow.objects.get(region=tree.city, key=key).value == stored


def test_of_a_changed_table_the_preview_tells_the_rows_that_differ_and_asks_for_all_of_them_once(browser, tree):
    rows = [{"day": day, "people": 0, "action": f"第{day}步", "owner": "承办人", "level": ""} for day in (1, 2, 3)]
    policy_row(tree.city, "clearance.ladder", rows)
    posted = {"value-rows": "3"}
    for number, row in enumerate(rows):
        posted |= {f"value-{number}-{name}": str(value) for name, value in row.items()}
    posted["value-2-day"] = "4"
    page = browser.post("/policy/of/clearance.ladder/edit/", {name: value for name, value in GIVEN.items() if name != "value"} | posted)
    line = page.context["lines"][0]
    assert "第1步" not in line["old"] + line["new"] and "第3步" in line["old"] and "第3步" in line["new"]
    assert line["old"].endswith("；其余 2 行相同") and line["new"].endswith("；其余 2 行相同")
    assert "“逾期升级阶梯”改为 3 行，还没有保存" in text(page)
    assert [row for row in page.context["rows"] if f"{row}</div>" in text(page)] == page.context["rows"] and "第1步" in page.context["rows"][0]


@pytest.mark.parametrize(
    "posted",
    [
        {"value-rows": "1", "value-0-name": "D15", "value-0-value": ""},
        {"value-rows": "2", "value-0-name": "D15", "value-0-value": "workday", "value-1-name": "D15", "value-1-value": "receipt"},
        {"value-rows": "1", "value-0-name": "D99", "value-0-value": "workday"},
        {"value-rows": "1", "value-0-name": "D15", "value-0-value": "someday"},
    ],
)
def test_half_a_row_a_row_twice_and_strange_words_are_refused(browser, posted):
    answer = browser.post("/policy/of/deadlines.start_moments/edit/", {name: value for name, value in GIVEN.items() if name != "value"} | posted)
    assert answer.status_code == 422


def test_national_law_has_no_form_and_an_unknown_key_no_page(browser):
    assert browser.get("/policy/of/deadlines.D15/").status_code == 200
    assert browser.get("/policy/of/deadlines.D15/edit/").status_code == 404
    assert browser.get("/policy/of/no.such.key/").status_code == 404


def test_readers_read_and_the_field_of_enterprises_sees_nothing(client_of, county_inspector, auditor, contractor):
    for actor in (county_inspector, auditor):
        browser = client_of(actor)
        assert browser.get(WAGE).status_code == 200
        assert browser.get(f"{WAGE}edit/").status_code == 403
        assert browser.post(f"{WAGE}edit/", GIVEN).status_code == 403
    assert client_of(contractor).get("/policy/").status_code == 403


def test_a_county_writes_its_own_layer_and_leaves_its_citys_alone(client_of, tree):
    browser = client_of(accounts.actor(Role.ADMIN, region=tree.county, person=accounts.user("pd-admin", "样例县管理员")))
    policy_row(tree.city, "wagepay.minimum_wage", "1900")
    shown = browser.post(f"{WAGE}edit/", GIVEN)
    assert [line["place"].name for line in shown.context["lines"]] == ["平定县"]
    browser.post(f"{WAGE}edit/", hidden(shown))
    assert json.loads(json.dumps(list(PolicyRow.objects.order_by("region").values_list("region__name", "value")))) == [
        ["阳泉市", "1900"],
        ["平定县", "1980"],
    ]


def test_the_desk_tells_the_administrator_what_is_asked_and_nobody_else(browser, client_of, city_office):
    assert "待录入政策参数" in text(browser.get("/"))
    assert "待录入政策参数" not in text(client_of(city_office).get("/"))


def test_going_back_from_the_preview_keeps_what_was_typed(browser):
    posted = hidden(browser.post(f"{WAGE}edit/", GIVEN)) | {"step": "edit"}
    back = text(browser.post(f"{WAGE}edit/", posted))
    assert 'value="1980"' in back and "晋人社发〔2026〕1号" in back and "省里公布新标准" in back
    assert not PolicyRow.objects.exists()


def test_a_figure_whose_function_is_not_in_use_says_so_wherever_it_is_shown(browser):
    key = "/policy/of/campaigns.assess_weight_arrears/"
    words = "专项考核计分（尚未启用）"
    for address in (key, f"{key}edit/", "/policy/?q=考核"):
        assert words in text(browser.get(address)), address
    preview = text(browser.post(f"{key}edit/", GIVEN | {"value": "0.5"}))
    assert "“专项考核计分”尚未启用，现在不改变任何办理" in preview
    assert "尚未启用" not in text(browser.get(WAGE))
