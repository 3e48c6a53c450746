"""The figures of the three-day clearance that a tenant sets."""

from earlywarning import exemptions
from earlywarning.enums import Against, Measure
from portal.lib.start_moments import LABELS, StartMoment
from portal.tenancy.policies import PolicyKey, PolicySet

LEVELS = (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))
LETTERS = (("risk_warning_letter", "警示函"), ("supervision_letter", "督办函"), ("interview_letter", "约谈函"))
KINDS_IN_USE = "instruments.kinds"
LADDER = "clearance.ladder"
# What the ladder ends in (督办 约谈 通报 问责), and upon whom: governments and departments too, not firms alone.
MEASURES = (*Measure.choices,)
AGAINST = (*Against.choices,)

CLEARANCE_POLICIES = (
    PolicyKey("clearance.days_red", "红色预警清零天数", int, "日", 3, "平台建议；山西 295 号令：一般案件 3 日内核实并清偿到位", "P", least=0),
    PolicyKey("clearance.days_yellow", "黄色预警清零天数", int, "日", 5, "平台建议", "P", least=0),
    PolicyKey("clearance.days_blue", "蓝色预警清零天数", int, "日", 10, "平台建议", "P", least=0),
    PolicyKey("clearance.days_lead", "线索清零天数", int, "日", 3, "平台建议；山西 295 号令：一般案件 3 日内核实并清偿到位", "P", least=0),
    PolicyKey(
        "clearance.calendar", "清零天数按自然日还是工作日", str, "", "natural", "平台建议", "P", choices=(("natural", "自然日"), ("working", "工作日"))
    ),
    PolicyKey(
        "clearance.start", "三日清零的起算时点", str, "", StartMoment.RECEIPT.value, "平台建议：预警产生、线索收到之日；各省平台口径不一", "P",
        meaning="起算的当日不计入。", choices=tuple((moment.value, label) for moment, label in LABELS.items()),
    ),
    PolicyKey(
        "clearance.objects", "哪些对象进三日清零", list, "", ["red", "yellow", "blue", "lead"], "平台建议：全部预警和线索", "P",
        choices=(("red", "红色预警"), ("yellow", "黄色预警"), ("blue", "蓝色预警"), ("lead", "线索")),
    ),
    PolicyKey(
        "clearance.day_off", "期限落在休息日、节假日时", str, "", "stay", "平台建议：按自然日的到期日不顺延；民法典第二百零三条为顺延", "P",
        choices=(("stay", "不顺延"), ("next", "顺延到下一个工作日")),
    ),
    PolicyKey(
        "clearance.urgent", "按小时清零的预警", list, "",
        [{"rules": "W25", "level": "red", "hours": 24}, {"rules": "W41", "level": "red", "hours": 4}],
        "平台建议：童工、群体性事件不能等三天", "P", columns=(("rules", "规则（用顿号隔开）", str), ("level", "从哪一级起", LEVELS), ("hours", "几小时", int)),
    ),
    PolicyKey("clearance.hours_lead", "涉警线索清零的小时数", int, "小时", 24, "平台建议：公安移交的不能等三天", "P", least=1),
    PolicyKey(
        "clearance.hour_ladder", "按小时的升级阶梯", list, "",
        [
            {"hour": 0, "action": "通知承办人和值班人员", "owner": "承办监察员"},
            {"hour": 2, "action": "报监察大队负责人，到现场", "owner": "监察大队负责人"},
            {"hour": 4, "action": "报领导小组办公室", "owner": "领导小组办公室"},
            {"hour": 24, "action": "报领导小组，提请现场督办", "owner": "领导小组"},
        ],
        "平台建议", "P", columns=(("hour", "满几小时", int), ("action", "动作", str), ("owner", "责任人", str)),
    ),
    PolicyKey(
        LADDER, "逾期升级阶梯", list, "",
        [
            {"day": 1, "action": "提醒承办人", "owner": "承办监察员", "level": "", "people": 0, "letter": ""},
            {"day": 2, "action": "提醒科（队）负责人", "owner": "监察大队负责人", "level": "", "people": 0, "letter": ""},
            {"day": 3, "action": "报领导小组办公室，草拟警示函", "owner": "领导小组办公室", "level": "red", "people": 0, "letter": "risk_warning_letter"},
            {"day": 3, "action": "涉及 30 人以上，同时报领导小组", "owner": "领导小组", "level": "red", "people": 30, "letter": ""},
            {
                "day": 5, "action": "发督办函，督办属地和主管部门", "owner": "领导小组办公室", "level": "red", "people": 0, "letter": "supervision_letter",
                "measure": "supervise", "against": "both",
            },
            {
                "day": 7, "action": "约谈责任单位和主管部门", "owner": "领导小组办公室", "level": "red", "people": 0, "letter": "interview_letter",
                "measure": "interview", "against": "both",
            },
            {
                "day": 15, "action": "在周调度通报中通报属地和主管部门", "owner": "领导小组办公室", "level": "red", "people": 0, "letter": "",
                "measure": "circular", "against": "both",
            },
            {
                "day": 15, "action": "提请挂牌督办、问责", "owner": "领导小组", "level": "red", "people": 0, "letter": "",
                "measure": "accountability", "against": "both",
            },
        ],
        "平台建议", "P",
        columns=(
            ("day", "第几日", int), ("people", "人数不少于", int), ("action", "动作", str), ("owner", "责任人", str), ("level", "升到的级别", LEVELS),
            ("letter", "草拟的文书", LETTERS), ("measure", "措施", MEASURES), ("against", "对谁", AGAINST),
        ),
    ),
)  # fmt: skip
ENGINE_POLICIES = (
    PolicyKey(
        exemptions.KEY, "豁免表：哪些规则在什么情形下不预警", list, "", exemptions.DEFAULT, "平台建议：停工、冬歇、节假日、春节前后和非封闭场地没有考勤不是异常", "P",
        columns=exemptions.COLUMNS, needed_for="每日预警扫描",
    ),
    PolicyKey("earlywarning.ack_hours", "红色预警首次响应的小时数", int, "小时", 24, "平台建议：红色 24 小时内首次响应", "P", least=1),
    PolicyKey("earlywarning.justify_days", "企业申辩的期限", int, "日", 3, "平台建议", "P", least=0, meaning="从预警产生之日起，当日不计入；逾期提交的照收并注明逾期。"),
    PolicyKey("earlywarning.ask_days", "工友核实答复的期限", int, "日", 3, "平台建议", "P", least=1),
    PolicyKey(
        "earlywarning.silence", "工友到期没有答复的，怎样看待", str, "", "unconfirmed", "平台建议：沉默不作为已收到工资的证明", "P",
        choices=(("unconfirmed", "视为没有得到证实"), ("agrees", "视为没有异议")),
    ),
    PolicyKey("earlywarning.look_back_days", "销号后多少日回头看", int, "日", 30, "平台建议：30 日后抽查", "P", least=1),
    PolicyKey("earlywarning.look_back_percent", "回头看抽查比例（红色全查）", int, "%", 20, "平台建议", "P", least=0, most=100),
    PolicyKey("earlywarning.levels", "采用的预警颜色", list, "", ["red", "yellow", "blue"], "平台建议：红、黄、蓝三级", "P", choices=LEVELS,
        needed_for="登记省级平台推送的预警",
    ),
    PolicyKey(
        "earlywarning.platform_rules", "省级监控预警平台红黄蓝的判定口径", str, "", "", "各省平台自定，没有公开文本的由租户向省平台索取", "A",
        meaning="写文件名和要点。外部预警按平台给的颜色登记，本平台不另行换算。", needed_for="解释省平台推送的预警颜色",
    ),
)  # fmt: skip


def letter_gaps(policies: PolicySet) -> list[str]:
    """The letters the ladder drafts that the tenant has not put in use: they would not be drafted, so it is asked for them."""
    drafted = {rung.get("letter") for rung in policies[LADDER].value or ()}
    in_use = policies[KINDS_IN_USE].value or ()
    return [word for code, word in LETTERS if code in drafted and code not in in_use]


def measure_words(measure: str | None, against: str | None) -> str:
    """“通报（属地政府和行业主管部门）”; empty for a rung that is a reminder."""
    word, whom = dict(MEASURES).get(measure or "", ""), dict(AGAINST).get(against or "", "")
    return f"{word}（{whom}）" if word and whom else word
