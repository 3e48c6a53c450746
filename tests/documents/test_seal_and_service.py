"""Seals by a service that may fail, and the ways a paper reaches its addressee."""

import datetime as dt
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote

import pytest

from portal.audit.models import Entry
from portal.documents import storage
from portal.documents.actions.seal_instrument import ask_for_seal, finish_seal, seal_by_hand
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.actions.withdraw_instrument import withdraw_instrument
from portal.documents.enums import SealState
from portal.documents.models import Instrument
from portal.documents.seal import HttpSeal, SealFailed
from portal.jobs.models import Job, OutboxMessage
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.documents import pages
from tests.make import documents, tenancy
from tests.make.documents import AT

HTTP = "portal.documents.seal.HttpSeal"
SECRET = "a secret of the seal service"


@contextmanager
def service(settings, answer) -> Iterator[list]:
    """A seal service on a port of its own; ``answer(body)`` gives (status, bytes)."""
    asked: list = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((dict(self.headers), body))
            status, content = answer(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PORTAL_SEAL, settings.PORTAL_SEAL_SECRET = HTTP, SECRET
    settings.PORTAL_SEAL_URL = f"http://127.0.0.1:{server.server_port}/sign"
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()


def sealed(body: bytes) -> tuple[int, bytes]:
    return 200, body + b"\n% sealed\n"


class TestAdapter:
    def test_it_signs_what_it_sends_and_takes_the_sealed_paper(self, settings):
        from portal.documents.pdf import pdf_of

        content = pdf_of("<p>函</p>")
        with service(settings, sealed) as asked:
            assert HttpSeal().place(content, organ="平定县人社局", number="平〔2026〕1号") == content + b"\n% sealed\n"
        headers, body = asked[0]
        digest = hashlib.sha256(content).hexdigest()
        assert (unquote(headers["X-Organ"]), unquote(headers["X-Number"]), body) == ("平定县人社局", "平〔2026〕1号", content)
        assert headers["X-Signature"] == hmac.new(SECRET.encode(), f"{digest}\n平定县人社局\n平〔2026〕1号".encode(), "sha256").hexdigest()

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (lambda body: (503, b"busy"), "拒绝了请求（503）"),
            (lambda body: (302, b""), "拒绝了请求（302）"),
            (lambda body: (200, b"<html>"), "不是盖好章的 PDF"),
            (lambda body: (200, b"%PDF-1.7 nothing"), "打不开"),
        ],
    )
    def test_any_other_answer_is_a_failure(self, settings, answer, reason):
        from portal.documents.pdf import pdf_of

        with service(settings, answer), pytest.raises(SealFailed, match=reason):
            HttpSeal().place(pdf_of("<p>函</p>"), organ="甲", number="乙")

    def test_another_paper_than_ours_is_a_failure(self, settings):
        from portal.documents.pdf import pdf_of

        two = pdf_of('<p>一</p><p style="break-before:page">二</p>')
        with service(settings, lambda body: (200, two)), pytest.raises(SealFailed, match="页数"):
            HttpSeal().place(pdf_of("<p>函</p>"), organ="甲", number="乙")

    def test_silence_and_absence_are_failures(self, settings, monkeypatch):
        from portal.documents import seal

        monkeypatch.setattr(seal, "TIMEOUT", 0.2)
        over = threading.Event()
        with service(settings, lambda body: (over.wait(3), (200, b""))[1]), pytest.raises(SealFailed, match="没有在时限内"):
            HttpSeal().place(b"%PDF-", organ="甲", number="乙")
        over.set()
        settings.PORTAL_SEAL_URL = "http://127.0.0.1:9/"
        with pytest.raises(SealFailed, match="连不上"):
            HttpSeal().place(b"%PDF-", organ="甲", number="乙")
        settings.PORTAL_SEAL_URL = ""
        with pytest.raises(SealFailed, match="没有配置"):
            HttpSeal().place(b"%PDF-", organ="甲", number="乙")


@pytest.mark.django_db
class TestSeal:
    def issued(self, actor) -> Instrument:
        with acting(actor):
            return documents.issued(actor)

    def test_the_demo_prints_a_specimen_and_says_so(self, county_inspector, settings):
        settings.IS_DEMO = True
        made = self.issued(county_inspector)
        assert (made.seal_state, made.seal_note) == (SealState.PLACED, "版式示例，不是印章")
        assert "版式示例" in "".join(pages.text_of(storage.read(made.pdf_sha256)).split())

    def test_without_a_service_the_paper_is_sealed_by_hand(self, county_inspector, settings):
        settings.IS_DEMO = False
        made = self.issued(county_inspector)
        assert made.seal_state == SealState.BY_HAND and "版式示例" not in "".join(pages.text_of(storage.read(made.pdf_sha256)).split())
        assert not Job.objects.filter(kind="documents.seal").exists()

    def test_the_service_is_asked_by_a_job_and_its_print_is_frozen(self, county_inspector, settings, tree):
        with service(settings, sealed):
            made = self.issued(county_inspector)
            assert made.seal_state == SealState.WAITING and Job.objects.get(kind="documents.seal").payload == {"instrument": str(made.uid)}
            done = finish_seal(made, actor=system_actor(), at=AT)
        assert (done.seal_state, done.sealed_at) == (SealState.PLACED, AT) and done.pdf_sha256 != made.pdf_sha256
        assert storage.read(done.pdf_sha256).endswith(b"% sealed\n")
        assert Entry.objects.get(verb="documents.instrument.seal").detail["unsealed_sha256"] == made.pdf_sha256

    def test_a_failure_leaves_the_paper_issued_unsealed_and_says_so(self, county_inspector, settings, client_of, tree):
        with service(settings, lambda body: (500, b"")):
            made = self.issued(county_inspector)
            failed = finish_seal(made, actor=system_actor(), at=AT)
        assert (failed.state, failed.seal_state, failed.number, failed.pdf_sha256) == ("issued", SealState.FAILED, made.number, made.pdf_sha256)
        assert OutboxMessage.objects.filter(kind="documents.instrument.unsealed").count() == 1
        with acting(county_inspector), pytest.raises(Refused, match="未盖章的文书不能送达"):
            serve_instrument(actor=county_inspector, instrument=failed, method="direct", served_on=AT.date(), received_by="孟某某", at=AT)
        page = client_of(county_inspector).get(failed.get_absolute_url()).content.decode()
        assert "印章服务拒绝了请求（500）" in page and "重新用印" in page and "改为手工用印" in page and "登记送达" not in page

    def test_it_may_be_asked_for_again_or_sealed_by_hand(self, county_inspector, settings, tree):
        with service(settings, lambda body: (500, b"")):
            failed = finish_seal(self.issued(county_inspector), actor=system_actor(), at=AT)
            with acting(county_inspector):
                again = ask_for_seal(actor=county_inspector, instrument=failed, at=AT + dt.timedelta(minutes=5))
            assert again.seal_state == SealState.WAITING and Job.objects.filter(kind="documents.seal").count() == 2
            failed = finish_seal(again, actor=system_actor(), at=AT)
        with acting(county_inspector):
            by_hand = seal_by_hand(actor=county_inspector, instrument=failed, at=AT)
            assert by_hand.is_sealed
            serve_instrument(actor=county_inspector, instrument=by_hand, method="direct", served_on=AT.date(), received_by="孟某某", at=AT)
            with pytest.raises(Refused, match="不需要用印"):
                seal_by_hand(actor=county_inspector, instrument=by_hand, at=AT)

    def test_an_answer_that_comes_too_late_changes_nothing(self, county_inspector, settings, tree):
        with service(settings, sealed):
            made = self.issued(county_inspector)
            with acting(county_inspector):
                withdraw_instrument(actor=county_inspector, instrument=made, reason="案情有变，撤回", at=AT)
            late = finish_seal(made, actor=system_actor(), at=AT)
        assert (late.state, late.pdf_sha256) == ("withdrawn", made.pdf_sha256)


@pytest.mark.django_db
class TestService:
    def serve(self, actor, made, method: str, **fields) -> Instrument:
        fields = {"served_on": AT.date(), "received_by": "", "at": AT} | fields
        return serve_instrument(actor=actor, instrument=made, method=method, **fields)

    def test_posting_up_needs_a_picture(self, county_inspector):
        with acting(county_inspector):
            made = documents.issued(county_inspector)
            for receipt in (None, documents.stored_file(county_inspector)):
                with pytest.raises(Refused, match="照片"):
                    self.serve(county_inspector, made, "posted", receipt=receipt)
            photo = documents.stored_file(county_inspector, content=documents.picture("JPEG"), name="张贴.jpg", media_type="image/jpeg")
            assert self.serve(county_inspector, made, "posted", receipt=photo).receipt == photo

    def test_a_public_notice_counts_thirty_days_later_and_the_answer_runs_from_there(self, county_inspector):
        with acting(county_inspector):
            made = self.serve(county_inspector, documents.issued(county_inspector), "public")
        assert made.effective_on == dt.date(2026, 2, 12)
        assert made.reply_due_on == dt.date(2026, 2, 17)

    def test_a_paper_that_arrives_before_its_answer_is_due_keeps_its_date(self, county_inspector):
        late = AT + dt.timedelta(days=5)
        with acting(county_inspector):
            made = documents.issued(county_inspector)
            assert made.reply_due_on == dt.date(2026, 1, 19)
            assert self.serve(county_inspector, made, "post", served_on=late.date(), received_by="收发室", at=late).reply_due_on == dt.date(2026, 1, 19)

    def test_one_that_arrives_on_that_day_gets_the_days_anew(self, county_inspector):
        late = AT + dt.timedelta(days=6)
        with acting(county_inspector):
            made = documents.issued(county_inspector)
            assert self.serve(county_inspector, made, "post", served_on=late.date(), received_by="收发室", at=late).reply_due_on == dt.date(2026, 1, 26)

    def test_working_days_where_the_tenant_counts_them(self, county_inspector, tree):
        tenancy.policy_row(tree.county, "instruments.reply_calendar", "working")
        with acting(county_inspector):
            assert documents.draft(county_inspector).reply_due_on == dt.date(2026, 1, 20)


@pytest.mark.django_db
class TestSeveralAddressees:
    FACTS = {
        "lead": "XS-1", "source": "12345热线", "received_on": "2026-01-12", "enterprise": "样例建工有限公司", "findings": "反映被拖欠工资。",
    }  # fmt: skip

    def test_the_slip_goes_to_street_and_department_and_both_read_it_once_served(self, county_inspector, industry_officer, tree):
        tenancy.policy_row(tree.county, "instruments.kinds", ["transfer_slip"])
        street = tenancy.authority(tree.township, "冠山镇人民政府")
        department = Organisation.objects.get(pk=industry_officer.organisation_id)
        with acting(county_inspector):
            made = documents.draft(county_inspector, "transfer_slip", facts=self.FACTS, addressees={"township": street, "industry": department})
            assert (made.addressee, made.co_addressees) == (street, [department.pk]) and made.addressee_text == f"{street.name}、{department.name}"
        with acting(industry_officer):
            assert not Instrument.objects.visible_to(industry_officer).exists()
        with acting(county_inspector):
            from portal.documents.actions.issue_instrument import issue_instrument

            made = issue_instrument(actor=county_inspector, instrument=made, at=AT)
            self.serve(county_inspector, made)
        with acting(industry_officer):
            assert Instrument.objects.visible_to(industry_officer).sent_to(department.pk).get() == made

    def serve(self, actor, made) -> None:
        serve_instrument(actor=actor, instrument=made, method="electronic", served_on=AT.date(), received_by="", at=AT)

    def test_a_department_nobody_registered_is_left_out_and_a_missing_street_is_refused(self, county_inspector, tree):
        tenancy.policy_row(tree.county, "instruments.kinds", ["transfer_slip"])
        street = tenancy.authority(tree.township, "冠山镇人民政府")
        with acting(county_inspector):
            made = documents.draft(county_inspector, "transfer_slip", facts=self.FACTS, addressees={"township": street})
            assert (made.addressee_text, made.co_addressees) == (street.name, [])
            with pytest.raises(Refused, match="属地乡镇（街道）.*没有登记"):
                documents.draft(county_inspector, "transfer_slip", facts=self.FACTS, addressees={"township": None})
