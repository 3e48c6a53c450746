"""The list of workers to whom a deposit is paid: read as a whole, every fault at its cell."""

from portal.lib.sheets import values
from portal.lib.sheets.blank import blank_list
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Finding, Findings, block, catalogue
from portal.lib.sheets.listing import read_listing
from portal.lib.sheets.model import Workbook
from projects.deposits.actions.prepare_drawdown import Payee

PAYEES = Form(
    name="支付名单",
    keys=("name", "id_number"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号", "No"), parse=lambda cell: cell),
        Field("name", "姓名", ("农民工姓名", "人员姓名"), required=True, parse=values.person_name, weight=2),
        Field("id_number", "身份证号", ("身份证号码", "证件号码"), required=True, parse=values.id_number, weight=2),
        Field("card_number", "银行卡号", ("工资卡号", "卡号", "账号"), required=True, parse=values.card_number, weight=2),
        Field("amount", "金额", ("支付金额", "欠薪金额", "金额（元）"), required=True, parse=values.amount, weight=2),
    ),
    ignored=("备注", "联系电话", "手机号", "开户行"),
)
KINDS = catalogue(
    (
        *COMMON.values(),
        block("payee_twice", "同一个人两行", "身份证号与第 {row} 行相同。", "同一个人合成一行。"),
        block("no_amount", "金额不大于零", "金额要大于零。", "请核对金额。"),
    )
)
COLUMNS = (("姓名", 14.0, "样例工友"), ("身份证号", 24.0, ""), ("银行卡号", 26.0, ""), ("金额", 14.0, "5600.00"))


def read_payees(workbook: Workbook) -> tuple[list[Payee], list[Finding]]:
    """The workers in the order of the sheet, none of them when anything blocks."""
    findings = Findings(KINDS)
    listing = read_listing(workbook, PAYEES, findings, key="id_number")
    listing.tell_twice("payee_twice")
    for row in listing.rows:
        if "amount" in row.values and row.values["amount"] <= 0:
            listing.flag("no_amount", row, "amount")
    found = findings.sorted()
    if any(finding.blocks for finding in found):
        return [], found
    names = Payee.__dataclass_fields__
    return [Payee(**{name: row.values[name] for name in names}) for row in listing.rows], found


def payee_template() -> bytes:
    return blank_list("支付名单", COLUMNS, {}, fixed=1)
