"""The portal's timetable: each entry is a kind of job that some room handles."""

from portal.jobs.schedules import Every

SCHEDULE: tuple = (
    Every("notices.deliver", "送出站内消息", 1),
)
