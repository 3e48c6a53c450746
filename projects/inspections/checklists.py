"""Texts a tenant may start its own checklist from: the law's six matters and the lists of two notices.

What a notice counts and does not name is marked; the tenant completes it before it is used.
"""

from dataclasses import dataclass

ARTICLE = "保障农民工工资支付条例第三十九条"


@dataclass(frozen=True)
class Item:
    """One matter to look at: what, how, by which article."""

    title: str
    hint: str = ""
    law: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"title": self.title, "hint": self.hint, "law": self.law}


NATIONAL = (
    Item("实名登记与考勤", "抽 10 人，对身份证和闸机记录", "条例第二十八条"),
    Item("劳动合同", "抽 10 人，看书面合同", "条例第二十八条"),
    Item("专用账户", "看近两期人工费到账", "条例第二十六条、第二十九条"),
    Item("总包代发", "问 5 名工人：上月工资收到没有", "条例第三十一条"),
    Item("工资保证金", "看存单或保函原件和有效期", "条例第三十二条"),
    Item("维权信息告示牌", "看三处位置，内容是否最新", "条例第三十四条"),
)
FIVE = (
    Item("有合同", "劳动合同或用工书面协议", "条例第二十八条"),
    Item("有实名制台账", "人员与台账一致", "条例第二十八条"),
    Item("有考勤信息", "与现场人数相符", "条例第二十八条"),
    Item("有人工费拨付", "按约定周期到专户", "条例第二十四条、第二十九条"),
    Item("有代发流水", "与工资表一致", "条例第三十一条"),
)
NINE = (
    Item("施工许可证", "看原件或公示", "条例第二十三条"),
    NATIONAL[4],
    NATIONAL[0],
    NATIONAL[2],
    Item("按月足额支付", "抽查上月工资表和回单", "条例第十一条、第十三条"),
    NATIONAL[5],
    Item("总包代发（通知未列名，推定）", "看代发协议和工资表", "条例第三十一条"),
    Item("劳资专管员（通知未列名，推定）", "看任命和到岗", "条例第二十八条"),
    Item("劳动合同（通知未列名，推定）", "抽 10 人，看书面合同", "条例第二十八条"),
)
STARTS = {"six": ("条例六项", ARTICLE, NATIONAL), "five": ("五有", "阳泉市安薪行动通知", FIVE), "nine": ("九项制度", "西青区安薪西青通知", NINE)}
DEFAULT_TITLE = "条例六项"


def default_items() -> list[dict[str, str]]:
    """Where the tenant has no list of its own: the matters the law names."""
    return [item.as_dict() for item in NATIONAL]


def as_lines(items: list[dict[str, str]]) -> str:
    """One item a line, as it is edited: 项目｜怎么查｜依据."""
    return "\n".join("｜".join(part for part in (item["title"], item["hint"], item["law"])) for item in items)


def from_lines(text: str) -> list[dict[str, str]]:
    """The items of the lines; full and half-width bars are the same, empty lines nothing."""
    found = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.replace("|", "｜").split("｜")]
        if any(parts):
            title, hint, law = (*parts, "", "", "")[:3]
            found.append(Item(title, hint, law).as_dict())
    return found
