"""The life of a lead and of a case's procedure. The money of a case has no moves: it is told by its ledger."""

from portal.workflow.door import Move

LEAD_MOVES = (
    Move("accept", "受理", ("received",), "accepted", "cases.accept", "监察条例实施规定18：5 个工作日内受理", "D15"),
    Move("reject", "不予受理", ("received",), "rejected", "cases.accept", "监察条例实施规定18：书面告知理由", "D15"),
    Move("transfer", "转送", ("received",), "transferred", "cases.accept", "条例10：首问负责，转送并告知"),
    Move("answer", "答复反映人", ("accepted",), "answered", "cases.work", "条例10：处理结果告知"),
)

CASE_MOVES = (
    Move("file", "立案", ("open",), "open", "cases.work", "监察条例实施规定18：受理之日立案"),
    Move("close", "办结", ("open",), "closed", "cases.close", "监察条例18", "D18a"),
    Move("close_unfounded", "同意按“不属实”办结", ("open",), "closed", "cases.confirm_unfounded", "须另一人复核"),
    Move("reopen", "重新办理", ("closed",), "open", "cases.close"),
)
