"""The kinds of finding that any table can have: no heading, cells that are not what their column says."""

from portal.lib.sheets.findings import Kind, block, catalogue, warn


class CellFault(Exception):
    """A cell does not hold what its column should; ``code`` names the kind of finding, ``words`` fill its sentence."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


COMMON: dict[str, Kind] = catalogue([
    block("table_missing", "没有数据", "文件里没有内容。", "请检查是否选错了文件。"),
    block("header_missing", "没有找到表头", "前 20 行没有找到表头，表头要有{labels}等栏。", "请补上表头，或下载模板按模板填写。"),
    block("column_missing", "缺少必填的列", "没有找到“{label}”这一列。", "请在表头写明“{label}”，或在“列对应”里指出它是哪一列。"),
    block("rows_missing", "表里没有人", "表头下面没有数据行。", "请把数据填在表头下面，再传。"),
    warn("other_sheet", "还有别的工作表", "工作表“{other}”里也有 {count} 行数据，没有读入。", "要一起报，请合并到一张工作表；不要的，请删去。"),
    warn("hidden_rows", "有隐藏的行", "有 {count} 行被隐藏或筛选掉了，也读了进来：第 {rows} 行。", "请取消隐藏和筛选，核对这些行要不要。"),
    block("missing", "没有填写", "{label}没有填写。", "请补填{label}。"),
    block("not_number", "不是数字", "{label}“{value}”不是数字。", "请只填数字，单位写在表头。"),
    block("decimals", "小数位太多", "{label}有两位以上小数。", "请四舍五入到两位小数；用公式算的，请套上 ROUND(…, 2)。"),
    block("too_large", "数字太大", "{label} {value} 大得不合理。", "请核对是否多写了位数或连写了两个数。"),
    block("not_date", "不是日期", "{label}“{value}”不是日期。", "请写成 2026-10-31 这样的日期。"),
    block("not_month", "不是月份", "{label}“{value}”不是月份。", "请写成 2026年10月 这样的月份。"),
    block("text_too_long", "文字太长", "{label}有 {count} 个字，太长。", "请缩短到 {limit} 个字以内。"),
    block("formula_no_result", "公式没有结果", "{label}是公式，但没有存下计算结果。", "请用 Excel 或 WPS 打开，等算完再保存；或把公式粘贴成数值。"),
    block("formula_error", "公式出错", "{label}的公式出错（显示为 #REF!、#VALUE! 之类）。", "请改正公式，或直接填数值。"),
    block("name_odd", "姓名不像姓名", "姓名“{value}”里有数字或符号。", "请按身份证上的姓名填写。"),
    block("id_precision", "身份证号末位丢失", "身份证号以数字格式保存，末几位已丢失。", "请把该列设为“文本”格式，对照身份证重新填写。"),
    block("id_length", "身份证号位数不对", "身份证号{few}，应为 18 位。", "请对照身份证补齐。"),
    block("id_old", "身份证号是 15 位旧号", "身份证号是 15 位的旧号码，已停止使用。", "请填写现在的 18 位号码。"),
    block("id_character", "身份证号有不该有的字", "身份证号第 {place} 位不是数字{x}。", "请对照身份证改正。"),
    block("id_birth", "身份证号里的出生日期不对", "身份证号里的出生日期不存在。", "请核对第 7 至 14 位。"),
    block("id_check_digit", "身份证号校验不通过", "身份证号校验不通过，至少有一位写错了。", "请对照身份证逐位核对。"),
    block("card_precision", "银行卡号末位丢失", "银行卡号以数字格式保存，末几位已丢失。", "请把该列设为“文本”格式，对照银行卡重新填写。"),
    block("card_character", "银行卡号有不该有的字", "银行卡号里有数字以外的字。", "请只填卡面上的数字。"),
    block("card_length", "银行卡号位数不对", "银行卡号有 {count} 位，应为 13 至 19 位。", "请对照银行卡改正。"),
    warn("phone_format", "手机号不对", "手机号{problem}。", "请核对后改正；没有手机的可以不填。"),
])  # fmt: skip
