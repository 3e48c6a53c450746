"""What a change came from, in words: a page, a job, a command at the console."""

import functools

from django.core.management import get_commands, load_command_class

from portal.accounts import rights
from portal.audit.occasion import CONSOLE
from portal.jobs.handlers import labels
from portal.oversight.words import WORDS, room_of


def cause_in_words(cause: str) -> str:
    """The word of an entry's verb, else of a page's, a job's or a command's; what nobody named any more says its room alone."""
    if not cause:
        return ""
    if cause.startswith(CONSOLE):
        return _command(cause.removeprefix(CONSOLE))
    if cause in WORDS:
        return WORDS[cause]
    if cause in rights.declared():
        return rights.verb_of(cause).label
    return dict(labels()).get(cause) or room_of(cause)


@functools.cache
def _command(name: str) -> str:
    """命令行：建立演示数据（demo）. The help of a command begins with what it does."""
    app = get_commands().get(name)
    if app is None:
        return f"命令行：{name}"
    first = str(load_command_class(app, name).help).partition("。")[0].partition("：")[0].partition("（")[0].partition("，")[0]
    return f"命令行：{first}（{name}）"
