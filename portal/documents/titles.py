"""Where the title of a document turns to its next line: never inside a word, lines of like length (GB/T 9704 7.3.1)."""

from math import ceil

# 156 mm hold twenty characters of size 2.
WIDTH = 20
# A line of fewer looks lost above or below the others.
SHORTEST = 4
# A title may turn after these words.
GOOD_ENDS = (
    *("市", "县", "区", "镇", "乡", "街道"),
    *("项目", "工程", "公司", "问题", "情况", "工作", "关于", "办法", "方案", "标段", "》", "、"),
    *("年", "月", "度", "的", "和", "暨", "及", "与", "对", "将", "由"),
)


def title_lines(title: str, width: int = WIDTH) -> list[str]:
    """The title's lines; a line break in ``title`` is kept, a line too long is divided as evenly as words allow."""
    given = [line.strip() for line in title.splitlines() if line.strip()]
    if len("".join(given)) <= width:
        return ["".join(given)]
    return [part for line in given for part in _divide(line, width)]


def _divide(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    rows = ceil(len(text) / width)
    first, last = max(SHORTEST, len(text) - width * (rows - 1)), min(width, len(text) - SHORTEST)
    even = len(text) / rows
    cut = min(range(first, last + 1), key=lambda i: (not _may_turn(text, i), abs(i - even)))
    return [text[:cut], *_divide(text[cut:], width)]


def _may_turn(text: str, cut: int) -> bool:
    before, after = text[:cut], text[cut]
    # An opening 《 without its 》 or a number cut in two is no place to turn.
    closed = before.count("《") == before.count("》") and before.count("（") == before.count("）")
    return closed and before.endswith(GOOD_ENDS) and after not in "》），、的" and len(text) - cut > 2
