"""Keep many scanned contracts at once: each is matched to its person by the number or the name in the file's name."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.lib.text import compact
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import PersonPaperKind
from wagepay.models import Engagement, PersonPaper
from wagepay.queries.people import Blinder

FILE_KINDS = {PersonPaperKind.CONTRACT: "contract_scan", PersonPaperKind.TRAINING: "training_proof"}
MOST_FILES = 50
_NUMBER = re.compile(r"\d{17}[\dXx]")
_WORD = re.compile(r"[\u4e00-\u9fff·]{2,}")


@dataclass
class Kept:
    """Files that found their person, and those that did not with the reason; these are not stored."""

    papers: list[PersonPaper] = field(default_factory=list)
    unmatched: list[tuple[str, str]] = field(default_factory=list)


def keep_person_papers(*, actor: Actor, project: Project, kind: str, uploads: Sequence[BinaryIO], at: dt.datetime) -> Kept:
    """``李四 1403….pdf``, ``1403….jpg`` or ``李四.jpg`` where only one person of the site bears the name."""
    require(actor, "wagepay.roster")
    if len(uploads) > MOST_FILES:
        raise Refused(f"一次最多 {MOST_FILES} 个文件，请分几次上传。", "too_many")
    people = list(Engagement.objects.writable_by(actor).filter(project=project))
    kept, find = Kept(), Finder(people)
    with transaction.atomic():
        for upload in uploads:
            name = PurePath(upload.name.replace("\\", "/")).name
            person, reason = find(name)
            if person is None:
                kept.unmatched.append((name, reason))
            else:
                kept.papers.append(keep_person_paper(actor=actor, person=person, kind=kind, upload=upload, name=name, at=at))
        detail = {"kind": PersonPaperKind(kind).label, "people": len(kept.papers), "unmatched": len(kept.unmatched)}
        record(actor, "wagepay.keep_person_papers", project, detail=detail)
    return kept


def keep_person_paper(*, actor: Actor, person: Engagement, kind: str, upload: BinaryIO, name: str, at: dt.datetime) -> PersonPaper:
    """One paper of one person."""
    require(actor, "wagepay.roster")
    if not Engagement.objects.writable_by(actor).filter(pk=person.pk).exists():
        raise Refused("这个人不归您登记。", "not_yours")
    # Numbers in a file's name are nobody's business later on: it is kept under the kind's own name.
    ending = PurePath(name).suffix.lower()
    stored = receive_file(actor=actor, upload=upload, name=f"{PersonPaperKind(kind).label}{ending}", kind=FILE_KINDS[kind], region_id=person.region_id, at=at)
    paper = PersonPaper(region_id=person.region_id, project_id=person.project_id, engagement=person, kind=kind, file=stored, kept_by=actor.name, kept_at=at)
    paper.save(force_insert=True)
    return paper


class Finder:
    """Persons of a site by the words of a file's name."""

    def __init__(self, people: Iterable[Engagement]) -> None:
        self.blind = Blinder()
        self.by_person: dict[bytes, list[Engagement]] = {}
        self.by_name: dict[str, list[Engagement]] = {}
        for person in people:
            self.by_person.setdefault(bytes(person.id_index), []).append(person)
            self.by_name.setdefault(person.name, []).append(person)

    def __call__(self, name: str) -> tuple[Engagement | None, str]:
        """The person, or why there is none."""
        text = compact(name)
        if number := _NUMBER.search(text):
            found = self.by_person.get(self.blind(number[0].upper()), [])
            return (found[-1], "") if found else (None, "文件名里的身份证号不在花名册上。")
        named = [people for word in _WORD.findall(PurePath(text).stem) for known, people in self.by_name.items() if known in word]
        if len(named) == 1 and len(named[0]) == 1:
            return named[0][0], ""
        return None, "文件名里的姓名有几个人同名，请在文件名里写上身份证号。" if named else "文件名里没有花名册上的姓名或身份证号。"
