"""Fields of people who write on a phone, in a hurry, without a table of codes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.lib import identity, money
from portal.lib.errors import Refused
from portal.lib.text import tidy

PICTURES = (".jpg", ".jpeg", ".png")
MOST_MONEY = Decimal("99999999.99")


class RoughMoneyField(forms.CharField):
    """An amount as it is said: 9360, 9,360元, 1.2万."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num n"}))
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = money.parse(text)
        except Refused:
            raise ValidationError("看不懂这个金额，请只填数字，例如 9360。", code="amount") from None
        if not Decimal("0") < amount <= MOST_MONEY:
            raise ValidationError("金额要大于 0 元、小于 1 亿元，请再看看；说不清可以不填。", code="amount")
        return amount


class IdNumberField(forms.CharField):
    """A resident identity number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "class": "num"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        found = identity.check(text)
        if not found.ok:
            raise ValidationError(found.reason, code="id_number")
        return found.number


class NameField(forms.CharField):
    """A person's name on one line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class PicturesInput(forms.FileInput):
    """Several pictures from one control."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """At most ``most`` pictures of at most ``max_bytes`` each; what is inside is checked later, by content."""

    def __init__(self, *, most: int = 6, max_bytes: int = 12 * 1024 * 1024, **kwargs: Any) -> None:
        self.most, self.max_bytes = most, max_bytes
        kwargs.setdefault("widget", PicturesInput(attrs={"accept": "image/jpeg,image/png"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list:
        given = [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]
        if len(given) > self.most:
            raise ValidationError(f"一次最多 {self.most} 张，多的可以提交后再补。", code="too_many")
        return [self._one(file) for file in given]

    def _one(self, file: Any) -> Any:
        found = super().clean(file, None)
        if not found.name.lower().endswith(PICTURES):
            raise ValidationError("只收照片（jpg、png），请换成照片或截图。", code="kind")
        if found.size > self.max_bytes:
            raise ValidationError(f"有张照片太大，每张不超过 {self.max_bytes // 1024**2} MB，请截图后再传。", code="size")
        return found
