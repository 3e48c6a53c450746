"""How much may be stored, how long it stays, what holds it, and what the nightly sweep does."""

import datetime as dt
import io
import os

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.documents import retention, storage
from portal.documents.actions import check_quota, sweep_files
from portal.documents.actions.hold_file import hold_file, release_hold
from portal.documents.actions.receive_file import receive_file
from portal.documents.actions.remove_file import remove_file
from portal.documents.actions.sweep_files import sweep_files as sweep
from portal.documents.models import Download, FileHold, StoredFile
from portal.documents.queries.usage import used_bytes
from portal.jobs.models import OutboxMessage
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import accounts, documents, tenancy
from tests.make.documents import AT, picture

pytestmark = pytest.mark.django_db
REASON = "保存期限届满，经批准清除"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.PORTAL_VAR = tmp_path


def upload(actor, name: str = "现场.png", at: dt.datetime = AT, **fields) -> StoredFile:
    fields = {"region_id": actor.region_id} | fields
    return receive_file(actor=actor, upload=io.BytesIO(picture("PNG")), name=name, kind="evidence", at=at, **fields)


class TestQuotas:
    def test_what_is_stored_is_counted_for_its_region(self, county_inspector):
        with acting(county_inspector):
            first, second = upload(county_inspector), upload(county_inspector)
        assert used_bytes(county_inspector.region_id) == first.size + second.size

    def test_the_tenants_limit_for_one_file_holds(self, county_inspector, tree, monkeypatch):
        monkeypatch.setattr(check_quota, "MB", len(picture("PNG")) - 1)
        tenancy.policy_row(tree.county, "files.max_mb", 1)
        with acting(county_inspector), pytest.raises(Refused, match="文件超过上限"):
            upload(county_inspector)

    def test_a_persons_day_is_full_at_the_limit_and_empty_the_next_day(self, county_inspector, tree, monkeypatch):
        tenancy.policy_row(tree.county, "files.user_daily_mb", 1)
        with acting(county_inspector):
            first = upload(county_inspector)
            monkeypatch.setattr(check_quota, "MB", 2 * first.size)
            upload(county_inspector)
            with pytest.raises(Refused, match="每人每天"):
                upload(county_inspector)
            assert upload(county_inspector, at=AT + dt.timedelta(days=1))

    def test_an_enterprises_upload_counts_against_a_quota_it_cannot_read(self, county_inspector, contractor, tree, monkeypatch):
        tenancy.policy_row(tree.county, "files.tenant_gb", 1)
        with acting(county_inspector):
            first = upload(county_inspector)
        monkeypatch.setattr(check_quota, "GB", 2 * first.size)
        with acting(contractor):
            upload(contractor, region_id=tree.county.pk)
            with pytest.raises(Refused, match="文件空间.*已用完"):
                upload(contractor, region_id=tree.county.pk)

    def test_a_disk_that_is_nearly_full_takes_nothing(self, county_inspector, monkeypatch):
        monkeypatch.setattr(storage.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": storage.FREE_LEAST})())
        with acting(county_inspector), pytest.raises(Refused, match="磁盘空间不足"):
            upload(county_inspector)
        with acting(county_inspector):
            assert not StoredFile.objects.visible_to(county_inspector).exists()


class TestRetention:
    def test_the_term_follows_the_class_and_the_tenants_years(self, county_inspector, tree):
        with acting(county_inspector):
            assert upload(county_inspector).retain_until == dt.date(2029, 1, 13)
            assert documents.stored_file(county_inspector, kind="instrument").retain_until == dt.date(2036, 1, 13)
            tenancy.policy_row(tree.county, retention.CLASSES["general"].policy, 5)
            assert upload(county_inspector).retain_until == dt.date(2031, 1, 13)

    @pytest.fixture
    def keeper(self, tree):
        return accounts.actor(Role.ADMIN, region=tree.county)

    def test_before_and_on_the_last_day_nobody_removes_it(self, county_inspector, keeper):
        with acting(county_inspector):
            stored = upload(county_inspector)
        for day in (AT, dt.datetime(2029, 1, 13, 10, tzinfo=AT.tzinfo)):
            with acting(keeper), pytest.raises(Refused, match="保存至 2029-01-13"):
                remove_file(stored, actor=keeper, reason=REASON, at=day)

    def test_the_day_after_it_may_go_and_the_record_says_what_went(self, county_inspector, keeper):
        with acting(county_inspector):
            stored = upload(county_inspector, name="欠薪现场.png")
        with acting(keeper):
            gone = remove_file(stored, actor=keeper, reason=REASON, at=dt.datetime(2029, 1, 14, 10, tzinfo=AT.tzinfo))
        assert (gone.removed_on, gone.removed_by, gone.removed_reason) == (dt.date(2029, 1, 14), keeper.name, REASON)
        told = Entry.objects.get(verb="documents.file.remove").detail
        assert told["name"] == "欠薪现场.png" and told["sha256"] == stored.sha256 and told["retain_until"] == "2029-01-13" and told["reason"] == REASON
        assert used_bytes(county_inspector.region_id) == 0

    def test_the_database_itself_keeps_it_and_deletes_no_row(self, county_inspector):
        with acting(county_inspector):
            stored = upload(county_inspector)
            with pytest.raises(IntegrityError), transaction.atomic():
                StoredFile.objects.visible_to(county_inspector).filter(pk=stored.pk).update(removed_on=dt.date(2029, 1, 13))
            try:
                with transaction.atomic():
                    deleted = StoredFile.objects.visible_to(county_inspector).filter(pk=stored.pk)._raw_delete("default")
            except ProgrammingError:
                deleted = 0
            assert deleted == 0 and StoredFile.objects.visible_to(county_inspector).filter(pk=stored.pk).exists()

    def test_a_projects_papers_wait_for_its_settlement(self, county_inspector, keeper, monkeypatch):
        with acting(county_inspector):
            stored = upload(county_inspector, project_id=7)
        settled: list[dt.date | None] = [None]
        monkeypatch.setattr(retention, "_ANCHORS", [lambda actor, project_id: settled[0]])
        late = dt.datetime(2030, 6, 2, 10, tzinfo=AT.tzinfo)
        with acting(keeper), pytest.raises(Refused, match="项目还没有结清"):
            remove_file(stored, actor=keeper, reason=REASON, at=late)
        settled[0] = dt.date(2027, 6, 2)
        with acting(keeper), pytest.raises(Refused, match="保存至 2030-06-02"):
            remove_file(stored, actor=keeper, reason=REASON, at=late)
        with acting(keeper):
            assert remove_file(stored, actor=keeper, reason=REASON, at=late + dt.timedelta(days=1)).removed_on

    def test_a_hold_keeps_it_and_its_release_is_remembered(self, county_inspector, city_office, keeper, tree):
        late = dt.datetime(2031, 1, 1, 10, tzinfo=AT.tzinfo)
        with acting(county_inspector):
            stored = upload(county_inspector)
        with acting(keeper):
            hold = hold_file(stored, actor=keeper, reason="（2030）晋0321民初12号案件", whole_project=False, at=AT)
            with pytest.raises(Refused, match="正在保全"):
                remove_file(stored, actor=keeper, reason=REASON, at=late)
            released = release_hold(hold, actor=keeper, reason="案件已审结", at=late)
            assert released.released_by == keeper.name
            with pytest.raises(Refused, match="已经解除"):
                release_hold(hold, actor=keeper, reason="再解除一次", at=late)
            assert remove_file(stored, actor=keeper, reason=REASON, at=late).removed_on

    def test_a_hold_on_a_project_keeps_its_later_files_too(self, county_inspector, keeper):
        with acting(county_inspector):
            first = upload(county_inspector, project_id=7)
        with acting(keeper):
            hold_file(first, actor=keeper, reason="审计署专项审计", whole_project=True, at=AT)
        with acting(county_inspector):
            later, other = upload(county_inspector, project_id=7), upload(county_inspector, project_id=8)
        with acting(keeper):
            held = [FileHold.objects.visible_to(keeper).keeping(row).exists() for row in (first, later, other)]
        assert held == [True, True, False]

    def test_only_the_keeper_removes_and_only_his_own_node(self, county_inspector, admin, keeper):
        late = dt.datetime(2031, 1, 1, 10, tzinfo=AT.tzinfo)
        with acting(county_inspector):
            stored = upload(county_inspector)
            with pytest.raises(Refused, match="没有办理这一步的权限"):
                remove_file(stored, actor=county_inspector, reason=REASON, at=late)
        with acting(admin), pytest.raises(Refused, match="由其他辖区保管|不能清除"):
            remove_file(stored, actor=admin, reason=REASON, at=late)


class TestSweep:
    NOW = dt.datetime(2029, 2, 1, 3, 10, tzinfo=AT.tzinfo)

    def age(self, path, hours: float) -> None:
        at = (self.NOW - dt.timedelta(hours=hours)).timestamp()
        os.utime(path, (at, at))

    def run(self) -> dict:
        actor = system_actor()
        with acting(actor):
            return sweep(actor=actor, at=self.NOW)

    def test_drafts_and_contents_without_a_row_go_after_a_day_and_not_before(self, county_inspector):
        with acting(county_inspector):
            kept = upload(county_inspector)
        self.age(storage.path_of(kept.sha256), 9000)
        old, young = storage.write(b"old orphan"), storage.write(b"young orphan")
        self.age(storage.path_of(old), 24.1)
        self.age(storage.path_of(young), 23.9)
        shelf = storage.path_of(old).parent
        for name, hours in ((".part-old", 25), (".part-young", 23)):
            (shelf / name).write_bytes(b"x")
            self.age(shelf / name, hours)
        found = self.run()
        assert (found["drafts"], found["orphans"], found["erased"], found["missing"]) == (1, 1, 1, 0)
        assert [storage.path_of(sha).exists() for sha in (kept.sha256, old, young)] == [True, False, True]
        assert not (shelf / ".part-old").exists() and (shelf / ".part-young").exists()

    def test_a_row_without_content_is_reported_by_name_and_not_touched(self, county_inspector):
        with acting(county_inspector):
            stored = upload(county_inspector, name="回执.png")
        storage.path_of(stored.sha256).unlink()
        found = self.run()
        assert found["missing"] == 1 and found["missing_names"][0].startswith("回执.png")
        assert OutboxMessage.objects.filter(kind="documents.files.alarm").count() == 1
        assert Entry.objects.filter(verb="documents.files.sweep").exists()

    def test_a_removed_files_content_goes_only_when_no_other_row_needs_it(self, county_inspector, neighbour_inspector, tree):
        keeper = accounts.actor(Role.ADMIN, region=tree.county)
        with acting(county_inspector):
            first = upload(county_inspector)
        with acting(neighbour_inspector):
            second = upload(neighbour_inspector)
        assert first.sha256 == second.sha256, "equal contents lie on disk once"
        with acting(keeper):
            remove_file(first, actor=keeper, reason=REASON, at=self.NOW)
        self.age(storage.path_of(first.sha256), 9000)
        assert self.run()["erased"] == 0 and storage.path_of(second.sha256).exists()
        other = accounts.actor(Role.ADMIN, region=tree.neighbour)
        with acting(other):
            remove_file(second, actor=other, reason=REASON, at=self.NOW)
        assert self.run()["erased"] == 1 and not storage.path_of(second.sha256).exists()

    @pytest.mark.parametrize(("state", "stays"), [("ready", True), ("expired", False)])
    def test_an_exports_content_stays_as_long_as_it_may_be_fetched(self, county_inspector, state, stays):
        sha256 = storage.write(b"an export")
        self.age(storage.path_of(sha256), 48)
        Download.objects.create(
            serial="DC1", membership_id=county_inspector.membership_id, user_id=county_inspector.user_id, account="a", asked_by="b", name="c",
            question="/projects/", state=state, sha256=sha256, rows=1, asked_at=self.NOW, expires_at=self.NOW,
        )  # fmt: skip
        assert self.run()["orphans"] == (not stays) and storage.path_of(sha256).exists() is stays

    def test_one_that_would_erase_too_much_erases_nothing_and_raises_the_alarm(self, monkeypatch):
        monkeypatch.setattr(sweep_files, "MOST_FILES", 1)
        for number in range(2):
            self.age(storage.path_of(storage.write(f"orphan {number}".encode())), 48)
        found = self.run()
        assert (found["orphans"], found["erased"], found["halted"]) == (2, 0, True)
        assert OutboxMessage.objects.filter(kind="documents.files.alarm").count() == 1

    def test_a_content_stored_again_meanwhile_is_young_again(self):
        sha256 = storage.write(b"orphan")
        self.age(storage.path_of(sha256), 30_000)
        seen = storage.path_of(sha256).stat().st_mtime
        storage.write(b"orphan")
        assert storage.erase(sha256, older_than=seen + 3600) is False and storage.path_of(sha256).exists()
