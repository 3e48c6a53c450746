"""Figures of the systems that a tenant may set: its checklists, and what the notice board says."""

from portal.tenancy.enums import Industry
from portal.tenancy.policies import PolicyKey
from projects.checklists import CHECKLISTS
from projects.enums import SiteKind
from projects.systems.catalogue import ELEMENTS
from projects.systems.keys import (
    ACCOUNT_FILING,
    ARBITRATION,
    BOARD_PLACES,
    BOTH,
    BRIGADE,
    CHECKLIST_KEYS,
    DEPARTMENT_PHONES,
    FRESH_DAYS,
    LEGAL_AID,
    OPEN_ITEMS,
    OWN_ITEMS,
    PAPER,
    PLATFORM,
    SETTLEMENT_MONTHS,
    SIMPLE_WAIVED,
    SIMPLE_WORKS,
    SUPERVISED_BY,
)
from projects.systems.simple import KEPT

LAW34 = "保障农民工工资支付条例第三十四条"
ON_BOARD = "打印维权信息告示牌"
_ELEMENTS = tuple((element.code, element.title) for element in ELEMENTS)

SYSTEMS = (
    PolicyKey(
        CHECKLIST_KEYS, "采用的制度清单", list, "", ["five", "further"], "国家的五项制度和其他制度；本地清单由当地文件定", "P",
        meaning="项目档案和覆盖率按清单逐项核对；第一张清单排在最前。", needed_for="制度核对和覆盖率",
        choices=tuple((code, found.title) for code, found in CHECKLISTS.items()),
    ),
    PolicyKey(
        OPEN_ITEMS, "清单中通知没有写明的几项", list, "", [], "国家没有规定；由本地文件定", "A",
        meaning="通知只写了项数、没有写全的清单（如联合检查9项制度列出6项），按检查用的表补全。", needed_for="制度核对和覆盖率", choices=_ELEMENTS,
    ),
    PolicyKey(
        OWN_ITEMS, "本地另加的核对项", list, "", [], "国家没有规定；由本地文件定", "A",
        meaning="每行一项：名称和要核对的内容；同名的几行合成一项。", needed_for="制度核对和覆盖率",
        columns=(("title", "项目", str), ("element", "核对内容", _ELEMENTS)),
    ),
    PolicyKey(
        SIMPLE_WORKS, "哪些工程算小额短期工程", list, "", [], "国家没有规定；由本地文件定", "A",
        meaning="每行一种，写明的条件都符合才算；空白或 0 是不限。合同额、工期没有登记的不算。", needed_for="制度核对、覆盖率和豁免表",
        columns=(("days", "工期少于（天）", int), ("wan", "施工合同额低于（万元）", int), ("site", "工地类型", tuple(SiteKind.choices))),
    ),
    PolicyKey(
        SIMPLE_WAIVED, "小额短期工程不要求的核对内容", list, "", [], "国家没有规定；由本地文件定", "A",
        meaning="劳动合同、实名登记、用工台账、考勤、工资表和按月支付任何工程都要，不在可选之列。", needed_for="制度核对和覆盖率",
        choices=tuple((code, title) for code, title in _ELEMENTS if code not in KEPT),
    ),
    PolicyKey(
        ACCOUNT_FILING, "专户开户后怎样备案", str, "", PAPER, "53号文第六条：三十日内报监管部门备案；第二十八条：实现平台动态监管的不再要求书面备案", "B",
        meaning="选平台上传的，专户信息上传监控预警平台即为备案，不再要求书面材料。", needed_for="制度核对和 W02",
        choices=((PAPER, "书面备案"), (PLATFORM, "上传监控预警平台，不再书面备案"), (BOTH, "书面备案并上传平台")),
    ),
    PolicyKey(FRESH_DAYS, "多少天没有考勤算没有更新", int, "天", 7, "平台建议：在建工地一周没有人出勤应登记停工", "P", needed_for="制度核对和覆盖率", least=1, most=60),
    PolicyKey(
        SETTLEMENT_MONTHS, "施工过程结算的周期（不超过）", int, "个月", 3, "财建〔2022〕183号推行过程结算，没有定周期；平台建议", "P",
        meaning="合同约定了计量周期的，以合同为准。", needed_for="制度核对和覆盖率", least=1, most=12,
    ),
)  # fmt: skip
BOARD = (
    PolicyKey(
        BOARD_PLACES, "维权信息告示牌的位置", list, "", ["入口处", "项目部", "生活区"], f"{LAW34}：施工现场醒目位置；三处为平台建议", "P",
        meaning="每处一块，各有照片。", needed_for="制度核对和覆盖率",
    ),
    PolicyKey(ARBITRATION, "劳动争议仲裁申请渠道", str, "", None, f"{LAW34}第三项；机构、地址、电话由本地填写", "C", needed_for=ON_BOARD),
    PolicyKey(LEGAL_AID, "法律援助申请渠道", str, "", None, f"{LAW34}第三项；机构、地址、电话由本地填写", "C", needed_for=ON_BOARD),
    PolicyKey(
        DEPARTMENT_PHONES, "行业主管部门的监督电话", dict, "", None, f"{LAW34}第一、三项；由本地填写", "C",
        meaning="每个行业一个电话，印在告示牌上。", needed_for=ON_BOARD, names=Industry.choices,
    ),
    PolicyKey(
        BRIGADE, "属地劳动保障监察机构的名称和电话", dict, "", None, f"{LAW34}第三项：劳动保障监察投诉电话；由本地填写", "C",
        meaning="印在告示牌二维码旁，工人直接打给管这个工地的监察机构。", needed_for=ON_BOARD, names=(("name", "名称（可用简称）"), ("phone", "电话")),
    ),
    PolicyKey(
        SUPERVISED_BY, "维权信息告示牌的监制单位", str, "", None, f"{LAW34}：告示牌按人社部门要求设置；单位由本地填写", "C",
        meaning="印在告示牌底部，一般为属地人社部门全称。", needed_for=ON_BOARD,
    ),
)  # fmt: skip
