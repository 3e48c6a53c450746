"""Stored files: encrypted, whole, found by content, given only to those who may have them."""

import os

import pytest

from portal.audit.models import Entry
from portal.documents import storage
from portal.documents.models import StoredFile
from portal.lib import clock, crypto
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make import documents, tenancy

CONTENT = "身份证 140321199001011234".encode() * 100


def test_the_content_comes_back_and_lies_encrypted_on_disk(tmp_path, settings):
    settings.PORTAL_VAR = tmp_path
    sha256 = storage.write(CONTENT)
    raw = storage.path_of(sha256).read_bytes()
    assert storage.read(sha256) == CONTENT
    assert b"140321" not in raw


def test_a_large_content_is_kept_in_pieces(tmp_path, settings, monkeypatch):
    settings.PORTAL_VAR = tmp_path
    monkeypatch.setattr(storage, "PIECE", 1000)
    sha256 = storage.write(CONTENT)
    assert len(list(storage.pieces(sha256))) == -(-len(CONTENT) // 1000)
    assert storage.read(sha256) == CONTENT


@pytest.mark.parametrize("damage", ["cut", "swap", "flip"])
def test_a_damaged_content_is_noticed(tmp_path, settings, monkeypatch, damage):
    settings.PORTAL_VAR = tmp_path
    monkeypatch.setattr(storage, "PIECE", 1400)
    sha256 = storage.write(CONTENT)
    path = storage.path_of(sha256)
    raw = path.read_bytes()
    body, size = raw[4:], (len(raw) - 4) // 2
    assert len(body) == 2 * size, "two equal pieces"
    changed = {"cut": body[:size], "swap": body[size:] + body[:size], "flip": body[:-1] + bytes([body[-1] ^ 1])}[damage]
    path.write_bytes(raw[:4] + changed)
    with pytest.raises(crypto.SealBroken):
        storage.read(sha256)


def test_a_write_that_breaks_leaves_nothing_behind(tmp_path, settings, monkeypatch):
    settings.PORTAL_VAR = tmp_path

    def power_cut(*args):
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "replace", power_cut)
    with pytest.raises(Refused, match="磁盘已满"):
        storage.write(CONTENT)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [".lock"]


def test_a_full_disk_is_said_before_anything_is_written(tmp_path, settings, monkeypatch):
    settings.PORTAL_VAR = tmp_path
    monkeypatch.setattr(storage, "FREE_LEAST", 1 << 60)
    with pytest.raises(Refused, match="磁盘空间不足"):
        storage.write(CONTENT)


def test_a_lost_content_is_a_refusal_and_not_a_fault(tmp_path, settings):
    settings.PORTAL_VAR = tmp_path
    with pytest.raises(Refused, match="找不到"):
        storage.read("0" * 64)


@pytest.mark.django_db
class TestDownload:
    def url(self, actor, **fields) -> str:
        with acting(actor):
            return documents.stored_file(actor, content=CONTENT, **fields).get_absolute_url()

    def test_the_owner_gets_it_as_attachment_in_a_sandbox(self, county_inspector, client_of):
        answer = client_of(county_inspector).get(self.url(county_inspector, name="回执 一.pdf"))
        assert answer.status_code == 200 and answer.content == CONTENT
        assert answer["Content-Disposition"].startswith("attachment;") and "%E5%9B%9E" in answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox")

    def test_every_download_is_recorded(self, county_inspector, client_of):
        url = self.url(county_inspector)
        client_of(county_inspector).get(url)
        entry = Entry.objects.get(verb="documents.download")
        assert entry.actor_uid == county_inspector.uid and entry.object_uid in url

    def test_without_a_record_there_is_no_download(self, county_inspector, client_of, monkeypatch):
        url, browser = self.url(county_inspector), client_of(county_inspector)
        browser.raise_request_exception = False

        def broken(*args, **kwargs):
            raise RuntimeError("audit is down")

        monkeypatch.setattr("portal.documents.downloads.record", broken)
        answer = browser.get(url)
        assert answer.status_code == 500 and CONTENT not in answer.content

    @pytest.mark.parametrize("stranger", ["neighbour_inspector", "other_county_inspector", "contractor", "bank"])
    def test_another_tenants_file_is_not_there(self, stranger, request, county_inspector, client_of):
        answer = client_of(request.getfixturevalue(stranger)).get(self.url(county_inspector))
        assert answer.status_code == 404
        assert Entry.objects.filter(verb="documents.download").count() == 0

    def test_an_enterprise_gets_its_own_files_only(self, county_inspector, contractor, subcontractor, client_of):
        url = self.url(county_inspector, enterprise_id=contractor.enterprise_id)
        assert client_of(contractor).get(url).status_code == 200
        assert client_of(subcontractor).get(url).status_code == 404

    def test_a_file_of_the_whole_project_is_read_by_its_parties(self, county_inspector, contractor, subcontractor, client_of):
        tenancy.participation(tenancy.Organisation.objects.get(pk=contractor.enterprise_id), 77)
        url = self.url(county_inspector, project_id=77)
        assert client_of(contractor).get(url).status_code == 200
        assert client_of(subcontractor).get(url).status_code == 404

    def test_it_cannot_be_posted_to(self, county_inspector, client_of):
        assert client_of(county_inspector).post(self.url(county_inspector)).status_code == 405


@pytest.mark.django_db
def test_a_row_remembers_hash_size_and_uploader(county_inspector):
    with acting(county_inspector):
        row = documents.stored_file(county_inspector, content=CONTENT, at=clock.now())
    assert (row.sha256, row.size, row.uploader_name) == (storage.digest(CONTENT), len(CONTENT), county_inspector.name)
    with acting(county_inspector):
        assert StoredFile.objects.visible_to(county_inspector).get(pk=row.pk).name == "样例.pdf"
