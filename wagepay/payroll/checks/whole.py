"""The sheet as a whole: its heading, its sums, its head-count."""

from portal.lib.sheets import values
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.table import SumKind, SumRow, is_blank
from wagepay.payroll.heading import Said, same_name
from wagepay.payroll.reading import Reading, plain_days, typed, yuan


def check_heading(reading: Reading) -> None:
    """The right month, project and firm, in yuan."""
    heading, facts, sheet = reading.heading, reading.facts, reading.table.sheet
    if heading.month is not None and heading.month != facts.first_day:
        words = {"found": month_text(heading.month), "expected": month_text(facts.first_day)}
        reading.findings.add("month_differs", sheet, *heading.month_at, **words)
    for code, said, names in (("project_differs", heading.project, facts.project_names), ("employer_differs", heading.employer, facts.employer_names)):
        if said is not None and names and not any(same_name(said.text, name) for name in names):
            flag_said(reading, code, said, found=said.text[:40], expected=names[0])
    if heading.unit is not None and heading.unit.text == "万元":
        flag_said(reading, "unit_ten_thousand", heading.unit)


def flag_said(reading: Reading, code: str, said: Said, **words: object) -> None:
    reading.findings.add(code, reading.table.sheet, said.row, said.column, **words)


def month_text(month: object) -> str:
    return f"{month:%Y}年{month.month}月"


def check_sums(reading: Reading) -> None:
    """Every subtotal and total against the rows it stands for, to the fen."""
    start = 0
    for line in reading.table.sums:
        for field in reading.table.form.figures:
            if reading.has(field):
                check_sum(reading, line, field, start)
        if line.records_above:
            start = line.records_above


def check_sum(reading: Reading, line: SumRow, field: str, start: int) -> None:
    """One cell of a sum row. A total that people put per team is right when it fits its section, an overall one when it fits everything."""
    column = reading.table.mapping[field]
    stated = stated_sum(reading, line, field, column)
    everything = (0, line.records_above or len(reading.table.records))
    section = (start, line.records_above)
    spans = [everything, section] if line.kind == SumKind.GRAND else [section, everything]
    sums = [sum(reading.stated(field)[slice(*span)]) for span in spans]
    if stated is None or stated in sums or reading.is_faulty(field, *everything):
        return
    difference, unit, text = stated - sums[0], "天" if field == "days" else "元", plain_days if field == "days" else yuan
    reading.findings.add(
        "total_mismatch",
        reading.table.sheet,
        line.row,
        column,
        row=f"“{line.label[:12]}”行",
        label=reading.table.form.by_name[field].label,
        direction="少" if difference < 0 else "多",
        difference=text(abs(difference)),
        unit=unit,
        sum=text(sums[0]) if sums[0] >= 0 else f"负 {text(abs(sums[0]))}",
        suggestion=typed(sums[0]),
    )


def stated_sum(reading: Reading, line: SumRow, field: str, column: int) -> int | None:
    """The figure in the sum row; words, blanks and formulas without a result state nothing."""
    cell = reading.table.sheet.cell(line.row, column)
    if is_blank(cell):
        return None
    try:
        return values.hundredths(cell) if field == "days" else values.fen(cell)
    except CellFault:
        return None


def check_count(reading: Reading) -> None:
    """The head-count that the sheet states, and the last running number, against the rows."""
    count = len(reading.table.records)
    stated = reading.table.head_count()
    if stated is not None and stated[1] != count:
        reading.findings.add("head_count", reading.table.sheet, stated[0], 0, stated=stated[1], count=count)
    serials = [serial for serial in reading.columns["serial"] if serial is not None]
    if len(serials) == count and serials.count(1) == 1 and max(serials) != count:
        reading.flag("serial_gap", reading.columns["serial"].index(max(serials)), "serial", last=max(serials), count=count)
