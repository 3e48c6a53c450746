"""Every statutory term the portal reckons with, one row each: what starts it, how long it is, which law says so.

Codes with several parts carry a letter (D12a, D12b). ``remind`` are the product's own early reminders in days. A part
"（含延长）" counts from the same start as the term it extends.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    DAYS = "日"
    WORKDAYS = "个工作日"
    MONTHS = "个月"
    YEARS = "年"
    HOURS = "小时"
    MONTH_END = "当月末"
    QUARTER_END = "当季末"
    HALF_YEAR_END = "半年末"
    ON_DAY = "当年某日"
    GIVEN = "办案人填写的日数"


class Roll(StrEnum):
    FORWARD = "顺延"  # 民法典203
    EARLIER = "提前"  # 保障农民工工资支付条例14
    NONE = "不调整"


class Calendar(StrEnum):
    NATURAL = "natural"
    WORKING = "working"


_ROLLED = {Unit.DAYS, Unit.MONTHS, Unit.YEARS, Unit.GIVEN}


@dataclass(frozen=True)
class DeadlineRule:
    """One term. A negative count runs back from its start; ``month_day`` belongs to ON_DAY."""

    code: str
    trigger: str
    title: str
    count: int
    unit: Unit
    law: str
    certainty: str = "A"
    remind: tuple[int, ...] = ()
    roll: Roll | None = None
    region: str = ""
    month_day: tuple[int, int] = (0, 0)
    note: str = ""

    @property
    def number(self) -> str:
        """The code without its letter."""
        return self.code[:3]

    @property
    def calendar(self) -> Calendar:
        return Calendar.WORKING if self.unit is Unit.WORKDAYS else Calendar.NATURAL

    @property
    def rolling(self) -> Roll:
        """Terms in days, months and years end on a working day unless the rule says otherwise."""
        return self.roll or (Roll.FORWARD if self.unit in _ROLLED else Roll.NONE)

    @property
    def pausable(self) -> bool:
        """Terms within which somebody acts can be stopped by law; dates of the calendar, retention and waits cannot."""
        return self.unit is Unit.WORKDAYS and self.count > 0 or self.unit in _ROLLED and self.count >= 0 and self.rolling is Roll.FORWARD

    @property
    def length(self) -> str:
        """The term in words, for people and for the printed table."""
        if self.unit is Unit.ON_DAY:
            return f"每年 {self.month_day[0]} 月 {self.month_day[1]} 日"
        if self.unit in (Unit.MONTH_END, Unit.QUARTER_END, Unit.HALF_YEAR_END, Unit.GIVEN):
            return str(self.unit)
        if self.count == 0:
            return "当日"
        return f"{'前 ' if self.count < 0 else ''}{abs(self.count)} {self.unit}"


_PAY = "《保障农民工工资支付条例》"
_ACCOUNT = "人社部发〔2021〕53号"
_DEPOSIT = "人社部发〔2021〕65号"
_INSPECTION = "《劳动保障监察条例》"
_INSPECTION_RULES = "《关于实施〈劳动保障监察条例〉若干规定》"
_SHANXI = "山西省人民政府令第295号"
_HENAN = "《河南省劳动保障监察条例》（2010年修正）"
_PENALTY = "《行政处罚法》"
_COERCION = "《行政强制法》"
_TRANSFER = "《行政执法机关移送涉嫌犯罪案件的规定》"
_LIST = "人社部令第45号"
_PETITION = "《信访工作条例》"
_AID = "《法律援助法》"

_PROJECT = (
    DeadlineRule("D01", "施工合同签订", "开立农民工工资专用账户", 30, Unit.DAYS, f"{_ACCOUNT}第6条；{_PAY}第26条", remind=(10, 5)),
    DeadlineRule("D02", "专用账户开立", "专用账户备案、信息上传监控预警平台", 30, Unit.DAYS, f"{_ACCOUNT}第6条", remind=(5,)),
    DeadlineRule("D03", "上一次人工费用拨付", "人工费用拨付周期不超过1个月", 1, Unit.MONTHS, f"{_PAY}第24条；{_ACCOUNT}第12条", remind=(3,)),
    DeadlineRule("D04", "约定的发薪日", "支付工资，逢节假日或休息日提前", 0, Unit.DAYS, f"{_PAY}第14条", remind=(3,), roll=Roll.EARLIER),
    DeadlineRule("D05", "用工所在月份", "分包单位编制当月工资支付表并交总包", 0, Unit.MONTH_END, f"{_PAY}第31条", remind=(3,)),
    DeadlineRule("D06", "取得施工许可证或开工报告批复", "存储工资保证金", 20, Unit.WORKDAYS, f"{_DEPOSIT}第8条", remind=(5,)),
    DeadlineRule("D07", "保函到期日", "提醒更换或延长保函", -1, Unit.MONTHS, f"{_DEPOSIT}第17条", "B", roll=Roll.NONE),
    DeadlineRule("D08", "银行收到支付通知书", "银行向农民工支付保证金", 5, Unit.WORKDAYS, f"{_DEPOSIT}第19条", remind=(2,)),
    DeadlineRule("D09", "保证金使用", "补足保证金或提供新保函", 10, Unit.WORKDAYS, f"{_DEPOSIT}第20条", remind=(3,)),
    DeadlineRule("D10", "专用账户销户公示开始", "公示期满", 30, Unit.DAYS, f"{_PAY}第27条；{_ACCOUNT}第9条"),
    DeadlineRule("D11", "保证金返还公示开始", "公示期满", 30, Unit.DAYS, f"{_DEPOSIT}第22条"),
    DeadlineRule("D12a", "收到保证金返还申请", "审核返还申请", 5, Unit.WORKDAYS, f"{_DEPOSIT}第22条", "B", (1,)),
    DeadlineRule("D12b", "返还申请审核完毕", "出具返还（销户）确认书或退还保函正本", 3, Unit.WORKDAYS, f"{_DEPOSIT}第22条", "B", (1,)),
    DeadlineRule("D13", "所在季度", "银行提供保证金对账单", 0, Unit.QUARTER_END, f"{_DEPOSIT}第21条", "B", (5,)),
    DeadlineRule("D14", "所在半年", "清查保证金，主动启动返还", 0, Unit.HALF_YEAR_END, f"{_DEPOSIT}第22条", "B", (15,)),
)
_CASE = (
    DeadlineRule(
        "D15", "收到投诉", "决定受理或不予受理", 5, Unit.WORKDAYS, f"{_INSPECTION_RULES}第18条", remind=(1,), note="投诉适用；举报需要调查处理的应当及时立案"
    ),
    DeadlineRule("D16a", "收到欠薪线索", "受理", 0, Unit.DAYS, _SHANXI, roll=Roll.NONE, region="山西省"),
    DeadlineRule("D16b", "受理", "一般案件核实并清偿到位", 3, Unit.DAYS, _SHANXI, region="山西省"),
    DeadlineRule(
        "D17a", "收到投诉举报", "决定是否立案并通知", 7, Unit.DAYS, _HENAN, remind=(2,), region="河南省", note="与国家时限并存时两者都显示，按先到的办理"
    ),
    DeadlineRule("D17b", "立案", "结案", 30, Unit.DAYS, _HENAN, remind=(5,), region="河南省", note="与国家时限并存时两者都显示，按先到的办理"),
    DeadlineRule("D17c", "立案", "结案（含延长30日）", 60, Unit.DAYS, _HENAN, remind=(5,), region="河南省"),
    DeadlineRule("D18a", "立案", "调查完毕", 60, Unit.WORKDAYS, f"{_INSPECTION}第17条", remind=(10,)),
    DeadlineRule("D18b", "立案", "调查完毕（经批准含延长30个工作日）", 90, Unit.WORKDAYS, f"{_INSPECTION}第17条", remind=(10,)),
    DeadlineRule("D19", "调查完毕", "作出处理、处罚或撤销立案决定", 15, Unit.WORKDAYS, f"{_INSPECTION_RULES}第37条", "B", (3,)),
    DeadlineRule(
        "D20", "处罚案件立案", "作出处罚决定", 90, Unit.DAYS, f"{_PENALTY}第60条", "B", (15,), note="提示性时限：监察条例第17条属于另有规定，以法制审核意见为准"
    ),
    DeadlineRule("D21a", "听证告知", "当事人提出听证申请", 5, Unit.WORKDAYS, f"{_PENALTY}第64、85条"),
    DeadlineRule("D21b", "举行听证之日", "最迟通知当事人听证时间地点", -7, Unit.WORKDAYS, f"{_PENALTY}第64、85条", note="自听证日向前数"),
    DeadlineRule("D22a", "作出处罚决定", "送达处罚决定书", 7, Unit.WORKDAYS, f"{_PENALTY}第61、85条", remind=(2,)),
    DeadlineRule("D22b", "作出指令书或处理决定", "送达指令书、处理决定书", 7, Unit.DAYS, f"{_INSPECTION_RULES}第38条", "B", (2,)),
    DeadlineRule("D23a", "收到处罚决定", "缴纳罚款", 15, Unit.DAYS, f"{_PENALTY}第67条"),
    DeadlineRule("D23b", "缴款期限届满", "加处罚款达到罚款本数", 34, Unit.DAYS, f"{_PENALTY}第72条", roll=Roll.NONE, note="每日3%，以罚款本数为限，第34日封顶"),
    DeadlineRule("D24a", "知道行政行为", "申请行政复议", 60, Unit.DAYS, "《行政复议法》第20条"),
    DeadlineRule("D24b", "知道行政行为", "提起行政诉讼", 6, Unit.MONTHS, "《行政诉讼法》第46条"),
    DeadlineRule("D25a", "催告书送达", "当事人履行，期满可申请强制执行", 10, Unit.WORKDAYS, f"{_COERCION}第54、69条", remind=(15,)),
    DeadlineRule(
        "D25b",
        "复议和诉讼期限均已届满",
        "申请法院强制执行",
        3,
        Unit.MONTHS,
        f"{_COERCION}第53条",
        remind=(15,),
        note="最早自届满次日起，且催告送达10个工作日后仍未履行",
    ),
    DeadlineRule("D26a", "收到移送涉嫌犯罪案件的书面报告", "负责人决定是否移送", 3, Unit.DAYS, f"{_TRANSFER}第5条", note="“3日”未写明是否工作日，按自然日"),
    DeadlineRule("D26b", "批准移送", "向公安机关移送", 24, Unit.HOURS, f"{_TRANSFER}第5条"),
    DeadlineRule("D26c", "公安机关接受移送", "公安机关审查并决定是否立案", 3, Unit.DAYS, f"{_TRANSFER}第8条", note="“3日”未写明是否工作日，按自然日"),
    DeadlineRule("D27a", "列入告知书送达", "当事人提出异议", 5, Unit.WORKDAYS, f"{_LIST}第6条", "B"),
    DeadlineRule("D27b", "收到异议", "核实并告知结果", 5, Unit.WORKDAYS, f"{_LIST}第6条", "B"),
    DeadlineRule("D28a", "列入决定", "失信联合惩戒期届满", 3, Unit.YEARS, f"{_LIST}第12条", remind=(30,), roll=Roll.NONE, note="惩戒期不因节假日延长"),
    DeadlineRule(
        "D28b",
        "改正与列入中较晚的一日",
        "可申请提前移出之日",
        6,
        Unit.MONTHS,
        f"{_LIST}第12条",
        remind=(30,),
        roll=Roll.NONE,
        note="另须书面承诺；不是办理期限，不顺延",
    ),
    DeadlineRule("D28c", "收到提前移出申请", "核实并决定", 15, Unit.WORKDAYS, f"{_LIST}第15条", "B", (30,)),
    DeadlineRule("D29", "所在季度", "公布重大劳动保障违法行为（市、县）", 0, Unit.QUARTER_END, "人社部令第29号", remind=(10,)),
)
_OTHER = (
    DeadlineRule("D30", "完工与工资结清中较晚的一日", "用工管理台账、工资支付台账最短保存至", 3, Unit.YEARS, f"{_PAY}第15、28条", roll=Roll.NONE),
    DeadlineRule("D31", "违法行为发生或终了", "劳动保障监察查处时效届满", 2, Unit.YEARS, f"{_INSPECTION}第20条", remind=(60,)),
    DeadlineRule("D32", "劳动关系终止", "申请劳动仲裁", 1, Unit.YEARS, "《劳动争议调解仲裁法》第27条", remind=(60,)),
    DeadlineRule("D33", "开工、农民工进场", "完成实地检查", 1, Unit.MONTHS, "晋政办发〔2023〕75号", remind=(7,), region="山西省"),
    DeadlineRule("D34", "因考核被约谈", "提交书面整改报告", 14, Unit.DAYS, "国办发〔2023〕33号（2017年版两周）", remind=(3,)),
    DeadlineRule("D35a", "受理账款投诉", "转办", 10, Unit.WORKDAYS, "《保障中小企业款项支付条例》第25条"),
    DeadlineRule("D35b", "收到转办", "反馈办理情况", 30, Unit.DAYS, "《保障中小企业款项支付条例》第25条"),
    DeadlineRule("D35c", "收到转办", "反馈办理情况（最长）", 90, Unit.DAYS, "《保障中小企业款项支付条例》第25条"),
    DeadlineRule("D36", "专项行动开展", "报送行动总结", 0, Unit.ON_DAY, "阳农工治欠办〔2024〕4号", remind=(7, 3, 1), region="140300", month_day=(10, 10)),
    DeadlineRule("D36a", "专项行动开展", "报送截至上年末的进展", 0, Unit.ON_DAY, "平治欠办〔2020〕6号", remind=(7, 3, 1), region="410400", month_day=(1, 1)),
    DeadlineRule("D36b", "专项行动结束", "报送总体情况", 5, Unit.WORKDAYS, "平治欠办〔2020〕6号", remind=(3, 1), region="410400"),
    DeadlineRule(
        "D36a", "专项行动开展", "集中公布一批重大违法行为", 0, Unit.ON_DAY, "碌政办发〔2024〕49号", remind=(7, 3, 1), region="623026", month_day=(8, 20)
    ),
    DeadlineRule("D36b", "专项行动开展", "报送总结和典型经验", 0, Unit.ON_DAY, "碌政办发〔2024〕49号", remind=(7, 3, 1), region="623026", month_day=(10, 31)),
    DeadlineRule("D37", "指令书送达", "限期改正或支付", 0, Unit.GIVEN, f"{_PAY}第54至57条", remind=(2,), note="法律没有规定日数，由办案人填写"),
)
_FURTHER = (
    DeadlineRule("D38a", "责令限期支付的期限届满", "作出列入失信联合惩戒名单决定", 20, Unit.WORKDAYS, f"{_LIST}第8条"),
    DeadlineRule("D38b", "责令限期支付的期限届满", "作出列入决定（经批准含延长20个工作日）", 40, Unit.WORKDAYS, f"{_LIST}第8条"),
    DeadlineRule("D39", "期满、准予提前移出或撤销", "移出名单并停止公开", 10, Unit.WORKDAYS, f"{_LIST}第17条"),
    DeadlineRule("D40a", "收到对社会公布的异议", "复核", 15, Unit.WORKDAYS, "人社部令第29号", "B"),
    DeadlineRule("D40b", "处理决定被变更或撤销", "更正公布内容", 10, Unit.WORKDAYS, "人社部令第29号", "B"),
    DeadlineRule("D41a", "收到信访事项", "告知是否受理", 15, Unit.DAYS, f"{_PETITION}第22条"),
    DeadlineRule("D41b", "受理信访事项", "办结", 60, Unit.DAYS, f"{_PETITION}第34条"),
    DeadlineRule("D41c", "受理信访事项", "办结（含延长30日）", 90, Unit.DAYS, f"{_PETITION}第34条"),
    DeadlineRule("D41d", "收到不属本机关职权的转送", "提出异议", 5, Unit.WORKDAYS, f"{_PETITION}第22条"),
    DeadlineRule("D42a", "收到法律援助申请", "审查并决定", 7, Unit.DAYS, f"{_AID}第43条", note="农民工请求支付劳动报酬，免予审查经济困难状况（第42条）"),
    DeadlineRule("D42b", "决定给予法律援助", "指派人员", 3, Unit.DAYS, f"{_AID}第43条"),
    DeadlineRule(
        "D43",
        "调解协议生效",
        "共同申请司法确认",
        30,
        Unit.DAYS,
        "《人民调解法》第33条",
        note="因支付拖欠劳动报酬达成的调解协议，也可申请支付令（调解仲裁法第16条）",
    ),
    DeadlineRule("D44a", "公开的处罚决定被变更、撤销或确认违法", "撤回处罚决定信息并说明理由", 3, Unit.WORKDAYS, f"{_PENALTY}第48、85条"),
    DeadlineRule("D44b", "作出处罚决定", "“双公示”公开", 7, Unit.WORKDAYS, "行政许可和行政处罚信息公示规定", "C"),
    DeadlineRule("D46", "审核发现有欠薪", "书面告知不予返还保证金", 3, Unit.WORKDAYS, f"{_DEPOSIT}第22条", "B"),
    DeadlineRule("D47", "施工合同签订（依法不需施工许可的工程）", "存储工资保证金", 20, Unit.WORKDAYS, f"{_DEPOSIT}第8条", "B", (5,)),
    DeadlineRule("D48", "结案", "案卷最短保存至", 3, Unit.YEARS, _INSPECTION_RULES, "B", roll=Roll.NONE),
    DeadlineRule("D50", "当场制作文书", "存档", 2, Unit.DAYS, f"{_INSPECTION_RULES}第32条"),
)
RULES: tuple[DeadlineRule, ...] = (*_PROJECT, *_CASE, *_OTHER, *_FURTHER)
