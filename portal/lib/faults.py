"""A fault of the program in words for people. What is kept of a fault is its kind alone (``lib.logs.kind_of``), never its text."""

import re

# End of the kind's name -> what it means for who waits. The first that fits is said.
WORDS = (
    ("TrailUnavailable", "操作记录写不进去，这一步没有办"),
    ("IntegrityError", "和已有的数据冲突"),
    ("LockNotAvailable", "别处正在改同一批数据，等得太久"),
    ("QueryCanceled", "数据库办得太久，被中止"),
    ("OperationalError", "数据库暂时连不上"),
    ("InterfaceError", "数据库连接断开"),
    ("DatabaseError", "数据库没有办成"),
    ("DataError", "数据库不收这个值"),
    ("MemoryError", "内存不够"),
    ("TimeoutError", "等得太久，没有回音"),
    ("TimeLimitExceeded", "办得太久，被中止"),
    ("SMTPException", "邮件服务器没有收"),
    ("ConnectionError", "对方连不上"),
    ("ConnectionRefusedError", "对方连不上"),
    ("ConnectionResetError", "对方断开连接"),
    ("URLError", "对方连不上"),
    ("FileNotFoundError", "要用的文件不在"),
    ("PermissionError", "没有读写文件的权限"),
    ("OSError", "文件或磁盘读写不成"),
)
OTHER = "程序出错，已记入日志"
_KIND = re.compile(r"[A-Za-z_][\w.]*")


def in_words(error: str) -> str:
    """What a page shows: a reason in words stays as it is, a kind of fault becomes words."""
    if not _KIND.fullmatch(error):
        return error
    return next((words for end, words in WORDS if error.endswith(end)), OTHER)
