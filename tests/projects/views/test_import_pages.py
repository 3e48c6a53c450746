"""The import on the page: upload, job, findings, the marked workbook; a file that is none."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.jobs import runner
from portal.jobs.models import Job
from portal.tenancy.scope import acting
from projects.models import Project
from tests.projects.ledger.sheets import content, row


@pytest.fixture
def upload(county_inspector, tree, client_of):
    client = client_of(county_inspector)

    def send(data: bytes, name: str = "台账.xlsx", **fields):
        return client, client.post(reverse("project_import"), {"region": tree.county.pk, "file": SimpleUploadedFile(name, data)} | fields)

    return send


def run_job() -> Job:
    job = Job.objects.get(kind="projects.import")
    runner.run(job.pk)
    job.refresh_from_db()
    return job


def count(actor) -> int:
    with acting(actor):
        return Project.objects.visible_to(actor).count()


def test_a_clean_file_is_registered_by_the_job(upload, county_inspector):
    client, response = upload(content(row()))
    assert count(county_inspector) == 0
    assert "待执行" in client.get(response.url).content.decode()
    assert run_job().state == "done"
    page = client.get(response.url).content.decode()
    assert "台账已登记" in page and "新登记 1 个" in page
    assert count(county_inspector) == 1


def test_a_file_with_faults_comes_back_with_every_cell(upload, county_inspector):
    client, response = upload(content(row(**{"发证日期": "昨天", "乡镇": "某镇"})))
    assert run_job().state == "done"
    page = client.get(response.url).content.decode()
    assert "一行也没有登记" in page and "台账!N3" in page and "台账!C3" in page
    marked = client.get(reverse("project_import_marked", args=[Job.objects.get().uid]))
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    assert book.sheetnames[0] == "问题清单" and book["台账"]["N3"].fill.fgColor.rgb != "00000000"
    assert count(county_inspector) == 0


def test_a_dry_run_registers_nothing(upload, county_inspector):
    client, response = upload(content(row()), dry_run="on")
    run_job()
    page = client.get(response.url).content.decode()
    assert "检查通过，还没有登记" in page and "正式导入将新登记 1 个" in page
    assert count(county_inspector) == 0


@pytest.mark.parametrize(("name", "data"), [("台账.xlsx", b"hello"), ("台账.pdf", b"%PDF-1.4"), ("台账.xlsx", b"")])
def test_what_is_no_table_is_refused_on_the_form(upload, name, data):
    _, response = upload(data, name)
    assert "p-errsum" in response.content.decode()
    assert not Job.objects.exists()


def test_a_job_is_its_senders_own(upload, neighbour_inspector, client_of):
    _, response = upload(content(row()))
    assert client_of(neighbour_inspector).get(response.url).status_code == 404


def test_the_same_upload_run_again_changes_nothing(upload, county_inspector):
    upload(content(row()))
    job = run_job()
    Job.objects.filter(pk=job.pk).update(state="pending")
    assert run_job().result["created"] == 0
    assert count(county_inspector) == 1


def test_the_template_is_offered(upload):
    client, _ = upload(content(row()))
    assert client.get(reverse("project_template")).content[:2] == b"PK"


def test_others_have_no_import(auditor, contractor, client_of):
    for actor in (auditor, contractor):
        assert client_of(actor).get(reverse("project_import")).status_code == 403
