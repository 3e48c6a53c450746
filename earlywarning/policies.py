"""The figures of the three-day clearance that a tenant sets."""

from portal.tenancy.policies import PolicyKey

CLEARANCE_POLICIES = (
    PolicyKey("clearance.days_red", "红色预警清零天数", int, "日", 3, "平台建议；山西 295 号令：一般案件 3 日内核实并清偿到位", "P"),
    PolicyKey("clearance.days_yellow", "黄色预警清零天数", int, "日", 5, "平台建议", "P"),
    PolicyKey("clearance.days_blue", "蓝色预警清零天数", int, "日", 10, "平台建议", "P"),
    PolicyKey("clearance.days_lead", "线索清零天数", int, "日", 3, "平台建议；山西 295 号令：一般案件 3 日内核实并清偿到位", "P"),
    PolicyKey("clearance.calendar", "清零天数按自然日还是工作日", str, "natural 或 working", "natural", "平台建议", "P"),
    PolicyKey(
        "clearance.ladder",
        "逾期升级阶梯",
        list,
        "第几日、动作、责任人、升到的级别",
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
    ),
)
