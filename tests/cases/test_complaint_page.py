"""/c/<token>/: what a worker sees and sends, and what nobody can do with it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from time_machine import travel

from cases import gate
from cases.models import IntakeCount, Lead, LeadFile
from portal.audit.models import Entry
from portal.documents import storage
from portal.tenancy.scope import acting
from projects.tokens import complaint_token
from tests.cases.pages import CODE, complain, filled, key_on, url
from tests.make import documents

pytestmark = pytest.mark.django_db


def leads_of(inspector) -> list[Lead]:
    with acting(inspector):
        return list(Lead.objects.visible_to(inspector).select_related("project").order_by("id"))


def test_the_page_names_the_site_and_needs_neither_account_nor_script(client, site):
    answer = client.get(url(site))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "样例家园安置房二期" in text and "示例建设集团有限公司" in text and "每月 20 日" in text
    assert "<script" not in text and text.count('<link rel="stylesheet"') == 1
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_months_offered_are_the_last_four_that_are_over(client, site):
    text = client.get(url(site)).content.decode()
    assert re.findall(r'value="([\w-]+)" id="id_months', text) == ["2026-10", "2026-09", "2026-08", "2026-07", "earlier", "unknown"]


def test_looking_at_the_page_writes_nothing(client, site, inspector):
    before = Entry.objects.count()
    client.get(url(site))
    assert (leads_of(inspector), Entry.objects.count(), IntakeCount.objects.count()) == ([], before, 0)


def test_a_complaint_is_kept_with_its_period_and_its_code_is_shown_once(client, site, inspector):
    answer = client.post(url(site), filled(client, site, months=["2026-10", "2026-08"], id_number="11010519491231002X"))
    assert answer.status_code == 200
    assert CODE.search(answer.content.decode())
    (lead,) = leads_of(inspector)
    assert (lead.name, lead.phone.plain(), lead.id_number.plain(), str(lead.amount)) == ("王某某", "13900000001", "11010519491231002X", "9360.00")
    assert (lead.kind, lead.channel, lead.project, lead.region) == ("complaint", "qr", site, site.region)
    assert (lead.owed_from.isoformat(), lead.owed_to.isoformat(), lead.period_text) == ("2026-08-01", "2026-10-31", "2026 年 10 月、2026 年 8 月")
    assert (lead.foreman, lead.is_name_sealed, lead.first_contact) == ("塔吊班组 老郝", True, None)


def test_the_code_is_stored_as_a_hash_alone(client, site, inspector):
    code = complain(client, site).replace("-", "")
    entry = Entry.objects.filter(verb="cases.receive_lead").get()
    assert code not in str(entry.detail) and entry.actor_name == "工友（扫码）"
    (lead,) = leads_of(inspector)
    assert code not in str({field.name: getattr(lead, field.name) for field in lead._meta.fields})


def test_who_leaves_no_name_reports_and_is_heard_too(client, site, inspector):
    complain(client, site, name="", phone="", amount="", foreman="", months=["unknown"])
    (lead,) = leads_of(inspector)
    assert (lead.kind, lead.name, lead.masked_name, lead.period_text) == ("report", "", "（举报人密封）", "记不清")


@pytest.mark.parametrize(
    ("typed", "people"), [({"group": "one", "people": "7"}, 1), ({"group": "more", "people": "9"}, 9), ({"group": "more", "people": ""}, 2)]
)
def test_how_many_are_owed(client, site, inspector, typed, people):
    complain(client, site, **typed)
    assert leads_of(inspector)[0].people == people


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"phone": "1390000000"}, "手机号少 1 位，应为 11 位"),
        ({"phone": "电话忘了"}, "手机号只能是数字"),
        ({"id_number": "11010519491231002"}, "身份证号少 1 位，应为 18 位"),
        ({"id_number": "110105194912310021"}, "校验位不对"),
        ({"amount": "好几千"}, "看不懂这个金额"),
        ({"amount": "-5"}, "金额要大于 0 元"),
        ({"amount": "999999999999"}, "小于 1 亿元"),
        ({"group": "more", "people": "很多"}, "请填人数"),
        ({"group": "more", "people": "0"}, "人数至少是 1"),
        ({"months": ["2019-01"]}, "不在可用的选项中"),
        ({"months": [], "amount": "", "foreman": ""}, "请至少说一样"),
        ({"website": "http://spam.example"}, "请把这一栏留空"),
    ],
)
def test_what_is_wrong_is_said_where_it_is_and_what_was_typed_stays(client, site, inspector, typed, words):
    answer = client.post(url(site), filled(client, site, **typed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text and 'role="alert"' in text
    assert "王某某" in text and "13900000001" in text or "phone" in typed
    assert leads_of(inspector) == []


def test_amounts_are_understood_as_they_are_said(client, site, inspector):
    complain(client, site, amount="1.2万")
    assert str(leads_of(inspector)[0].amount) == "12000.00"


class TestTwice:
    def test_the_same_form_sent_twice_is_one_lead_with_one_code(self, client, site, inspector):
        data = filled(client, site)
        codes = {CODE.search(client.post(url(site), data).content.decode())[1] for _ in range(3)}
        assert len(codes) == 1
        assert len(leads_of(inspector)) == 1

    def test_the_second_time_says_so(self, client, site):
        data = filled(client, site)
        client.post(url(site), data)
        assert "没有重复登记" in client.post(url(site), data).content.decode()

    def test_pictures_of_the_second_time_are_not_kept_again(self, client, site, inspector):
        data = filled(client, site)
        for _ in range(2):
            client.post(url(site), data | {"pictures": [SimpleUploadedFile("a.jpg", documents.picture())]})
        with acting(inspector):
            assert LeadFile.objects.visible_to(inspector).count() == 1

    def test_two_forms_are_two_leads(self, client, site, inspector):
        first, second = complain(client, site), complain(client, site)
        assert first != second
        assert len(leads_of(inspector)) == 2


class TestKey:
    def test_a_made_up_key_is_not_taken_and_the_page_comes_back_with_a_good_one(self, client, site, inspector):
        data = filled(client, site) | {"key": "made-up"}
        answer = client.post(url(site), data)
        assert answer.status_code == 422 and "请再点一次" in answer.content.decode()
        assert client.post(url(site), data | {"key": key_on(answer.content.decode())}).status_code == 200
        assert len(leads_of(inspector)) == 1

    def test_the_key_of_another_site_is_not_taken(self, client, site, other_site):
        data = filled(client, other_site)
        assert client.post(url(site), data).status_code == 422

    def test_an_old_key_is_not_taken(self, client, site):
        with travel("2026-11-17", tick=False):
            data = filled(client, site)
        with travel("2026-11-20", tick=False):
            assert client.post(url(site), data).status_code == 422


class TestToken:
    @pytest.mark.parametrize("token", ["nonsense", "0" * 32, "0" * 32 + ".forged", "%00", "..", "<script>", "9" * 3000])
    def test_a_wrong_token_leads_to_a_friendly_page(self, client, site, token):
        answer = client.get(f"/c/{token}/")
        assert answer.status_code == 404
        if answer.resolver_match:
            assert "没有找到这个工地" in answer.content.decode() and "tel:12333" in answer.content.decode()

    def test_a_genuine_token_with_one_sign_changed_opens_nothing(self, client, site):
        token = complaint_token(site)
        changed = token[:-1] + ("A" if token[-1] != "A" else "B")
        assert client.post(f"/c/{changed}/", {}).status_code == 404

    def test_the_way_for_another_site(self, client):
        assert "不是这个工地" in client.get("/c/").content.decode()


class TestPictures:
    def test_they_are_kept_for_the_county_encrypted_and_drawn_anew(self, client, site, inspector):
        complain(client, site, pictures=[SimpleUploadedFile("../工资条.jpg", documents.picture()), SimpleUploadedFile("b.png", documents.picture("PNG"))])
        with acting(inspector):
            files = [row.file for row in LeadFile.objects.visible_to(inspector).select_related("file")]
        assert [file.name for file in files] == ["工资条.jpg", "b.png"]
        assert {(file.region_id, file.project_id, file.enterprise_id) for file in files} == {(site.region_id, None, None)}
        assert storage.read(files[0].sha256).startswith(b"\xff\xd8")

    def test_a_picture_under_the_wrong_ending_is_taken(self, client, site, inspector):
        complain(client, site, pictures=[SimpleUploadedFile("微信图片.jpg", documents.picture("PNG"))])
        with acting(inspector):
            assert LeadFile.objects.visible_to(inspector).select_related("file").get().file.name == "微信图片.png"

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.exe", b"MZ", "只收照片"),
            ("a.jpg", b"<html>", "a.jpg"),
            ("a.jpg", b"", "空"),
            ("a.pdf", b"%PDF-1.7", "只收照片"),
        ],
    )
    def test_what_is_no_picture_is_refused_and_nothing_of_the_complaint_is_lost_or_kept(self, client, site, inspector, name, content, words):
        answer = client.post(url(site), filled(client, site, pictures=[SimpleUploadedFile(name, content)]))
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "拍照" in text and "塔吊班组 老郝" in text
        assert words in text or "图片" in text
        assert leads_of(inspector) == []

    def test_seven_at_once_are_too_many(self, client, site):
        pictures = [SimpleUploadedFile(f"{n}.jpg", documents.picture()) for n in range(7)]
        assert "一次最多 6 张" in client.post(url(site), filled(client, site, pictures=pictures)).content.decode()


class TestLimits:
    def test_one_address_cannot_send_without_end_about_one_site(self, client, site, monkeypatch):
        monkeypatch.setattr(gate, "SENDING", gate.Limit("send", 2, 10))
        data = filled(client, site)
        assert [client.post(url(site), data).status_code for _ in range(3)] == [200, 200, 429]

    def test_another_address_and_another_site_are_not_hit(self, client, site, other_site, monkeypatch):
        monkeypatch.setattr(gate, "SENDING", gate.Limit("send", 1, 10))
        assert client.post(url(site), filled(client, site)).status_code == 200
        assert client.post(url(site), filled(client, site)).status_code == 429
        assert client.post(url(site), filled(client, site), REMOTE_ADDR="10.9.8.7").status_code == 200
        assert client.post(url(other_site), filled(client, other_site)).status_code == 200

    def test_faulty_forms_count_too(self, client, site, monkeypatch):
        monkeypatch.setattr(gate, "SENDING", gate.Limit("send", 2, 10))
        assert [client.post(url(site), {}).status_code for _ in range(3)] == [422, 422, 429]

    def test_one_site_has_a_limit_over_all_addresses(self, client, site, monkeypatch):
        monkeypatch.setattr(gate, "SITE", gate.Limit("site", 1, 60))
        data = filled(client, site)
        assert client.post(url(site), data, REMOTE_ADDR="10.0.0.1").status_code == 200
        answer = client.post(url(site), data, REMOTE_ADDR="10.0.0.2")
        assert answer.status_code == 429 and "请过一会儿再试" in answer.content.decode()

    def test_one_address_stores_only_so_many_pictures_and_is_told_how_to_go_on(self, client, site, inspector, monkeypatch):
        monkeypatch.setattr(gate, "PICTURES", gate.Limit("pictures", 2, 60))

        def sent(pictures: int):
            return client.post(url(site), filled(client, site, pictures=[SimpleUploadedFile(f"{n}.jpg", documents.picture()) for n in range(pictures)]))

        assert [sent(2).status_code, sent(1).status_code, sent(0).status_code] == [200, 422, 200]
        assert "先不带照片提交" in sent(1).content.decode()

    def test_one_address_alone_cannot_lock_a_site(self):
        assert gate.SENDING.most * (gate.SITE.minutes // gate.SENDING.minutes) * 2 < gate.SITE.most

    def test_after_the_span_it_goes_on(self, client, site, monkeypatch, settings):
        monkeypatch.setattr(gate, "SENDING", gate.Limit("send", 1, 10))
        settings.PORTAL_DATE = None
        with travel("2026-11-20T02:00:00Z", tick=False):
            assert client.post(url(site), filled(client, site)).status_code == 200
            assert client.post(url(site), filled(client, site)).status_code == 429
        with travel("2026-11-20T02:10:00Z", tick=False):
            assert client.post(url(site), filled(client, site)).status_code == 200

    def test_addresses_are_kept_as_hashes_only(self, client, site):
        client.post(url(site), filled(client, site), REMOTE_ADDR="203.0.113.9")
        kept = [bytes(row.key_index) for row in IntakeCount.objects.all()]
        assert kept and not any(b"203.0.113.9" in index for index in kept)
        assert {len(index) for index in kept} == {16}

    def test_a_forged_header_changes_no_address(self, client, site, monkeypatch):
        monkeypatch.setattr(gate, "SENDING", gate.Limit("send", 1, 10))
        data = filled(client, site)
        sent = [client.post(url(site), data, headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code for n in range(2)]
        assert sent == [200, 429]


@pytest.mark.parametrize(
    "hostile",
    [
        {"name": "<script>alert(1)</script>", "foreman": '"><img src=x onerror=alert(1)>'},
        {"name": "'; DROP TABLE cases_lead; --"},
        {"name": "王" * 5000},
        {"foreman": "=cmd|' /C calc'!A0"},
        {"name": "\u202e反转\u200b", "foreman": "a\x00b"},
        {"months": ["2026-10"] * 500},
        {"people": "9" * 400, "group": "more"},
        {"amount": "NaN"},
        {"amount": "1e9"},
        {"group": "everybody"},
        {"id_number": {"a": 1}},
    ],
)
def test_hostile_input_never_breaks_the_page_and_never_runs(client, site, inspector, client_of, hostile):
    answer = client.post(url(site), filled(client, site, **hostile))
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode() and "onerror=alert(1)>" not in answer.content.decode().replace("&gt;", "")
    for lead in leads_of(inspector):
        page = client_of(inspector).get(lead.get_absolute_url()).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page


def test_the_form_must_be_sent_by_its_own_page(site):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url(site), {}).status_code == 403


def test_other_methods_are_refused(client, site):
    assert client.put(url(site)).status_code == 405
