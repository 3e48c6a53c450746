"""Fifty payrolls as people and their programmes make them: the same three people in every disguise, each with what must be found in it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.make import sheets as make
from tests.make.payrolls import HEAD, person
from tests.wagepay.payroll.making import DAYS, GROSS, LINE, TAKEN, TEAM, TITLE, comma, excel, made, other, people, table, total, with_parts

# -- programmes ---------------------------------------------------------------------------------
made("as Excel writes it")(lambda: excel(table()))
made("as openpyxl writes it")(lambda: other(table()))
made("an old xls of Excel 97", name="旧表.xls")(lambda: make.xls(table()))

WPS_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>WPS 表格</Application><HeadingPairs/></Properties>"
)
WPS_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
    'name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.18276</vt:lpwstr></property></Properties>'
)
IMAGES = '<?xml version="1.0" encoding="UTF-8"?><etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
WORKBOOK_OF_WPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/>'
    '<workbookPr/><bookViews><workbookView windowWidth="28800" windowHeight="12540"/></bookViews><sheets><sheet name="工资表" sheetId="1" r:id="rId1"/></sheets>'
    '<calcPr calcId="144525"/></workbook>'
)


@made("as WPS writes it")
def _() -> bytes:
    return with_parts(excel(table()), docProps__app_xml=WPS_APP, docProps__custom_xml=WPS_CUSTOM, xl__workbook_xml=WORKBOOK_OF_WPS)


@made("WPS with pictures in the signature cells")
def _() -> bytes:
    head = [*HEAD, "本人签字"]
    rows = [[*row, ""] for row in people()]

    def pictures(book, page):
        for at in range(3):
            page.write_formula(3 + at, 13, f'=_xlfn.DISPIMG("ID_0{at}9C1FA5C1B74DDB8E0D6F6A8A4B6D7E",1)', None, '=DISPIMG("ID_0",1)')

    return with_parts(excel(table(*rows, head=head), pictures), docProps__app_xml=WPS_APP, xl__cellimages_xml=IMAGES)


@made("strings written into the cells themselves")
def _() -> bytes:
    def cell(at: int, column: int, value: Any) -> str:
        place = f"{chr(65 + column)}{at + 1}"
        return f'<c r="{place}"><v>{value}</v></c>' if isinstance(value, float) else f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'

    lines = "".join(
        f'<row r="{at + 1}">{"".join(cell(at, column, value) for column, value in enumerate(row) if value != "")}</row>' for at, row in enumerate(table())
    )
    return make.package(make.sheet_xml(lines))


# -- csv ----------------------------------------------------------------------------------------
made("csv in UTF-8 with its mark", name="工资.csv")(lambda: comma(table()).encode("utf-8-sig"))
made("csv in UTF-8 without mark", name="工资.csv")(lambda: comma(table()).encode())
made("csv in GBK", name="工资.csv")(lambda: comma(table()).encode("gbk"))
made("csv in UTF-16 with tabs", name="工资.csv")(lambda: comma(table(), "\t").encode("utf-16"))
made("csv with semicolons", name="工资.csv")(lambda: comma(table(), ";").encode("gb18030"))
made("csv with tabs before the long numbers", name="工资.csv")(lambda: comma(table(), mark="\t").encode("gb18030"))
made("csv with apostrophes before the long numbers", name="工资.csv")(lambda: comma(table(), mark="'").encode("utf-8-sig"))


# -- sheets -------------------------------------------------------------------------------------
@made("a cover before the sheet")
def _() -> bytes:
    def cover(book, page):
        first = book.add_worksheet("封面")
        first.write("C6", "农民工工资发放材料")
        first.write("C9", "2026年10月")
        book.worksheets_objs.sort(key=lambda sheet: sheet.name != "封面")

    return excel(table(), cover)


@made("a page of instructions and empty sheets")
def _() -> bytes:
    def more(book, page):
        book.add_worksheet("填表说明").write_column(0, 0, ["一、姓名、身份证号照证件填写", "二、银行卡号须为本人的卡"])
        book.add_worksheet("Sheet2")
        book.add_worksheet("Sheet3")

    return excel(table(), more)


@made("last month's sheet beside it", codes="other_sheet")
def _() -> bytes:
    def more(book, page):
        old = book.add_worksheet("9月")
        for at, row in enumerate([[TITLE], ["工资月份：2026年9月"], HEAD, *people(), person(7)]):
            old.write_row(at, 0, row)

    return excel(table(), more, name="10月")


@made("a hidden sheet with old people")
def _() -> bytes:
    def more(book, page):
        old = book.add_worksheet("旧")
        for at, row in enumerate(table(*people(), person(7), person(8))):
            old.write_row(at, 0, row)
        old.hide()

    return excel(table(), more)


made("a sheet with an odd name")(lambda: excel(table(), name="10月 '工资' （终稿）😀"))


# -- heading ------------------------------------------------------------------------------------
@made("a heading in row seven under merged titles")
def _() -> bytes:
    def merge(book, page):
        for row in range(4):
            page.merge_range(row, 0, row, 12, "")
        page.write(0, 0, TITLE)
        page.write(2, 0, LINE)

    return excel([[""], [""], [""], [""], [], [], HEAD, *people(), total()], merge)


@made("two rows of heading, merged side by side and downwards")
def _() -> bytes:
    upper = ["序号", "姓名", "身份证号码", "工种", "班组", "考勤", "", "工资（元）", "", "", "收款账户", "", "联系电话"]
    lower = ["", "", "", "", "", "出勤天数", "日工资标准", "应发工资", "扣款", "实发工资", "银行卡号", "开户银行", ""]

    def merge(book, page):
        for column in (0, 1, 2, 3, 4, 12):
            page.merge_range(2, column, 3, column, upper[column])
        for left, right in ((5, 6), (7, 9), (10, 11)):
            page.merge_range(2, left, 2, right, upper[left])

    return excel([[TITLE], [LINE], upper, lower, *people(), total()], merge)


@made("two rows of heading without merges")
def _() -> bytes:
    upper = ["序号", "姓名", "身份证号码", "工种", "班组", "出勤天数", "日工资", "工资", "", "", "银行卡号", "开户银行", "联系电话"]
    lower = ["", "", "", "", "", "", "", "应发", "扣款", "实发", "", "", ""]
    return excel([[TITLE], [LINE], upper, lower, *people()])


@made("a heading with breaks, stars and units")
def _() -> bytes:
    head = [
        "序\n号",
        "*姓  名",
        "*身份证\n号码",
        "工 种",
        "班 组",
        "出勤\n（天）",
        "日工资标准\n（元/天）",
        "应发\n工资(元)",
        "扣款（元）",
        "*实发工资（元）",
        "*银行卡号\n（本人）",
        "开户行",
        "电话",
    ]
    return excel(table(head=head))


@made("columns in another order, with others between")
def _() -> bytes:
    order = [1, 10, 11, 2, 4, 3, 5, 6, 7, 8, 9, 12]
    head = ["", *(HEAD[at] for at in order), "性别", "家庭住址"]
    return excel([[TITLE], [LINE], head, *(["", *(row[at] for at in order), "男", "某县某村"] for row in people())])


made("a table that begins in column C")(lambda: excel([["", "", *row] for row in table(*people(), total())]))
made("a heading in row one and nothing above")(lambda: excel([HEAD, *people()]))


@made("the month as a date cell above the table")
def _() -> bytes:
    return excel([[TITLE], ["工资月份：", dt.date(2026, 10, 31)], HEAD, *people()])


@made("dates counted from 1904")
def _() -> bytes:
    def epoch(book, page):
        book.epoch = CALENDAR_MAC_1904
        page["B2"] = dt.date(2026, 10, 1)
        for at in range(3):
            page.cell(4 + at, 14, dt.date(2026, 10, 28))

    return other([[TITLE], ["工资月份"], [*HEAD, "发放日期"], *people()], epoch)


# -- body ---------------------------------------------------------------------------------------
@made("team names in merged cells")
def _() -> bytes:
    rows = people(team=lambda value, at: value if at == 0 else "")
    return excel(table(*rows), lambda book, page: page.merge_range(3, 4, 5, 4, TEAM))


@made("teams as lines of their own", teams=("木工班", "木工班", "瓦工班"))
def _() -> bytes:
    head = [word for at, word in enumerate(HEAD) if at != 4]
    one, two, three = [[cell for at, cell in enumerate(row) if at != 4] for row in people()]
    return excel([[TITLE], [LINE], head, ["木工班"], one, two, ["瓦工班"], three])


@made("subtotals of teams, and a total")
def _() -> bytes:
    one, two, three = people()
    first = ["一班小计", "", "", "", "", 42.0, "", 12600.0, 100.0, 12500.0]
    second = ["二班小计", "", "", "", "", 18.5, "", 5550.0, 0.0, 5550.0]
    return excel(table(one, two, first, three, second, total("总计")))


@made("subtotals as formulas with their results")
def _() -> bytes:
    def sums(book, page):
        page.write(6, 0, "合计")
        for letter, value in (("F", sum(DAYS)), ("H", sum(GROSS)), ("I", sum(TAKEN)), ("J", sum(GROSS) - sum(TAKEN))):
            page.write_formula(f"{letter}7", f"=SUM({letter}4:{letter}6)", None, value)

    return excel(table(), sums)


made("blank rows between the people")(lambda: excel([[TITLE], [LINE], HEAD, *[part for row in people() for part in (row, [], ["", " ", "　"])]]))
made("the heading again on every page")(lambda: excel([[TITLE], [LINE], HEAD, *[part for row in people() for part in (row, HEAD)]]))


@made("notes, signatures and a head-count below")
def _() -> bytes:
    below = [total("合计（共3人）"), [], ["编制人：", "", "审核：", "", "项目经理："], ["说明：1、本表一式三份；2、张贴公示。"], ["", "2026年11月5日"]]
    return excel(table(*people(), *below))


@made("no running numbers and no total")
def _() -> bytes:
    return excel([[TITLE], [LINE], HEAD[1:], *(row[1:] for row in people())])


made("running numbers as text")(lambda: excel(table(*people(serial=lambda value, at: str(at + 1)))))


@made("hundreds of blank formatted rows below")
def _() -> bytes:
    def blanks(book, page):
        style = book.add_format({"border": 1})
        for row in range(6, 400):
            for column in range(13):
                page.write_blank(row, column, None, style)

    return excel(table(), blanks)


@made("hidden rows", codes="hidden_rows")
def _() -> bytes:
    return excel(table(), lambda book, page: page.set_row(4, None, None, {"hidden": True}))


@made("hidden columns")
def _() -> bytes:
    return excel(table(), lambda book, page: page.set_column(2, 6, None, None, {"hidden": True}))


@made("a filter, frozen panes, lists to choose from, a print area")
def _() -> bytes:
    def tools(book, page):
        page.autofilter(2, 0, 5, 12)
        page.freeze_panes(3, 2)
        page.data_validation(3, 3, 5, 3, {"validate": "list", "source": ["木工", "瓦工"]})
        page.conditional_format(3, 7, 5, 9, {"type": "cell", "criteria": ">", "value": 6000, "format": book.add_format({"bg_color": "#FFC7CE"})})
        page.print_area(0, 0, 6, 12)
        page.repeat_rows(2)

    return excel(table(), tools)


@made("comments on the cells")
def _() -> bytes:
    def comment(book, page):
        page["B4"].comment = Comment("本月补发上月", "劳资员")

    return other(table(), comment)


@made("names in letters of two colours")
def _() -> bytes:
    def rich(book, page):
        red = book.add_format({"color": "red"})
        for at, row in enumerate(people()):
            page.write_rich_string(3 + at, 1, red, row[1][0], row[1][1:])

    return excel(table(), rich)


# -- cells --------------------------------------------------------------------------------------
WIDE = str.maketrans("0123456789.,-X", "０１２３４５６７８９．，－Ｘ")


def _amounts(form: Callable[[float], Any]) -> list[list]:
    return people(gross=lambda value, at: form(value), deduction=lambda value, at: form(value), net=lambda value, at: form(value))


made("amounts as text with sign and commas")(lambda: excel(table(*_amounts(lambda value: f"¥{value:,.2f}"))))
made("amounts as text with 元 behind")(lambda: excel(table(*_amounts(lambda value: f"{value:g}元"))))
made("amounts in full-width digits")(lambda: excel(table(*_amounts(lambda value: f"{value:,.2f}".translate(WIDE)))))
made("amounts with spaces and invisible signs")(lambda: excel(table(*_amounts(lambda value: f" {value:.2f}\u200b "))))
made("days as 20天 and 18.5个工")(lambda: excel(table(*people(days=lambda value, at: f"{value:g}{('天', '个工', '工日')[at]}"))))
made("a dash for nothing deducted")(lambda: excel(table(*people(deduction=lambda value, at: value or "-"))))
made("identity numbers in full-width digits")(lambda: excel(table(*people(id=lambda value, at: value.translate(WIDE)))))
made("identity and card numbers with spaces")(
    lambda: excel(
        table(
            *people(id=lambda value, at: f"{value[:6]} {value[6:14]} {value[14:]}", card=lambda value, at: " ".join(value[i : i + 4] for i in range(0, 19, 4)))
        )
    )
)
made("a small x at the end of the identity number")(lambda: excel(table(*people(id=lambda value, at: value.lower()))))
made("an apostrophe before the numbers")(lambda: excel(table(*people(id=lambda value, at: f"'{value}", card=lambda value, at: f"'{value}"))))
made("names spaced apart")(lambda: excel(table(*people(name=lambda value, at: "  ".join(value)))))
made("names of minorities with any dot", names=("买买提·艾力", "扎西·才让", "阿依·古丽"))(
    lambda: excel(table(*people(name=lambda value, at: ("买买提•艾力", "扎西・才让", "阿依．古丽")[at])))
)
made("formulas with their results")(
    lambda: excel(table(), lambda book, page: [page.write_formula(3 + at, 7, f"=F{4 + at}*G{4 + at}", None, GROSS[at]) for at in range(3)])
)

# -- what cannot be read is told, cell by cell ----------------------------------------------------
made("formulas that were never worked out", codes="formula_no_result", lost="gross")(
    lambda: other(table(), lambda book, page: [page.cell(4 + at, 8, f"=F{4 + at}*G{4 + at}") for at in range(3)])
)
made("identity numbers kept as numbers", codes="id_precision", lost="id")(lambda: excel(table(*people(id=lambda value, at: float(value.replace("X", "0"))))))
made("card numbers kept as numbers", codes="card_precision", lost="card")(lambda: excel(table(*people(card=lambda value, at: float(value)))))
made("amounts with three decimals", codes="decimals", lost="gross")(lambda: excel(table(*people(gross=lambda value, at: value + 0.125))))
made("words instead of amounts", codes="not_number", lost="gross")(lambda: excel(table(*people(gross=lambda value, at: "见附件"))))
made("the unit is ten thousand", codes="unit_ten_thousand")(lambda: excel([[TITLE], ["工资月份：2026年10月    单位：万元"], HEAD, *people()]))
made("another month is written above", codes="month_differs")(lambda: excel([[TITLE], ["工资月份：2026年9月"], HEAD, *people()]))
made("the total is wrong", codes="total_mismatch")(lambda: excel(table(*people(), [*total()[:7], sum(GROSS) + 1, *total()[8:]])))
made("the head-count is wrong", codes="head_count")(lambda: excel(table(*people(), ["共 4 人"])))
