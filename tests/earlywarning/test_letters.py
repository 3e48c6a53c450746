"""Letters drafted from a warning: which are offered, what they know already, to whom they go."""

import pytest
from django.urls import reverse

from earlywarning.actions.draft_letter import cited
from portal.documents.models import Instrument
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.documents import organ_of
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.tenancy import authority, policy_row


@pytest.fixture
def warning(tree, county_inspector):
    with acting(system_actor()):
        project = make_project(tree.county, "样例学校", township=tree.township)
        organ_of(county_inspector)
        return make_warning(project)


def drafts(actor) -> list[Instrument]:
    with acting(actor):
        return list(Instrument.objects.visible_to(actor))


def test_only_the_letters_of_the_tenant_are_offered(tree, warning, county_inspector, client_of):
    client, address = client_of(county_inspector), reverse("warning", args=[warning.uid])
    page = client.get(address).content.decode()
    assert "拟约谈函" in page and "警示函" not in page
    policy_row(tree.county, "instruments.kinds", ["interview_letter", "risk_warning_letter"])
    assert "警示函" in client.get(address).content.decode()


def test_nothing_is_offered_on_an_ended_warning_or_to_a_level_above(warning, city_office, contractor, client_of):
    assert "拟约谈函" not in client_of(city_office).get(reverse("warning", args=[warning.uid])).content.decode()


def test_the_form_comes_with_what_the_warning_knows_and_makes_a_draft(warning, county_inspector, client_of):
    client, address = client_of(county_inspector), reverse("warning_letter", args=[warning.uid, "interview_letter"])
    page = client.get(address).content.decode()
    assert "样例学校" in page and "有20人没有发到工资" in page and warning.project.general_contractor.name in page
    assert "p-errsum" in client.post(address, {"cc": ""}).content.decode()
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    data |= {"fact_interview_on": "2026-11-25", "fact_interview_time": "上午9时30分", "fact_interview_place": "三楼会议室"}
    assert client.post(address, data).status_code == 302
    (made,) = drafts(county_inspector)
    assert (made.subject_uid, made.state, made.addressee) == (str(warning.uid), "drafted", warning.project.general_contractor)


def test_a_letter_the_tenant_does_not_use_is_refused_with_what_was_typed(tree, warning, county_inspector, client_of):
    address = reverse("warning_letter", args=[warning.uid, "risk_warning_letter"])
    with acting(system_actor()):
        authority(tree.township, "冠山镇人民政府")
    client = client_of(county_inspector)
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) or "请督促整改" for name, field in form.fields.items()}
    page = client.post(address, data).content.decode()
    assert "p-errsum" in page and "样例学校" in page
    assert drafts(county_inspector) == []


def test_an_unknown_letter_is_not_there(warning, county_inspector, client_of):
    assert client_of(county_inspector).get(reverse("warning_letter", args=[warning.uid, "nothing"])).status_code == 404


def test_the_name_of_a_law_stands_once_before_its_articles():
    assert cited(["《条例》第十条", "《条例》第三十八条", "《监察条例》第十四条", "《条例》"]) == "《条例》第十条、第三十八条、《监察条例》第十四条、《条例》"
    assert cited([]) == ""
