"""What the workers concerned say: who was asked about a warning, what they answered on their own pages, and what silence counts as."""

import datetime as dt
from dataclasses import dataclass

from earlywarning.models import EarlyWarning, WorkerQuestion
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from wagepay.enums import AnswerAbout
from wagepay.models import MonthAnswer

SILENCE = "earlywarning.silence"
UNCONFIRMED, AGREES = "unconfirmed", "agrees"


@dataclass(frozen=True)
class Words:
    """How many were asked; of them confirmed, denied, still have time, and stayed silent."""

    asked: int = 0
    confirmed: int = 0
    denied: int = 0
    waiting: int = 0
    silent: int = 0
    silence_agrees: bool = False

    @property
    def silence(self) -> str:
        """What the tenant's policy makes of silence, in words."""
        return "到期没有答复的，视为没有异议" if self.silence_agrees else "到期没有答复的，视为没有得到证实"

    @property
    def is_confirmed(self) -> bool:
        """Nobody denies, nobody's time is running, and somebody's word (or, where policy says so, silence) stands for it."""
        return self.asked > 0 and not self.denied and not self.waiting and (self.silence_agrees or not self.silent)


def words_of(warning: EarlyWarning, actor: Actor, on: dt.date) -> Words:
    """Of each person asked his last word on the month since he was asked; a word of before the question does not answer it."""
    questions = list(WorkerQuestion.objects.visible_to(actor).filter(warning=warning))
    if not questions:
        return Words()
    answers = MonthAnswer.objects.visible_to(actor).filter(project=warning.project_id, about=AnswerAbout.PAID, person__in=[bytes(q.person) for q in questions])
    last: dict[tuple[bytes, dt.date], MonthAnswer] = {(bytes(a.person), a.month): a for a in answers.order_by("at", "pk")}
    confirmed = denied = waiting = silent = 0
    for question in questions:
        answer = last.get((bytes(question.person), question.month))
        if answer is None or answer.at < question.asked_at:
            waiting, silent = (waiting, silent + 1) if question.is_silent(on) else (waiting + 1, silent)
        elif answer.agrees:
            confirmed += 1
        else:
            denied += 1
    agrees = policy(warning.region_id, SILENCE, on=on).value == AGREES
    return Words(len(questions), confirmed, denied, waiting, silent, agrees)
