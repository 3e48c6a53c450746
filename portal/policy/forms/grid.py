"""A small table typed into a form: rows of a list, or names with values. Works without any script: three empty rows wait below."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

SPARE = 3
MOST = 200
# (name, label, int or str or the choices of the column)
Columns = Sequence[tuple[str, str, Any]]


class GridWidget(forms.Widget):
    template_name = "policy/_grid.html"
    is_wide = True
    use_fieldset = True

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self.columns = columns

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        rows = [*(value or []), *({} for _ in range(SPARE))]
        cells = [
            [
                {
                    "name": f"{name}-{at}-{column}",
                    "label": label,
                    "value": str(row.get(column, "")),
                    "choices": () if isinstance(kind, type) else kind,
                    "is_short": kind is int,
                }
                for column, label, kind in self.columns
            ]
            for at, row in enumerate(rows)
        ]
        context = super().get_context(name, None, attrs)
        return context | {"heads": [label for _, label, _ in self.columns], "rows": cells, "count": len(rows), "name": name}

    def value_from_datadict(self, data: Mapping, files: Any, name: str) -> list[dict[str, str]]:
        asked = str(data.get(f"{name}-rows", ""))
        count = min(int(asked) if asked.isdecimal() else 0, MOST)
        rows = [{column: str(data.get(f"{name}-{at}-{column}", "")).strip() for column, _, _ in self.columns} for at in range(count)]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Mapping, files: Any, name: str) -> bool:
        return f"{name}-rows" not in data


class GridField(forms.Field):
    """Gives a list of rows, or with ``is_table`` one dictionary of its two columns."""

    def __init__(self, *, columns: Columns, is_table: bool = False, **kwargs: Any) -> None:
        self.columns, self.is_table = columns, is_table
        super().__init__(widget=GridWidget(columns), **kwargs)

    def clean(self, value: list[dict[str, str]]) -> Any:
        if self.is_table:
            return self._as_table(value)
        return [{name: self._typed(label, kind, row[name], at) for name, label, kind in self.columns} for at, row in enumerate(value, 1)]

    def _as_table(self, rows: list[dict[str, str]]) -> dict[str, str]:
        if any(not row["name"] or not row["value"] for row in rows):
            raise ValidationError("每一行的名称和取值都要选。", code="half")
        if len({row["name"] for row in rows}) != len(rows):
            raise ValidationError("同一个名称写了两行。", code="twice")
        return {row["name"]: row["value"] for row in rows}

    @staticmethod
    def _typed(label: str, kind: Any, text: str, at: int) -> Any:
        if not isinstance(kind, type) and text not in dict(kind) and text:
            raise ValidationError(f"第 {at} 行“{label}”没有“{text}”这一项。", code="choice")
        if kind is not int:
            return text
        if not text.removeprefix("-").isdecimal():
            raise ValidationError(f"第 {at} 行“{label}”应为整数。", code="row")
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        return [{"name": name, "value": item} for name, item in value.items()] if isinstance(value, dict) else value
