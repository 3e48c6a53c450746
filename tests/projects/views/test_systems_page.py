"""The page of all checklists: for the authority, for the contractor what turns green next, and the papers that prove a duty."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import Entry
from portal.lib import clock
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.act_links import link_of
from projects.models import Project, ProjectProof
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.documents import picture
from tests.make.projects import make_account, make_party, make_project


@pytest.fixture
def site(county_inspector, contractor, tree) -> Project:
    tenancy.policy_row(tree.county, "projects.checklists", ["five", "luzhou", "xiqing", "further"])
    tenancy.policy_row(tree.county, "projects.checklist_open_items", None)
    with acting(county_inspector):
        project = make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.organisation_id), wage_officer_name="")
        make_party(project)
    return project


def test_every_list_of_the_tenant_stands_there_with_its_steps(site, county_inspector, client_of):
    page = client_of(county_inspector).get(reverse("project_systems", args=[site.code])).content.decode()
    for said in ("五项制度", "（一）1 订立劳动合同", "联合检查九项制度", "另有 3 项没有写明", "其他制度", "下一个变绿", "任命劳资专管员", "去办"):
        assert said in page, said
    dossier = client_of(county_inspector).get(site.get_absolute_url()).content.decode()
    assert "制度清单" in dossier and "看全部清单和佐证" in dossier


def test_the_contractor_sees_the_same_with_his_own_steps(site, contractor, client_of):
    page = client_of(again(contractor)).get(reverse("project_systems", args=[site.code])).content.decode()
    assert reverse("account_new", args=[site.code]) in page and reverse("project_edit", args=[site.code]) not in page


def test_a_paper_is_recorded_with_its_scan_and_taken_back_with_its_reason(site, contractor, client_of):
    client, url = client_of(again(contractor)), reverse("proof_new", args=[site.code, "payment_guarantee"])
    assert "担保机构" in client.get(url).content.decode()
    today = clock.today()
    assert "有效期至" in client.post(url, {"issuer": "样例担保", "amount": "100", "signed_on": today}).content.decode()  # it is asked for
    scan = SimpleUploadedFile("担保.jpg", picture(), "image/jpeg")
    given = {"issuer": "样例担保", "amount": "1,000,000", "signed_on": today, "expires_on": today + dt.timedelta(days=300), "upload": scan}
    assert client.post(url, given).status_code == 302
    firm = again(contractor)
    with acting(firm):
        proof = ProjectProof.objects.visible_to(firm).select_related("file").get()
    assert (proof.file.name, proof.kind, str(proof.amount)) == ("担保.jpg", "payment_guarantee", "1000000.00")
    assert "样例担保" in client.get(reverse("project_systems", args=[site.code])).content.decode()
    back = reverse("proof_withdraw", args=[site.code, proof.uid])
    assert client.post(back, {"reason": "登记错了机构"}).status_code == 302
    assert client.post(back, {"reason": "再撤回一次"}).status_code == 200  # said in the form
    with acting(firm):
        proof = ProjectProof.objects.visible_to(firm).get()
    assert (proof.withdrawn_on, proof.withdrawn_reason) == (today, "登记错了机构")
    assert Entry.objects.filter(verb__in=("projects.record_proof", "projects.withdraw_proof")).count() == 2


def test_kinds_and_papers_of_others_are_not_there(site, county_inspector, other_county_inspector, client_of):
    client = client_of(county_inspector)
    assert client.get(reverse("proof_new", args=[site.code, "unheard-of"])).status_code == 404
    assert client.get(reverse("proof_withdraw", args=[site.code, site.uid])).status_code == 404
    assert client_of(other_county_inspector).get(reverse("project_systems", args=[site.code])).status_code == 404


def test_the_page_costs_the_same_queries_however_much_hangs_on_it(site, county_inspector, client_of, django_assert_max_num_queries):
    client, url = client_of(county_inspector), reverse("project_systems", args=[site.code])
    client.get(url)
    with acting(county_inspector):
        for _ in range(3):
            make_party(site)
    with django_assert_max_num_queries(36):
        client.get(url)


@pytest.mark.parametrize("act", ["unfreeze", "account_name"])
def test_what_is_wrong_with_an_account_leads_to_its_page_for_who_may_mend_it(site, contractor, owner, county_inspector, act):
    with acting(county_inspector):
        account = make_account(site)
    assert link_of(contractor, site, act, str(account.uid)) == account.get_absolute_url()
    assert link_of(owner, site, act, str(account.uid)) == "", "the owner reads what is missing and mends nothing there"
