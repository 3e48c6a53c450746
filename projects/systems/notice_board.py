"""维权信息公示: boards at the places of the site, saying what holds now (条例 第三十四条)."""

from projects.systems.evidence import Evidence
from projects.systems.lamps import HALF, OFF, OK, UNKNOWN, Lamp, Missing, SystemRow


def row(evidence: Evidence) -> SystemRow:
    return SystemRow("notice_board", "维权信息公示", "第三十四条", established(evidence), operating(evidence))


def established(evidence: Evidence) -> Lamp:
    boards = evidence.boards
    if not boards:
        return Lamp(OFF, "没有登记告示牌", missing=(Missing("在施工现场醒目位置设维权信息告示牌", "施工总承包单位"),))
    places = "、".join(board.place for board in boards)
    return Lamp(OK, f"{places}共 {len(boards)} 块", max(board.posted_on for board in boards))


def operating(evidence: Evidence) -> Lamp:
    boards, changed_on = evidence.boards, evidence.project.board_facts_changed_on
    if not boards:
        return Lamp(UNKNOWN, "还没有告示牌", words="未建立")
    newest = max(board.posted_on for board in boards)
    stale = [board for board in boards if changed_on and board.posted_on < changed_on]
    if not stale:
        return Lamp(OK, "内容与平台一致", newest)
    places = "、".join(board.place for board in stale)
    missing = (Missing(f"按平台新内容更换{places}的告示牌", "施工总承包单位"),)
    return Lamp(OFF if len(stale) == len(boards) else HALF, f"{places}的牌没有随 {changed_on} 的变动更新", newest, missing)
