"""Why a file is not read: one code, one sentence, one way to mend it."""

from portal.lib.errors import Refused


class SheetRefused(Refused):
    """The file as a whole is refused; ``fix`` tells its owner what to do in Excel or WPS."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(f"{message}{fix}", code)
        self.message = message
        self.fix = fix


REASONS: dict[str, tuple[str, str]] = {
    "extension": ("只收 xlsx、xls、csv 三种表格，这个文件是“{found}”。", "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再传。"),
    "et": ("这是 WPS 自有的 {found} 格式，读不出来。", "请在 WPS 中打开，选“另存为”，类型选“Microsoft Excel 文件（*.xlsx）”后再传。"),
    "wrong_extension": ("文件名以“{found}”结尾，里面却是{actual}。", "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再传，不要只改文件名。"),
    "empty": ("文件是空的，没有内容。", "请检查文件后重新选择。"),
    "too_big": ("文件有 {size} MB，超过上限 {limit} MB。", "请删去图片和无关的工作表，或按班组分成几个文件。"),
    "truncated": ("文件不完整，可能没有传完或已经损坏。", "请在电脑上确认能打开，另存一份后再传。"),
    "broken": ("文件结构有误，读不出表格。", "请用 Excel 或 WPS 打开，另存为新的 xlsx 文件后再传。"),
    "encrypted": ("文件设了打开密码，读不出来。", "请在 Excel 或 WPS 中取消密码（文件→信息→保护工作簿），保存后再传。"),
    "macro": ("文件里有宏（VBA 程序），不能接收。", "请另存为不带宏的“Excel 工作簿（*.xlsx）”后再传。"),
    "external_link": ("文件引用了别的工作簿或外部数据，数字可能不准。", "请在“数据→编辑链接”中断开全部链接，把公式粘贴成数值，保存后再传。"),
    "embedded": ("文件里嵌了别的文件或控件，不能接收。", "请删去嵌入的对象，只留表格，保存后再传。"),
    "dtd": ("文件里有表格不该有的定义（DTD），可能被人改动过。", "请用 Excel 或 WPS 打开，另存为新的 xlsx 文件后再传。"),
    "encoding": ("文件内部编码不是 UTF-8，读不出来。", "请用 Excel 或 WPS 打开，另存为新的 xlsx 文件后再传。"),
    "path": ("文件包里有不正常的路径“{found}”，不能接收。", "请用 Excel 或 WPS 打开，另存为新的 xlsx 文件后再传。"),
    "entries": ("文件包里有 {found} 个部件，超过上限 {limit} 个。", "请把工资表单独复制到一个新文件里再传。"),
    "inflated": ("文件解开后超过 {limit} MB，不像是正常的表格。", "请把工资表单独复制到一个新文件里再传。"),
    "too_wide": ("工作表的列到了 {found}，超过上限 {limit} 列，多半是右边的空列带了格式。", "请选中数据右边的所有空列，删除后保存再传。"),
    "too_long": ("工作表有 {found} 行，超过上限 {limit} 行，多半是下面的空行带了格式。", "请选中数据下面的所有空行，删除后保存再传。"),
    "too_many_cells": ("表格的内容太多，一次读不完。", "请把工资表单独复制到一个新文件里，或按班组分成几个文件。"),
    "cell_too_long": ("有单元格的文字超过 32,767 个字，不是正常的表格。", "请删去过长的文字后再传。"),
    "timeout": ("读这个文件用时太久，已停止。", "请把工资表单独复制到一个新文件里再传。"),
    "memory": ("读这个文件占用内存太多，已停止。", "请把工资表单独复制到一个新文件里再传。"),
    "crashed": ("这个文件读到一半出错，可能已经损坏。", "请用 Excel 或 WPS 打开，另存为新的 xlsx 文件后再传。"),
    "text_encoding": ("看不懂这个 csv 文件的文字编码。", "请用 Excel 打开，另存为“CSV UTF-8（逗号分隔）”或 xlsx 后再传。"),
    "no_sheet": ("文件里没有工作表。", "请检查是否选错了文件。"),
}


def refusal(code: str, **found: object) -> SheetRefused:
    """The refusal for ``code`` with its Chinese text filled in."""
    message, fix = REASONS[code]
    return SheetRefused(code, message.format(**found), fix)
