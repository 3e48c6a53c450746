"""The life of a warning."""

from portal.workflow.door import Move

VERIFY = Move("verify", "核实", ("open",), "verified", "earlywarning.verify", "条例38")
DISPOSE = Move("dispose", "登记处置", ("open", "verified", "disposing"), "disposing", "earlywarning.dispose", "条例38、39")
CLEAR = Move("clear", "销号", ("verified", "disposing"), "cleared", "earlywarning.clear", "三日清零：凭佐证销号")
PROPOSE = Move("propose_false_alarm", "提出误报", ("open", "verified", "disposing"), "false_alarm_proposed", "earlywarning.verify")
CONFIRM = Move("confirm_false_alarm", "确认误报", ("false_alarm_proposed",), "false_alarm", "earlywarning.confirm_false_alarm")
REJECT = Move("reject_false_alarm", "不是误报", ("false_alarm_proposed",), "verified", "earlywarning.confirm_false_alarm")
REOPEN = Move("reopen", "重新打开", ("cleared", "false_alarm"), "open", "earlywarning.reopen")
END_DUTY = Move("end_duty", "了结督办", ("open", "verified", "disposing"), "cleared", "earlywarning.decide_duty")

WARNING_MOVES = (VERIFY, DISPOSE, CLEAR, PROPOSE, CONFIRM, REJECT, REOPEN, END_DUTY)
