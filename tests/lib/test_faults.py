"""A fault is told in words; a reason in words stays as it is."""

import pytest
from django.db import IntegrityError, OperationalError

from portal.lib.faults import OTHER, in_words
from portal.lib.logs import kind_of


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (IntegrityError(), "和已有的数据冲突"),
        (OperationalError(), "数据库暂时连不上"),
        (MemoryError(), "内存不够"),
        (FileNotFoundError(), "要用的文件不在"),
        (ConnectionResetError(), "对方断开连接"),
        (BrokenPipeError(), OTHER),
        (ValueError("张三"), OTHER),
    ],
)
def test_the_kind_that_is_kept_becomes_words(fault, words):
    assert in_words(kind_of(fault)) == words


@pytest.mark.parametrize("reason", ["", "第 3 行的身份证号不对。", "执行进程中断", "已按要求取消"])
def test_a_reason_in_words_stays(reason):
    assert in_words(reason) == reason
