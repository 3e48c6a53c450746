"""The lists: their columns, their template, the field by which a row is known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.lib.sheets import values
from portal.lib.sheets.blank import blank_list
from portal.lib.sheets.columns import Field, Form
from projects.enums import DepositForm
from projects.enums_accounts import PaperKind
from projects.ledger import cells

_PROJECT = (
    Field("code", "项目编码", ("项目编号", "平台编码"), parse=cells.line(24)),
    Field("project", "项目名称", ("工程名称", "项目", "标段名称"), parse=cells.title(120), weight=2),
)
_FORMS = (
    ("现金", DepositForm.CASH), ("存款", DepositForm.CASH), ("银行保函", DepositForm.BANK_GUARANTEE), ("担保公司", DepositForm.GUARANTOR),
    ("工程担保", DepositForm.GUARANTOR), ("保险", DepositForm.INSURANCE), ("保函", DepositForm.BANK_GUARANTEE), ("免", DepositForm.EXEMPT),
)  # fmt: skip
deposit_form = cells.choice(_FORMS, "现金、银行保函、工程担保公司保函、保证保险或免存")
paper_kind = cells.choice(tuple((label, code) for code, label in PaperKind.choices), "开工告知承诺书、补充协议等材料名称")

ACCOUNTS = Form(
    name="专用账户台账",
    keys=("code", "project"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号",), parse=lambda cell: cell), *_PROJECT,
        Field("bank", "开户银行", ("开户行", "银行名称", "银行"), required=True, parse=cells.title(120)),
        Field("branch", "开户网点", ("网点", "支行"), parse=cells.line(80)),
        Field("account_number", "专户账号", ("账号", "银行账号", "专用账户账号"), required=True, parse=cells.line(40)),
        Field("account_name", "户名", ("账户名称", "专户户名"), required=True, parse=cells.line(160)),
        Field("opened_on", "开户日期", ("开户时间", "开立日期"), required=True, parse=values.date),
        Field("agreement_on", "三方协议日期", ("三方协议签订日期", "协议签订日期", "三方协议"), parse=values.date),
        Field("filed_on", "备案日期", ("备案时间", "专户备案日期"), parse=values.date),
    ),
    ignored=("备注", "联系人", "联系电话"),
)  # fmt: skip
DEPOSITS = Form(
    name="工资保证金台账",
    keys=("code", "project"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号",), parse=lambda cell: cell), *_PROJECT,
        Field("form", "存储方式", ("方式", "保证金方式", "缴存方式", "保证金形式"), required=True, parse=deposit_form),
        Field("required_amount", "应存金额", ("应缴金额", "核定金额"), parse=cells.amount),
        Field("amount", "已存金额", ("金额", "保证金金额", "缴存金额", "保函金额", "担保金额"), parse=cells.amount),
        Field("institution", "存款或出具机构", ("存储银行", "出具机构", "担保机构", "银行"), parse=cells.line(120)),
        Field("document_number", "存单、保函或保单号", ("保函编号", "保函号", "保单号", "存单号"), parse=cells.line(80)),
        Field("deposited_on", "存储日期", ("缴存日期", "出具日期", "生效日期"), required=True, parse=values.date),
        Field("expires_on", "有效期至", ("到期日", "到期日期", "保函到期日"), parse=values.date),
        Field("is_on_demand", "是否见索即付", ("见索即付", "不可撤销见索即付"), parse=cells.yes),
        Field("exempt_basis", "免存依据", ("减免依据",), parse=cells.line(200)),
    ),
    ignored=("备注", "联系人", "联系电话"),
)  # fmt: skip
PLEDGES = Form(
    name="承诺书和协议清单",
    keys=("code", "project"),
    serial="serial",
    fields=(
        Field("serial", "序号", (), parse=lambda cell: cell), *_PROJECT,
        Field("kind", "材料名称", ("种类", "材料", "承诺书"), required=True, parse=paper_kind),
        Field("dated_on", "签订或出具日期", ("签订日期", "出具日期", "日期"), required=True, parse=values.date),
        Field("number", "文号或编号", ("文号", "材料编号"), parse=cells.line(80)),
        Field("note", "说明", ("存放处", "备注"), parse=cells.line(200)),
    ),
)  # fmt: skip
PERMITS = Form(
    name="施工许可台账",
    keys=("permit_number", "project_name"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号",), parse=lambda cell: cell),
        Field("permit_number", "施工许可证号", ("施工许可证编号", "许可证号", "许可证编号"), required=True, parse=cells.line(60)),
        Field("project_name", "工程名称", ("项目名称", "工程项目名称", "项目"), required=True, parse=cells.title(120), weight=2),
        Field("owner_name", "建设单位", ("业主单位", "建设单位名称"), parse=cells.title(120)),
        Field("contractor_name", "施工单位", ("施工总承包单位", "总包单位", "施工单位名称", "承包单位"), parse=cells.title(120)),
        Field("contractor_uscc", "施工单位信用代码", ("施工总承包单位信用代码", "信用代码", "统一社会信用代码"), parse=cells.credit_code),
        Field("amount", "合同价", ("合同价格", "合同金额", "工程造价"), parse=cells.amount),
        Field("issued_on", "发证日期", ("许可日期", "发证时间", "施工许可日期"), parse=values.date),
    ),
    ignored=("备注", "联系人", "联系电话", "建设规模", "项目经理"),
)  # fmt: skip
LISTINGS = Form(
    name="失信联合惩戒名单",
    keys=("uscc", "name"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号",), parse=lambda cell: cell),
        Field("name", "单位名称", ("企业名称", "用人单位", "单位"), required=True, parse=cells.title(120), weight=2),
        Field("uscc", "统一社会信用代码", ("信用代码", "社会信用代码"), required=True, parse=cells.credit_code),
        Field("organ", "列入机关", ("决定机关", "作出决定的机关", "认定部门"), required=True, parse=cells.title(120)),
        Field("document", "列入决定书文号", ("决定书文号", "决定文号", "文号"), required=True, parse=cells.line(80)),
        Field("listed_on", "列入日期", ("列入时间", "决定日期"), required=True, parse=values.date),
        Field("removed_on", "移出日期", ("移出时间", "届满日期", "提前移出日期"), parse=values.date),
    ),
    ignored=("备注", "法定代表人", "列入事由", "地址"),
)  # fmt: skip


@dataclass(frozen=True)
class StockList:
    """One kind of list: what it is called, who may bring it in, an example for each column of its template."""

    code: str
    title: str
    form: Form
    key: str
    verb: str
    text: str
    examples: dict[str, str]
    choices: Callable[[], dict[str, list[str]]] = dict
    is_of_projects: bool = True  # every row names a project of the region

    def template(self) -> bytes:
        columns = [(field.label, max(12.0, len(field.label) * 2.2), self.examples.get(field.name, "")) for field in self.form.fields]
        return blank_list(self.form.name, columns, self.choices(), fixed=3)


STOCK = "projects.import_stock"
LISTS: dict[str, StockList] = {
    found.code: found
    for found in (
        StockList(
            "accounts", "专用账户", ACCOUNTS, "account_number", STOCK, "已经开立的农民工工资专用账户。账号加密保存；同一账号重复导入，只补登三方协议和备案日期。",
            {"serial": "1", "project": "样例花园一期（示例行，请删去）", "bank": "样例银行样例支行",
             "account_number": "9999000000000001", "account_name": "样例建工集团有限公司样例花园一期农民工工资专用账户",
             "opened_on": "2026-03-20", "agreement_on": "2026-03-20"},
        ),
        StockList(
            "deposits", "工资保证金", DEPOSITS, "document_number", STOCK, "已经存储的保证金、保函、保险和免存。有编号的，同一编号重复导入不变。",
            {"serial": "1", "project": "样例花园一期（示例行，请删去）", "form": "银行保函", "amount": "300000.00",
             "institution": "样例银行样例支行", "document_number": "样例保函0001", "deposited_on": "2026-04-10", "expires_on": "2027-10-10", "is_on_demand": "是"},
            lambda: {"存储方式": DepositForm.labels, "是否见索即付": ["是", "否"]},
        ),
        StockList(
            "pledges", "承诺书和协议", PLEDGES, "project", STOCK, "已经签订的开工告知承诺书、补充协议等纸质材料；扫描件以后在项目档案里补传。",
            {"serial": "1", "project": "样例花园一期（示例行，请删去）", "kind": "开工告知承诺书", "dated_on": "2026-03-01", "note": "项目部档案柜"},
            lambda: {"材料名称": PaperKind.labels},
        ),
        StockList(
            "permits", "施工许可台账", PERMITS, "permit_number", "projects.import_permits", "住建等部门发出的施工许可。导入后与项目档案比对，找出没有建档的工程。",
            {"serial": "1", "permit_number": "140321202603010101", "project_name": "样例花园一期（示例行，请删去）", "contractor_name": "样例建工集团有限公司", "issued_on": "2026-03-25"},
            is_of_projects=False,
        ),
        StockList(
            "listings", "失信联合惩戒名单", LISTINGS, "uscc", STOCK,
            "人社部门列入、移出失信联合惩戒名单的决定。按信用代码记到该单位在本辖区承建的每个项目，核定保证金时据此提高比例；移出后补填移出日期再导入一次。",
            {"serial": "1", "name": "样例建工集团有限公司（示例行，请删去）", "uscc": "91140300MA0K00001R", "organ": "样例市人力资源和社会保障局",
             "document": "样例列决字〔2026〕1号", "listed_on": "2026-03-02"},
            is_of_projects=False,
        ),
    )
}  # fmt: skip


def amounts_in_yuan(sheet: Any, row: Any, names: tuple[str, ...]) -> None:
    """A column headed 万元 holds ten thousands."""
    for name in names:
        if name in row.values and _in_ten_thousands(sheet.table, name):
            row.values[name] *= 10_000


def _in_ten_thousands(table: Any, name: str) -> bool:
    column = table.mapping[name]
    return any("万" in str(table.sheet.cell(table.header.row + step, column)) for step in range(table.header.depth))
