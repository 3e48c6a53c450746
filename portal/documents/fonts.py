"""Which installed face each style of the official layouts really gets."""

import re
from dataclasses import dataclass

from django.utils.html import format_html

from portal.documents.pdf import pdf_of

_BASE_FONT = re.compile(rb"/BaseFont /(?:[A-Z]{6}\+)?([\w.#-]+)")
# The class suppresses the page number, which has a face of its own.
_PROBE = (
    '<html lang="zh-CN"><head><link rel="stylesheet" href="static:css/gongwen.css"></head>'
    '<body class="gw-han"><div style="font-family:{}">{}</div></body></html>'
)


@dataclass(frozen=True)
class Face:
    """One style, the face it resolves to, and whether that face is fit for it."""

    style: str
    face: str
    fit: bool
    advice: str = ""


@dataclass(frozen=True)
class _Style:
    name: str
    family: str
    sample: str
    fitting: tuple[str, ...]
    advice: str
    # Behind an @font-face of ours the face has our name; these are the families it stands for.
    alias: str = ""
    behind: str = ""


STYLES = (
    _Style(
        "小标宋",
        "var(--xbs)",
        "关于印发通知",
        ("XiaoBiaoSong", "NotoSerifCJK"),
        "安装 fonts-noto-cjk（以其宋体粗体代小标宋）",
        "GW-XBS",
        '"FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC"',
    ),
    _Style("仿宋", "var(--fang)", "关于印发通知", ("FangSong", "Fangsong", "FandolFang"), "运行 make setup 安装 FandolFang，或安装本单位已购的仿宋_GB2312"),
    _Style("楷体", "var(--kai)", "关于印发通知", ("KaiTi", "WenKai", "FandolKai", "UKai"), "运行 make setup 安装 FandolKai，或安装本单位已购的楷体_GB2312"),
    _Style("黑体", "var(--hei)", "关于印发通知", ("SimHei", "NotoSansCJK", "SourceHanSans"), "安装 fonts-noto-cjk"),
    _Style("宋体", "var(--song)", "关于印发通知", ("SimSun", "NotoSerifCJK"), "安装 fonts-noto-cjk"),
    _Style("数字", "var(--fang)", "2026", ("TimesNewRoman", "LiberationSerif"), "安装 fonts-liberation", "GW-NUM", '"Times New Roman", "Liberation Serif"'),
    _Style("生僻字", "var(--fang)", "䶮㛃㼆", ("NotoSerifCJK", "NotoSansCJK"), "安装 fonts-noto-cjk"),
    _Style("藏文", "var(--bod)", "ཀླུ་ཆུ", ("NotoSerifTibetan",), "安装 fonts-noto-core（Noto Serif Tibetan）"),
)


def resolved_faces() -> list[Face]:
    """Probe pages, one per style, read back: what is embedded is what will be printed."""
    return [_resolve(style) for style in STYLES]


def _resolve(style: _Style) -> Face:
    faces = _embedded(style.family, style.sample)
    if style.alias and all(face.startswith(style.alias) for face in faces):
        faces = _embedded(style.behind, style.sample)
    fit = bool(faces) and all(any(part in face.replace("-", "").replace("_", "") for part in style.fitting) for face in faces)
    return Face(style.name, "、".join(faces) or "无", fit, "" if fit else style.advice)


def _embedded(family: str, sample: str) -> list[str]:
    return sorted({match.decode() for match in _BASE_FONT.findall(pdf_of(format_html(_PROBE, family, sample), uncompressed=True))})
