"""Which installed face each style of the official layouts really gets."""

import re
from dataclasses import dataclass

from django.utils.html import format_html

from portal.documents.pdf import pdf_of

_BASE_FONT = re.compile(rb"/BaseFont /(?:[A-Z]{6}\+)?([\w.#-]+)")


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


STYLES = (
    _Style("小标宋", "var(--xbs)", "关于印发通知", ("XiaoBiaoSong", "NotoSerifCJK"), "安装 fonts-noto-cjk（替代小标宋用其粗体）"),
    _Style("仿宋", "var(--fang)", "关于印发通知", ("FangSong", "Fangsong", "FandolFang"), "运行 make setup 安装 FandolFang，或安装单位已购的仿宋_GB2312"),
    _Style("楷体", "var(--kai)", "关于印发通知", ("KaiTi", "WenKai", "FandolKai", "UKai"), "运行 make setup 安装 FandolKai，或安装单位已购的楷体_GB2312"),
    _Style("黑体", "var(--hei)", "关于印发通知", ("SimHei", "NotoSansCJK", "SourceHanSans"), "安装 fonts-noto-cjk"),
    _Style("宋体", "var(--song)", "关于印发通知", ("SimSun", "NotoSerifCJK"), "安装 fonts-noto-cjk"),
    _Style("数字", "var(--fang)", "2026", ("TimesNewRoman", "LiberationSerif"), "安装 fonts-liberation"),
    _Style("生僻字", "var(--fang)", "䶮㛃㼆", ("NotoSerifCJK", "NotoSansCJK"), "安装 fonts-noto-cjk"),
    _Style("藏文", "var(--bod)", "ཀླུ་ཆུ", ("NotoSerifTibetan",), "安装 fonts-noto-core（Noto Serif Tibetan）"),
)


def resolved_faces() -> list[Face]:
    """One probe page per style, read back: what is embedded is what will be printed."""
    return [_resolve(style) for style in STYLES]


def _resolve(style: _Style) -> Face:
    html = format_html(
        '<html lang="zh-CN"><head><link rel="stylesheet" href="static:css/gongwen.css"></head><body><div style="font-family:{}">{}</div></body></html>',
        style.family,
        style.sample,
    )
    found = [match.decode() for match in _BASE_FONT.findall(pdf_of(html, uncompressed=True))]
    faces = sorted(set(found)) or ["无"]
    fit = all(any(part in face.replace("-", "").replace("_", "") for part in style.fitting) for face in faces)
    return Face(style.name, "、".join(faces), fit, "" if fit else style.advice)
