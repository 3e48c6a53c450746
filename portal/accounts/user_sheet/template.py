"""The empty list to download, with a line of examples and choices to pick from; and the list of links to hand out."""

from collections.abc import Iterable

from portal.accounts.enums import GRANTABLE
from portal.lib.sheets.blank import blank_list
from portal.lib.sheets.write import Book
from portal.tenancy.enums import Industry

COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "1"),
    ("账号", 16, "yl-zhang"),
    ("姓名", 12, "样例（示例行，请删去）"),
    ("角色", 18, "劳动保障监察员"),
    ("单位", 34, "样例县人力资源和社会保障局"),
    ("辖区", 14, "样例县"),
    ("行业", 18, ""),
    ("乡镇街道", 18, ""),
    ("职务", 16, "监察员"),
)
CHOICES: dict[str, list[str]] = {"角色": [role.label for role in GRANTABLE], "行业": Industry.labels}


def people_template() -> bytes:
    return blank_list("人员表", COLUMNS, CHOICES, fixed=3)


def link_list(rows: Iterable[tuple[str, str, str, str]]) -> bytes:
    """(account, name, link, expires) of the invited, to be handed to each alone."""
    book = Book()
    sheet = book.sheet("邀请链接")
    for column, width in enumerate((18, 14, 90, 20)):
        sheet.set_column(column, column, width)
    book.row(sheet, 0, ("账号", "姓名", "一次性链接", "有效至"), "head")
    for at, row in enumerate(rows, 1):
        book.row(sheet, at, row, "text")
    sheet.freeze_panes(1, 0)
    return book.content()
