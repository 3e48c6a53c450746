"""The figures of the three-day clearance that a tenant sets."""

from portal.lib.start_moments import LABELS, StartMoment
from portal.tenancy.policies import PolicyKey
from portal.tenancy.policy_keys import idle

LEVELS = (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))

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
        "clearance.ladder",
        "逾期升级阶梯",
        list,
        "",
        [
            {"day": 1, "action": "提醒承办人", "owner": "承办监察员", "level": ""},
            {"day": 2, "action": "提醒科（队）负责人", "owner": "监察大队负责人", "level": ""},
            {"day": 3, "action": "报领导小组办公室，起草督办函", "owner": "领导小组办公室", "level": "red"},
            {"day": 5, "action": "发督办函", "owner": "领导小组办公室", "level": "red"},
            {"day": 7, "action": "约谈责任单位", "owner": "领导小组办公室", "level": "red"},
            {"day": 15, "action": "提请挂牌督办、通报、问责", "owner": "领导小组", "level": "red"},
        ],
        "平台建议",
        "P",
        columns=(("day", "第几日", int), ("action", "动作", str), ("owner", "责任人", str), ("level", "升到的级别", LEVELS)),
    ),
)  # fmt: skip
WARNING_POLICIES = idle(
    "登记省级平台推送的预警",
    PolicyKey("earlywarning.levels", "采用的预警颜色", list, "", ["red", "yellow", "blue"], "平台建议：红、黄、蓝三级", "P", choices=LEVELS),
    PolicyKey(
        "earlywarning.platform_rules", "省级监控预警平台红黄蓝的判定口径", str, "", "", "各省平台自定，没有公开文本的由租户向省平台索取", "A",
        meaning="写文件名和要点。外部预警按平台给的颜色登记，本平台不另行换算。", needed_for="解释省平台推送的预警颜色",
    ),
)  # fmt: skip
