"""The portal's timetable: each entry is a kind of job that some room handles."""

import datetime as dt

from portal.jobs.schedules import Daily, Every

SCHEDULE: tuple = (
    Every("notices.deliver", "送出站内消息", 1),
    Every("api.forget_calls", "接口调用记录清理", 60),
    Every("documents.expire_exports", "下载到期清理", 10),
    Daily("accounts.deputies", "代理到期通知", dt.time(0, 25)),
    Every("notices.send", "发出邮件和短信", 1),
    Every("notices.digest", "每日晨报", 10),
    Daily("documents.overdue", "文书回复到期", dt.time(0, 20)),
    Daily("documents.sweep_files", "文件清理：残稿、无主内容、缺失内容", dt.time(3, 10)),
    Every("documents.scan_waiting", "补扫未扫描的文件", 15),
    Every("projects.lamps", "制度灯重新核对", 5),
    Daily("wagepay.months", "建立月份分区", dt.time(0, 10)),
    Daily("wagepay.due_days", "发薪日重算", dt.time(0, 15)),
    Daily("wagepay.anomalies", "考勤异常核对", dt.time(0, 50)),
    Daily("wagepay.forget_own", "工友验证码清理", dt.time(3, 20)),
    Daily("accounts.nightly", "停用长期不登录的账号、清除旧文件", dt.time(0, 40)),
    Daily("earlywarning.clear", "三日清零：冻结昨日台账、逾期升级", dt.time(0, 30)),
    Every("earlywarning.urgent", "童工即时预警", 5),
    Every("earlywarning.hours", "按小时清零、红色未响应、回头看到期", 10),
    Daily("earlywarning.scan", "每日预警扫描", dt.time(1, 0)),
    Daily("earlywarning.forecast", "节前预测和节后核对", dt.time(1, 30)),
    Daily("cases.remind", "线索受理与案件时限提醒", dt.time(7, 30)),
    Daily("operations.invariants", "数据完整性核对", dt.time(2, 30)),
    Every("oversight.seal", "操作记录封存", 1),
    Daily("oversight.verify", "操作记录核验", dt.time(2, 0)),
    Daily("operations.tidy", "任务记录清理", dt.time(3, 30)),
)
