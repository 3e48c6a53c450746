"""维权信息公示: boards at the places of the site, photographed, saying what holds now (条例 第三十四条)."""

from projects.board.content import Content, content_of
from projects.models import RightsNoticeBoard, Seen
from projects.systems.evidence import Evidence
from projects.systems.keys import BOARD_PLACES
from projects.systems.lamps import GENERAL_CONTRACTOR, HALF, OFF, OK, UNKNOWN, Lamp, Missing
from projects.systems.mechanism import BUILT, RUNS, Element, Item

NONE_YET = Lamp(UNKNOWN, "还没有告示牌", words="未建立")
ANYWHERE = "施工现场醒目位置"


def places(evidence: Evidence) -> Lamp:
    """A board at every place the tenant names, or at any where it names none."""
    boards, lacking = evidence.boards, lacking_places(evidence)
    missing = tuple(_put_up(place, f"在{place}设维权信息告示牌") for place in lacking)
    newest = max((board.posted_on for board in boards), default=None)
    if not lacking:
        return Lamp(OK, f"{'、'.join(board.place for board in boards)}共 {len(boards)} 块", newest)
    if not boards:
        return Lamp(OFF, "没有登记告示牌", missing=missing)
    return Lamp(HALF, f"{'、'.join(lacking)}没有告示牌", newest, missing)


def lacking_places(evidence: Evidence) -> list[str]:
    """Where a board ought to hang and none does."""
    wanted, hanging = evidence.policies[BOARD_PLACES].value, {board.place for board in evidence.boards}
    if not wanted:
        return [] if hanging else [ANYWHERE]
    return [place for place in wanted if place not in hanging]


def _put_up(place: str, text: str) -> Missing:
    return Missing(text, GENERAL_CONTRACTOR, act="put_up_board", target=place)


def current(evidence: Evidence) -> Lamp:
    """What the boards say is what holds: a changed fact makes them stale."""
    boards = evidence.boards
    if not boards:
        return NONE_YET
    content = content_of(evidence) if any(board.shown for board in boards) else None
    changes = {board.place: stale_facts(board, evidence, content) for board in boards}
    stale = [place for place, facts in changes.items() if facts]
    newest = max(board.posted_on for board in boards)
    if not stale:
        return Lamp(OK, "内容与平台一致", newest)
    what = "、".join(dict.fromkeys(fact for place in stale for fact in changes[place]))
    missing = tuple(_put_up(place, f"按平台新内容更换{place}的告示牌") for place in stale)
    return Lamp(OFF if len(stale) == len(boards) else HALF, f"{'、'.join(stale)}的牌没有更新：{what}", newest, missing)


def stale_facts(board: RightsNoticeBoard, evidence: Evidence, content: Content | None) -> list[str]:
    """Which facts on this board hold no more; of a board from before its content was kept only the day is known."""
    if board.seen == Seen.EARLIER:
        return ["照片上是以前的一版"]
    if board.shown and content is not None:
        return content.changed_since(board.shown)
    changed_on = evidence.project.board_facts_changed_on
    return [f"{changed_on} 的变动"] if changed_on and board.posted_on < changed_on else []


def photographed(evidence: Evidence) -> Lamp:
    """Each board has a dated photograph on which its own code was read."""
    if not evidence.boards:
        return NONE_YET
    bare = [board.place for board in evidence.boards if board.seen == Seen.NO_PHOTO]
    unread = [board.place for board in evidence.boards if board.seen in (Seen.UNREAD, Seen.OTHER, Seen.EARLIER)]
    newest = max((board.photographed_on for board in evidence.boards if board.photographed_on), default=None)
    if not bare and not unread:
        return Lamp(OK, "照片上的二维码均已读出", newest)
    missing = [_put_up(place, f"补传{place}告示牌的照片") for place in bare]
    missing += [_put_up(place, f"重拍{place}告示牌，拍清二维码") for place in unread]
    said = [f"{'、'.join(bare)}没有照片"] if bare else []
    said += [f"{'、'.join(unread)}的照片没有读出本版二维码"] if unread else []
    return Lamp(HALF, "，".join(said), newest, tuple(missing))


PLACES = Element("board_places", "醒目位置设告示牌", "条例第三十四条", BUILT, places)
CURRENT = Element("board_current", "告示牌内容与平台一致", "条例第三十四条", RUNS, current)
PHOTOGRAPHED = Element("board_photo", "告示牌照片", "条例第三十四条", RUNS, photographed)
ELEMENTS = (PLACES, CURRENT, PHOTOGRAPHED)
SYSTEM = Item("notice_board", "维权信息公示", "第三十四条", ELEMENTS)
