"""The virus scanner: a server that speaks clamd's language, and what a file may do before, after and without it."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.urls import reverse

from portal.accounts.enums import Role
from portal.documents import scanner
from portal.documents.actions.receive_file import receive_file
from portal.documents.actions.scan_file import scan_file
from portal.documents.enums import ScanState
from portal.documents.models import StoredFile
from portal.documents.pdf import pdf_of
from portal.documents.tasks import scan_waiting
from portal.jobs.models import Job, OutboxMessage
from portal.jobs.runner import RunningJob
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make import accounts, tenancy
from tests.make.documents import AT, picture


class Clamd:
    """Takes INSTREAM on a socket of its own and answers what it was told to; ``received`` is what came."""

    def __init__(self, answer: bytes | None) -> None:
        self.answer, self.received = answer, b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.over = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                while length := struct.unpack(">I", stream.read(4))[0]:
                    self.received += stream.read(length)
                if self.answer is None:
                    self.over.wait(60)
                else:
                    connection.sendall(self.answer)


@contextmanager
def clamd(settings, answer: bytes | None) -> Iterator[Clamd]:
    server = Clamd(answer)
    settings.PORTAL_CLAMD = server.address
    try:
        yield server
    finally:
        server.over.set()
        server.listener.close()


class TestTalk:
    def test_a_clean_file_is_said_to_be_clean_and_was_sent_whole(self, settings):
        content = [b"a" * 100_000, b"b" * 70_000]
        with clamd(settings, b"stream: OK\0") as server:
            assert scanner.scan(content) == scanner.Verdict(ScanState.CLEAN)
            assert server.received == b"".join(content)

    def test_a_find_is_named(self, settings):
        with clamd(settings, b"stream: Win.Test.EICAR_HDB-1 FOUND\0"):
            assert scanner.scan([b"x"]) == scanner.Verdict(ScanState.QUARANTINED, "Win.Test.EICAR_HDB-1")

    @pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"", b"stream: maybe\0"])
    def test_any_other_answer_is_no_verdict(self, settings, answer):
        with clamd(settings, answer), pytest.raises(scanner.NoVerdict, match="看不懂|连不上"):
            scanner.scan([b"x"])

    def test_silence_is_no_verdict_after_the_time_limit(self, settings, monkeypatch):
        monkeypatch.setattr(scanner, "TIMEOUT", 0.2)
        with clamd(settings, None), pytest.raises(scanner.NoVerdict, match="没有在时限内"):
            scanner.scan([b"x"])

    def test_nobody_there_is_no_verdict(self, settings, tmp_path):
        for address in ("tcp://127.0.0.1:9", f"unix:{tmp_path}/clamd.ctl"):
            settings.PORTAL_CLAMD = address
            with pytest.raises(scanner.NoVerdict, match="连不上"):
                scanner.scan([b"x"])

    def test_a_unix_socket_is_spoken_to_as_well(self, settings, tmp_path):
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "c"))
        listener.listen()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as stream:
                stream.read(10 + 4 + 1 + 4)
                connection.sendall(b"stream: OK\0")

        threading.Thread(target=serve, daemon=True).start()
        settings.PORTAL_CLAMD = f"unix:{tmp_path}/c"
        assert scanner.scan([b"x"]).state == ScanState.CLEAN


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf_of("<p>付款证明</p>")


def upload(actor, content: bytes, name: str, **fields) -> StoredFile:
    fields = {"region_id": actor.region_id} | fields
    return receive_file(actor=actor, upload=io.BytesIO(content), name=name, kind="evidence", at=AT, **fields)


@pytest.mark.django_db
class TestStates:
    def test_a_paper_waits_for_its_scan_and_a_picture_drawn_anew_needs_none(self, county_inspector, paper):
        with acting(county_inspector):
            assert upload(county_inspector, paper, "证明.pdf").scan_state == ScanState.UNSCANNED
            assert upload(county_inspector, picture("PNG"), "现场.png").scan_state == ScanState.EXEMPT

    def test_a_job_is_queued_only_where_there_is_a_scanner(self, county_inspector, paper, settings):
        with acting(county_inspector):
            upload(county_inspector, paper, "甲.pdf")
            assert not Job.objects.filter(kind="documents.scan").exists()
            settings.PORTAL_CLAMD = "tcp://127.0.0.1:9"
            stored = upload(county_inspector, paper, "乙.pdf")
        assert Job.objects.get(kind="documents.scan").payload == {"file": str(stored.uid)}

    @pytest.mark.parametrize(("answer", "state"), [(b"stream: OK\0", ScanState.CLEAN), (b"stream: Eicar FOUND\0", ScanState.QUARANTINED)])
    def test_the_verdict_is_entered_and_a_find_is_told(self, county_inspector, paper, settings, answer, state, tree):
        with acting(county_inspector):
            stored = upload(county_inspector, paper, "证明.pdf")
        with clamd(settings, answer):
            found = scan_file(stored, actor=system_actor(), at=AT)
        assert (found.scan_state, found.scanned_at) == (state, AT)
        assert OutboxMessage.objects.filter(kind="documents.file.quarantine").count() == (state == ScanState.QUARANTINED)

    def test_without_an_answer_it_stays_unscanned_and_says_why(self, county_inspector, paper, settings):
        settings.PORTAL_CLAMD = "tcp://127.0.0.1:9"
        with acting(county_inspector):
            stored = upload(county_inspector, paper, "证明.pdf")
        found = scan_file(stored, actor=system_actor(), at=AT)
        assert (found.scan_state, found.scan_note, found.scanned_at) == (ScanState.UNSCANNED, "扫描服务连不上", None)

    def test_the_round_scans_what_waited_while_the_scanner_was_away(self, county_inspector, paper, settings, monkeypatch, tree):
        with acting(county_inspector):
            for name in ("甲.pdf", "乙.pdf"):
                upload(county_inspector, paper, name)
        job = RunningJob(0, None, "documents.scan_waiting", "", {"period": "x"}, None, 0, "")
        monkeypatch.setattr(RunningJob, "progress", lambda self, done, total: None)
        assert scan_waiting(job, system_actor()) == {"scanner": "absent"}
        with clamd(settings, b"stream: OK\0"):
            assert scan_waiting(job, system_actor()) == {"waiting": 2, "scanned": 2}


@pytest.mark.django_db
class TestDownload:
    @pytest.fixture
    def sent(self, contractor, tree, paper):
        """A paper the contractor sent to the county."""
        with acting(contractor):
            return upload(contractor, paper, "付款证明.pdf", region_id=tree.county.pk)

    def status(self, browser, stored) -> int:
        return browser.get(stored.get_absolute_url()).status_code

    def mark(self, stored, state: ScanState) -> None:
        actor = system_actor()
        with acting(actor):
            StoredFile.objects.visible_to(actor).filter(pk=stored.pk).update(scan_state=state, scan_note="Eicar")

    def test_an_unscanned_file_goes_back_to_its_sender_and_to_no_other_unit(self, sent, contractor, county_inspector, client_of):
        assert self.status(client_of(contractor), sent) == 200
        answer = client_of(county_inspector).get(sent.get_absolute_url())
        assert answer.status_code == 409 and "还没有经过病毒扫描" in answer.content.decode()

    def test_a_colleague_of_the_same_unit_gets_it(self, county_inspector, tree, paper, client_of):
        colleague = accounts.actor(Role.INSPECTOR, region=tree.county, organisation=Organisation.objects.get(pk=county_inspector.organisation_id))
        with acting(county_inspector):
            stored = upload(county_inspector, paper, "函.pdf")
        assert self.status(client_of(colleague), stored) == 200

    def test_once_scanned_it_goes_to_everybody_entitled(self, sent, county_inspector, client_of):
        self.mark(sent, ScanState.CLEAN)
        assert self.status(client_of(county_inspector), sent) == 200

    def test_a_tenant_without_a_scanner_may_decide_otherwise(self, sent, county_inspector, client_of, tree):
        tenancy.policy_row(tree.county, "files.unscanned_readers", "entitled")
        assert self.status(client_of(county_inspector), sent) == 200

    def test_a_quarantined_file_goes_to_nobody(self, sent, contractor, county_inspector, client_of):
        self.mark(sent, ScanState.QUARANTINED)
        for actor in (contractor, county_inspector):
            answer = client_of(actor).get(sent.get_absolute_url())
            assert answer.status_code == 409 and "隔离（Eicar）" in answer.content.decode()

    def test_what_is_handed_out_stays_in_its_sandbox(self, sent, contractor, client_of):
        answer = client_of(contractor).get(reverse("file_download", args=[sent.uid]))
        assert answer["Content-Disposition"].startswith("attachment;") and answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
