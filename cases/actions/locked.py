"""Lock a case or one of its lines before it changes, so that of two officers one sees what the other wrote."""

from cases.models import Case, CaseWorkerLine
from portal.lib.errors import Refused


def locked_case(case: Case) -> Case:
    """The fresh row; row security hides from the lock what the actor may read and not write."""
    fresh = Case._base_manager.select_for_update(of=("self",)).select_related("region", "proposed_by", "project").filter(pk=case.pk).first()
    if fresh is None:
        raise Refused("这个案件由其他辖区办理，您只能查看。", "not_yours")
    return fresh


def locked_line(line: CaseWorkerLine) -> CaseWorkerLine:
    """The fresh line; its case is locked first, because settling the case reads all its lines."""
    case = locked_case(line.case)
    fresh = CaseWorkerLine._base_manager.select_for_update(of=("self",)).select_related("region").get(pk=line.pk)
    fresh.case = case
    return fresh
