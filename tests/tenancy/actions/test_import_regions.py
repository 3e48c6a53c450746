"""Divisions come in by a table: all or nothing, again without effect, moved with everything below."""

import datetime as dt

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.operations.seed.load import REGIONS
from portal.tenancy.actions.import_regions import import_regions
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
HEAD = "code,name,parent,level,valid_from,valid_to\n"
SMALL = HEAD + "140000,山西省,,province,,\n140300,阳泉市,140000,city,,\n140321,平定县,140300,county,,\n140321100,冠山镇,140321,township,,\n"


def load(text: str) -> dict[str, int]:
    return import_regions(actor=system_actor(), content=text.encode(), on=ON).counts


def test_the_shipped_table_comes_in_whole_and_again_without_effect():
    content = REGIONS.read_bytes()
    first = import_regions(actor=system_actor(), content=content, on=ON).counts
    assert first["created"] == Region.objects.count() > 200
    assert import_regions(actor=system_actor(), content=content, on=ON).counts == {"created": 0, "updated": 0, "unchanged": first["created"]}
    assert Entry.objects.filter(verb="tenancy.import_regions").count() == 1


def test_paths_lead_from_the_root_to_the_node():
    load(SMALL)
    town = Region.objects.get(code="140321100")
    assert [Region.objects.get(pk=pk).code for pk in town.ancestor_ids] == ["140000", "140300", "140321", "140321100"]
    assert set(Region.objects.subtree(Region.objects.get(code="140321")).values_list("code", flat=True)) == {"140321", "140321100"}


def test_a_renamed_or_dated_node_keeps_its_row():
    load(SMALL)
    before = Region.objects.get(code="140321").pk
    assert load(SMALL.replace("平定县,140300,county,,", "平定区,140300,county,2020-01-01,2030-01-01"))["updated"] == 1
    now = Region.objects.get(code="140321")
    assert (now.pk, now.name, str(now.valid_from)) == (before, "平定区", "2020-01-01")


def test_a_moved_node_takes_everything_below_with_it():
    load(SMALL + "140400,长治市,140000,city,,\n")
    load(HEAD + "140400,长治市,140000,city,,\n140321,平定县,140400,county,,\n")
    city, county, town = (Region.objects.get(code=code) for code in ("140400", "140321", "140321100"))
    assert county.path == f"{city.path}{county.pk}/"
    assert town.path == f"{county.path}{town.pk}/"


def test_a_node_cannot_be_moved_below_itself():
    load(SMALL)
    with pytest.raises(Refused, match="自己下面"):
        load(HEAD + "140321100,冠山镇,140321,township,,\n140300,阳泉市,140321100,city,,\n")
    assert Region.objects.get(code="140300").parent.code == "140000"


def test_every_fault_is_told_with_its_line_and_nothing_is_saved():
    bad = HEAD + "140000,山西省,,province,,\n14,短,140000,city,,\n140300,,999999,planet,,\n140000,山西省,,province,,\n140301,甲,140000,city,2020-13-01,\n"
    with pytest.raises(Refused) as refusal:
        load(bad)
    for told in (
        "第 3 行：区划代码“14”",
        "第 4 行：缺少“名称”",
        "第 4 行：级别“planet”",
        "第 4 行：上级“999999”不存在",
        "第 5 行：区划代码“140000”重复",
        "第 6 行：日期“2020-13-01”",
    ):
        assert told in refusal.value.reason
    assert Region.objects.count() == 0


def test_the_end_comes_after_the_beginning():
    with pytest.raises(Refused, match="停用日期应晚于启用日期"):
        load(HEAD + "140000,山西省,,province,2020-01-01,2019-01-01\n")


def test_the_table_may_be_in_gbk_and_with_a_mark_at_its_head():
    assert import_regions(actor=system_actor(), content=SMALL.encode("gb18030"), on=ON).created == 4
    assert import_regions(actor=system_actor(), content=b"\xef\xbb\xbf" + SMALL.encode(), on=ON).unchanged == 4


@pytest.mark.parametrize(("content", "told"), [(b"", "缺少列"), (b"a,b\n1,2\n", "缺少列"), (HEAD.encode(), "没有数据行"), (b"\xff\xfe\xff\xff\x81", "编码")])
def test_a_file_that_is_no_such_table_is_refused_in_words(content, told):
    with pytest.raises(Refused, match=told):
        import_regions(actor=system_actor(), content=content, on=ON)


def test_more_faults_than_fit_are_counted():
    with pytest.raises(Refused, match="共 30 处"):
        load(HEAD + "".join(f"1{n:02d},短,,city,,\n" for n in range(30)))
