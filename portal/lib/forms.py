"""Form fields that take what people really type: full-width digits, thousands commas, spaces."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.lib import phone
from portal.lib.text import compact, sentence, tidy

MAX_MONEY = Decimal("99999999999999.99")


class MoneyField(forms.DecimalField):
    """An amount in 元 to the fen; commas and full-width digits are understood, a third decimal is refused, not rounded."""

    default_error_messages = {
        "invalid": "请填金额，例如 1,046,320 或 1046320.50。",
        "max_decimal_places": "金额最多两位小数（到分）。",
    }
    widget = forms.TextInput

    def __init__(self, *, min_value: Decimal | None = Decimal("0"), max_value: Decimal | None = MAX_MONEY, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, max_digits=16, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = compact(value).replace(",", "").replace("¥", "").removesuffix("元").replace("−", "-")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "class": "num n", "data-money": True}


class DateField(forms.DateField):
    """A day by the browser's own calendar; ``2026-1-5``, ``2026/1/5``, ``20260105`` and ``2026年1月5日`` typed by hand work too."""

    default_error_messages = {"invalid": "请填日期，例如 2026-01-15。"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "num"}))
        super().__init__(input_formats=("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"), **kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        return super().to_python(compact(value) if isinstance(value, str) else value)


class MonthField(forms.Field):
    """A wage month, kept as its first day."""

    default_error_messages = {"invalid": "请填月份，例如 2025-12。"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "month", "class": "num", "placeholder": "2025-12"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value.replace(day=1)
        text = compact(value).replace("年", "-").replace("/", "-").removesuffix("月")
        try:
            return dt.date.fromisoformat(f"{text[:4]}-{int(text[5:] or 0):02d}-01")
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m") if isinstance(value, dt.date) else value


class MobileField(forms.CharField):
    """A mobile number; an empty one is allowed unless required."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "num"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        found = phone.check(text)
        if not found.ok:
            raise ValidationError(found.reason, code="phone")
        return found.number


class PlainCharField(forms.CharField):
    """One line of text: full-width letters and digits made plain, spaces and invisible signs tidied."""

    def to_python(self, value: Any) -> str:
        return super().to_python(tidy(value) if isinstance(value, str) else value)


class SentenceField(forms.CharField):
    """A reason, the title of a paper: the same, with its Chinese punctuation."""

    def to_python(self, value: Any) -> str:
        return super().to_python(sentence(value) if isinstance(value, str) else value)


class CodeField(forms.CharField):
    """A code, number or phone: no spaces, no invisible signs, no full-width digits."""

    def to_python(self, value: Any) -> str:
        return super().to_python(compact(value) if isinstance(value, str) else value)


class UploadField(forms.FileField):
    """One file of the named kinds and at most ``max_bytes``; what is inside is checked later, by content."""

    default_error_messages = {
        "kind": "不收“%(name)s”这种文件，请上传 %(kinds)s。",
        "size": "文件 %(size)s MB，超过上限 %(limit)s MB。请拆成几个文件再传。",
        "empty": "文件是空的，请重新选择。",
    }

    def __init__(self, *, kinds: tuple[str, ...], max_bytes: int = 30 * 1024 * 1024, **kwargs: Any) -> None:
        self.kinds, self.max_bytes = kinds, max_bytes
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(kinds)}))
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is None:
            return None
        if not upload.name.lower().endswith(self.kinds):
            raise ValidationError(self.error_messages["kind"], code="kind", params={"name": upload.name, "kinds": "、".join(self.kinds)})
        if upload.size > self.max_bytes:
            sizes = {"size": -(-upload.size // 1024**2), "limit": self.max_bytes // 1024**2}
            raise ValidationError(self.error_messages["size"], code="size", params=sizes)
        return upload


class ReasonForm(forms.Form):
    """The confirmation of an act that cannot be undone: why, in words that another person understands."""

    reason = forms.CharField(label="理由", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="写清依据，写入处置台账。")
