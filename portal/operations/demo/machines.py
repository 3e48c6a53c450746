"""The bank's own machine: its key, and who it becomes when it reports receipts and entries by the addresses for machines."""

import datetime as dt

from portal.accounts.actors import actor_for
from portal.accounts.models import Membership
from portal.api.actions.issue_key import issue_key
from portal.api.actors import actor_of
from portal.api.models import ApiKey
from portal.operations.demo.enterprises import Firms
from portal.operations.demo.stage import Stage
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting
from wagepay.actions.save_layout import reasons_of, save_layout
from wagepay.bank_files.columns import columns_of
from wagepay.models import BankLayout

COUNTY = "140321"
NAME = "示例银行代发系统（演示）"
COLUMNS = "\n".join(("序号 = 序号", "账号 = 收款账号", "户名 = 收款户名", "金额 = 金额", '币种 = "人民币"', "附言 = 用途", "企业流水号 = 代发编号"))
REASONS = "\n".join(("E101 = 账号不存在或有误", "E102 = 账户已销户", "E103 = 户名与账号不符"))


def open_bank_key(*, firms: Firms, on: dt.date, at: dt.datetime) -> None:
    """For the county in which the bank keeps most accounts; the secret is thrown away, whoever wants to try it changes it for a new one."""
    if ApiKey.objects.filter(name=NAME).exists():
        return
    keeper = actor_for(Membership.objects.select_related("user", "organisation", "region").get(user__username="admin-yq"))
    region = Region.objects.get(code=COUNTY)
    with acting(keeper):
        issue_key(
            actor=keeper, name=NAME, organisation=firms.banks[0], region=region, verbs=["wagepay.entries", "wagepay.receipts"],
            expires_at=at + dt.timedelta(days=300), at=at,
        )  # fmt: skip


def keep_bank_layouts(stage: Stage) -> None:
    """How the bank wants its file, and one of before that is no longer used."""
    with acting(stage.user("bank")) as clerk:
        bank, at = stage.firms.banks[0], stage.instant(stage.on, 9)
        given = {"form": "csv", "encoding": "gb18030", "columns": columns_of(COLUMNS), "reasons": reasons_of(REASONS), "is_in_fen": False}
        save_layout(actor=clerk, layout=BankLayout(bank=bank), name="企业网银批量代发（csv）", at=at, **given)
        save_layout(actor=clerk, layout=BankLayout(bank=bank), name="旧版代发盘（txt）", at=at, **given | {"form": "txt", "delimiter": "|", "is_active": False})


def bank_machine() -> Actor:
    """Read anew each time, like every request reads its key."""
    return actor_of(ApiKey.objects.select_related("organisation", "region").get(name=NAME))
