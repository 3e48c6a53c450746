"""Sort keys and initials of Chinese names.

The database sorts bytes, so the order by pinyin is a column of its own. Surnames have readings of their own (曾 is Zeng,
单 is Shan), and some have two: every reading is found by its initials.
"""

from itertools import product

from portal.lib.text import tidy

# Readings of a sign as surname where they differ from the usual one; the first is the one to sort by.
SURNAMES: dict[str, tuple[str, ...]] = {
    "曾": ("zeng",), "单": ("shan",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",), "区": ("ou",), "朴": ("piao", "pu"),
    "任": ("ren",), "盖": ("ge", "gai"), "华": ("hua",), "冼": ("xian",), "洗": ("xian",), "缪": ("miao",), "翟": ("zhai", "di"),
    "乐": ("yue", "le"), "员": ("yun",), "召": ("shao",), "折": ("she",), "黑": ("he", "hei"), "秘": ("bi", "mi"), "逄": ("pang",),
    "隗": ("wei", "kui"), "覃": ("qin", "tan"), "繁": ("po",), "种": ("chong",), "那": ("na",), "能": ("nai",), "盛": ("sheng",),
    "宁": ("ning",), "应": ("ying",), "纪": ("ji",), "过": ("guo",), "晁": ("chao",), "谌": ("chen", "shen"), "阚": ("kan",),
    "沈": ("shen",), "石": ("shi",), "俞": ("yu",), "车": ("che",), "卜": ("bu",), "贾": ("jia",), "尉": ("wei", "yu"),
    "燕": ("yan",), "相": ("xiang",), "曲": ("qu",), "哈": ("ha",), "牟": ("mu", "mou"), "葛": ("ge",), "重": ("chong",),
    "佴": ("nai",), "阿": ("a",), "观": ("guan",), "强": ("qiang",), "长": ("zhang",), "角": ("jue",), "郇": ("xun", "huan"),
    "撒": ("sa",), "呙": ("guo",), "厍": ("she",), "郗": ("xi", "chi"), "洪": ("hong",), "柏": ("bai",), "藏": ("zang",), "幺": ("yao",),
}  # fmt: skip
COMPOUND: dict[str, tuple[str, ...]] = {
    "万俟": ("mo", "qi"), "尉迟": ("yu", "chi"), "澹台": ("tan", "tai"), "长孙": ("zhang", "sun"), "令狐": ("ling", "hu"),
    "欧阳": ("ou", "yang"), "司马": ("si", "ma"), "上官": ("shang", "guan"), "诸葛": ("zhu", "ge"), "皇甫": ("huang", "fu"),
    "夏侯": ("xia", "hou"), "公孙": ("gong", "sun"), "慕容": ("mu", "rong"), "东方": ("dong", "fang"), "西门": ("xi", "men"),
    "南宫": ("nan", "gong"), "司徒": ("si", "tu"), "轩辕": ("xuan", "yuan"), "宇文": ("yu", "wen"), "独孤": ("du", "gu"),
    "呼延": ("hu", "yan"), "端木": ("duan", "mu"), "申屠": ("shen", "tu"), "鲜于": ("xian", "yu"), "闾丘": ("lv", "qiu"),
    "单于": ("chan", "yu"), "赫连": ("he", "lian"), "钟离": ("zhong", "li"), "宗政": ("zong", "zheng"), "濮阳": ("pu", "yang"),
}  # fmt: skip


def surname(name: str) -> str:
    """The family name: two signs if they are a compound surname, else the first."""
    name = tidy(name)
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]


def mask_name(name: str) -> str:
    """The surname and two stars, whatever the length of the given name: 王**."""
    return f"{surname(name)}**" if tidy(name) else ""


def sort_key(name: str) -> str:
    """Pinyin syllables separated by spaces, as the column that lists are ordered by."""
    return " ".join(readings[0] for readings in _syllables(name))


def initials(name: str) -> str:
    """The initial letters of every reading, separated by spaces: 乐一鸣 is found by “yym” and by “lym”."""
    variants = {"".join(syllable[:1] for syllable in reading) for reading in product(*_syllables(name))}
    first = "".join(readings[0][:1] for readings in _syllables(name))
    return " ".join([first, *sorted(variants - {first})])


def _syllables(name: str) -> list[tuple[str, ...]]:
    name = tidy(name).lower().replace("·", "")
    if name.isascii():
        return [(word,) for word in name.split()]
    family = surname(name)
    if len(family) == 2:
        head: list[tuple[str, ...]] = [(syllable,) for syllable in COMPOUND[family]]
    else:
        head = [SURNAMES[family]] if family in SURNAMES else _read(family)
    return head + _read(name[len(family) :])


def _read(text: str) -> list[tuple[str, ...]]:
    # The dictionary takes 0.2 s to import, which every web process and command would pay at its start.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return [(part.strip(),) for part in lazy_pinyin(text, style=Style.NORMAL, v_to_u=False) if part.strip()]
