"""工种代码 of the national construction workers' platform, found by the words that people write."""

import functools

from portal.lib.text import compact
from portal.tenancy.data import table

# What sites call a trade where the platform has another word.
USUAL = {
    "瓦工": "010", "砌筑": "010", "钢筋": "020", "架工": "030", "架子": "030", "砼工": "040", "混凝土": "040", "支模工": "050", "模板": "050", "管工": "110", "水暖工": "110",
    "电工": "130", "塔吊司机": "180", "信号工": "170", "司索工": "170", "抹灰工": "190", "油漆工": "190", "油工": "190", "装修工": "190", "幕墙工": "220", "防水": "230",
    "木匠": "240", "石匠": "250", "焊工": "270", "测量工": "300", "普工": "390", "小工": "390", "力工": "390", "壮工": "390", "勤杂工": "390", "管理": "900", "施工员": "900",
    "安全员": "900", "质检员": "900", "资料员": "900", "材料员": "900", "劳资员": "900", "技术员": "900", "班组长": "000",
}  # fmt: skip


@functools.cache
def _codes() -> dict[str, str]:
    return {row["name"]: row["code"] for row in table("trades")} | USUAL


@functools.lru_cache(maxsize=2048)
def code_of(trade: str | None) -> str:
    """The code, or nothing where the word is none of the platform's: it is exported as 000 其他."""
    word = compact(trade or "")
    codes = _codes()
    return codes.get(word) or codes.get(f"{word}工", "") if word else ""


def name_of(code: str) -> str:
    """The platform's word for a code."""
    return next((name for name, found in _codes().items() if found == code), "")
