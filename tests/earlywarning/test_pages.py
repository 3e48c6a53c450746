"""The pages: what each role sees, with the same number of queries for one row and three."""

import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from earlywarning.actions.handle import verify_warning
from earlywarning.models import EarlyWarning
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make.accounts import again
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.tenancy import participation

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea735815e0000000049454e44ae426082"
)


@pytest.fixture
def warning(project, day):
    with acting(system_actor()):
        return make_warning(project)


def test_the_list_and_the_detail_say_why_by_which_law_and_what_to_do(warning, county_inspector, client_of):
    client = client_of(county_inspector)
    assert "样例学校改造" in client.get(reverse("warning_list")).content.decode()
    page = client.get(reverse("warning", args=[warning.uid])).content.decode()
    for words in ("有 20 人没有发到工资。", "样例条例 第一条", "施工总承包单位补发工资", "核实"):
        assert words in page


@pytest.mark.parametrize("name", ["warning_list", "clearance_desk", "clearance_ledger"])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    name, tree, warning, county_inspector, client_of, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_of(county_inspector)
    client.get(reverse(name))
    with django_assert_max_num_queries(30) as one:
        assert client.get(reverse(name)).status_code == 200
    with acting(system_actor()):
        for _ in range(2):
            make_warning(make_project(tree.county))
    with django_assert_num_queries(len(one)):
        client.get(reverse(name))


def test_a_neighbour_gets_404_and_no_word_of_it(warning, neighbour_inspector, client_of):
    client = client_of(neighbour_inspector)
    for address in (reverse("warning", args=[warning.uid]), reverse("warning_step", args=[warning.uid, "verify"])):
        response = client.get(address)
        assert response.status_code == 404
        assert "样例学校改造" not in response.content.decode()
    assert "样例学校改造" not in client.get(reverse("warning_list")).content.decode()


def test_the_contractor_reads_the_remedy_but_no_officers_notes(warning, contractor, county_inspector, client_of, at):
    with acting(system_actor()):
        participation(Organisation.objects.get(pk=contractor.organisation_id), warning.project_id)
    with acting(county_inspector):
        verify_warning(warning, actor=county_inspector, at=at, note="内部核实情况不外传。")
    page = client_of(again(contractor)).get(reverse("warning", args=[warning.uid])).content.decode()
    assert "施工总承包单位补发工资" in page
    assert "内部核实情况不外传" not in page
    assert county_inspector.name not in page


def test_verify_dispose_and_clear_by_forms(warning, county_inspector, client_of):
    client = client_of(county_inspector)

    def post(verb, **data):
        return client.post(reverse("warning_step", args=[warning.uid, verb]), data)

    assert "不少于" in post("verify", note="短").content.decode()
    assert post("verify", note="已到现场核实，询问了劳资专管员。").status_code == 302
    assert post("dispose", kind="interview", on="2026-11-20", note="约谈总包，承诺三日内补发。").status_code == 302
    assert "没有佐证不能销号" in post("clear", note="回单显示已发到卡。").content.decode()
    proof = io.BytesIO(PNG)
    proof.name = "回单.png"
    assert post("clear", note="银行回单显示已全部发到卡。", proof=proof).status_code == 302
    actor = system_actor()
    with acting(actor):
        assert EarlyWarning.objects.visible_to(actor).get(pk=warning.pk).state == "cleared"


def test_the_command_prints_the_promised_keys(warning):
    out = io.StringIO()
    call_command("warnings", "--project", warning.project.code, "--date", "2026-11-20", "--json", stdout=out)
    (line,) = json.loads(out.getvalue())
    assert set(line) == {"rule", "level", "opened_on", "due_at", "title", "law", "explain", "evidence", "remedy"}


def test_scan_and_clear_print_the_promised_keys(warning):
    out = io.StringIO()
    call_command("scan", "--date", "2026-11-20", "--json", stdout=out)
    assert set(json.loads(out.getvalue())) == {"date", "rules", "projects", "opened", "changed", "closed", "open", "seconds"}
    out = io.StringIO()
    call_command("clear", "--date", "2026-11-20", "--json", stdout=out)
    assert set(json.loads(out.getvalue())) == {"date", "due", "overdue", "cleared_in_time", "cleared_late", "escalated", "rate", "by_region"}
