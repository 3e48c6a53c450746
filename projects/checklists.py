"""The checklists of the law and of the notices, as data: which elements each of their lines asks for.

A line is judged by its elements (``projects.systems``) and never ticked by hand. A tenant chooses its lists by policy, fills in
what its notice left open and adds lines of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.tenancy.policies import PolicySet
from projects.systems.catalogue import BY_CODE, FIVE, FURTHER
from projects.systems.keys import CHECKLIST_KEYS, OPEN_ITEMS, OWN_ITEMS
from projects.systems.mechanism import Element, Item

OPEN_LINE = "通知没有写明的项目"


@dataclass(frozen=True)
class Checklist:
    """One list: its lines, the paper it comes from, and how many further lines that paper counts without naming them."""

    code: str
    title: str
    source: str
    items: tuple[Item, ...]
    open_items: int = 0
    is_open: bool = False  # the tenant has not named them yet

    def lamp_key(self, item: Item, aspect: str) -> str:
        """The name of a lamp in the summary of all projects."""
        return f"{self.code}/{item.key}/{aspect}"


def line(key: str, title: str, law: str, *codes: str) -> Item:
    return Item(key, title, law, tuple(BY_CODE[code] for code in codes))


LUZHOU = "潞州政办发〔2022〕10号"
XIQING = "《关于在工程建设领域开展“安‘薪’西青”工程的实施方案》（2022年7月15日）"
YANGQUAN = "阳农工治欠办〔2024〕4号"
LUQU = "碌政办发〔2024〕49号"
ACCOUNT = ("account_opened", "account_agreed", "account_filed", "account_named")
DEPOSIT = ("deposit_stored", "deposit_enough", "deposit_valid")
BOARD = ("board_places", "board_current", "board_photo")

CHECKLISTS: dict[str, Checklist] = {
    found.code: found
    for found in (
        Checklist("five", "五项制度", "《保障农民工工资支付条例》", FIVE),
        Checklist("further", "其他制度", "《保障农民工工资支付条例》第二十三、二十四条", FURTHER),
        Checklist(
            "luzhou",
            "在建项目劳动用工五项制度和其他要求",
            LUZHOU,
            (
                line("1-1", "（一）1 订立劳动合同、实名登记后进场", "条例第二十八条", "registered", "contracts"),
                line("1-2", "（一）2 配备劳资专管员，审核工资支付表", "条例第二十八条", "officer", "payroll"),
                line("1-3", "（一）3 建立劳动用工管理台账", "条例第二十八条", "roster"),
                line("1-4", "（一）4 实名制信息按时录入", "条例第二十八条", "platform", "attendance"),
                line("2-1", "（二）1 开设专用账户，资料备查", "条例第二十六条", *ACCOUNT, "account_free"),
                line("2-2", "（二）2 人工费用及时足额拨付", "条例第二十九条", "labour_cost"),
                line("2-3", "（二）3 合同约定人工费用、拨付周期", "条例第二十四条", "labour_terms"),
                line("3-1", "（三）1 按月编制工资支付表交总包", "条例第三十一条", "payroll"),
                line("3-2", "（三）2 总包经专户直接支付到本人", "条例第三十一条", "entrusted", "paid"),
                line("4-1", "（四）1 存储工资保证金", "条例第三十二条", "deposit_stored", "deposit_enough"),
                line("4-2", "（四）2 差异化存储、保函替代", "条例第三十二条", "deposit_valid", "deposit_on_demand"),
                line("5", "（五）维权信息告示牌", "条例第三十四条", *BOARD),
                line("6-1", "（六）1 录入监控平台，全过程监管", "条例第三十八条", "platform", "attendance"),
                line("6-2", "（六）2 工程款支付担保", "条例第二十四条", "payment_guarantee", "guarantee_valid"),
            ),
        ),
        Checklist(
            "xiqing",
            "联合检查九项制度",
            XIQING,
            (
                line("1", "施工许可证", "条例第二十三条", "permit"),
                line("2", "工资保证金", "条例第三十二条", *DEPOSIT, "deposit_copied", "deposit_uploaded"),
                line("3", "实名制管理", "条例第二十八条", "officer", "platform", "registered", "contracts"),
                line("4", "工资专用账户", "条例第二十六条", *ACCOUNT, "account_uploaded", "labour_cost"),
                line("5", "按月足额支付", "条例第三十一条", "paid"),
                line("6", "维权信息告示牌", "条例第三十四条", *BOARD),
            ),
            open_items=3,
        ),
        Checklist(
            "yangquan5",
            "执法检查“五有”",
            YANGQUAN,
            (
                line("1", "有劳动合同", "条例第二十八条", "contracts"),
                line("2", "有实名制台账", "条例第二十八条", "roster"),
                line("3", "有考勤信息", "条例第二十八条", "attendance"),
                line("4", "有人工费拨付", "条例第二十九条", "labour_cost"),
                line("5", "有代发流水", "条例第三十一条", "paid"),
            ),
        ),
        Checklist(
            "yangquan7",
            "“安薪行动”七项工资支付保障制度",
            YANGQUAN,
            (
                line("1", "劳动合同", "条例第二十八条", "contracts"),
                line("2", "实名制管理", "条例第二十八条", "officer", "platform", "registered"),
                line("3", "考勤管理", "条例第二十八条", "attendance"),
                line("4", "人工费用拨付", "条例第二十九条", "labour_terms", "labour_cost"),
                line("5", "银行代发工资", "条例第三十一条", "entrusted", "paid"),
                line("6", "工资保证金存储", "条例第三十二条", *DEPOSIT),
                line("7", "工程款支付担保", "条例第二十四条", "payment_guarantee", "guarantee_valid"),
            ),
        ),
        Checklist(
            "luqu",
            "平台六类数据“应纳尽纳、应录尽录”",
            LUQU,
            (
                line("1", "项目基本情况", "条例第三十八条", "platform", "permit", "labour_terms"),
                line("2", "农民工基本信息", "条例第二十八条", "roster", "registered", "contracts"),
                line("3", "考勤情况", "条例第二十八条", "attendance"),
                line("4", "工资保证金", "条例第三十二条", "deposit_stored", "deposit_valid"),
                line("5", "农民工工资专用账户", "条例第二十六条", "account_opened", "account_filed", "labour_cost"),
                line("6", "工资支付情况", "条例第三十一条", "payroll", "paid"),
            ),
        ),
    )
}


def in_use(policies: PolicySet) -> list[Checklist]:
    """The lists of a tenant in its order, completed with what it entered, and its own lines as a list at the end."""
    found = [_completed(CHECKLISTS[code], policies) for code in policies[CHECKLIST_KEYS].value or ()]
    own = own_items(policies[OWN_ITEMS].value or ())
    return [*found, Checklist("own", "本地另加的核对项", policies[OWN_ITEMS].source, own)] if own else found


def asks(policies: PolicySet, code: str) -> bool:
    """Whether any list of the tenant asks for the element."""
    return any(element.code == code for checklist in in_use(policies) for item in checklist.items for element in item.elements)


def _completed(checklist: Checklist, policies: PolicySet) -> Checklist:
    """The lines the paper counts and does not name, as the tenant entered them; until then the list says that they are open."""
    if not checklist.open_items:
        return checklist
    named = [BY_CODE[code] for code in policies[OPEN_ITEMS].value or ()]
    if not named:
        return Checklist(checklist.code, checklist.title, checklist.source, checklist.items, checklist.open_items, is_open=True)
    more = tuple(Item(f"open-{element.code}", element.title, element.law, (element,)) for element in named)
    return Checklist(checklist.code, checklist.title, checklist.source, (*checklist.items, *more))


def own_items(rows: Sequence[dict[str, str]]) -> tuple[Item, ...]:
    """Rows of the same title are one line."""
    lines: dict[str, list[Element]] = {}
    for row in rows:
        lines.setdefault(row["title"].strip(), []).append(BY_CODE[row["element"]])
    return tuple(
        Item(str(number), title, "、".join(dict.fromkeys(element.law for element in elements)), tuple(dict.fromkeys(elements)))
        for number, (title, elements) in enumerate(lines.items(), start=1)
    )
