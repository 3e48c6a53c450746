"""Model fields for numbers that are stored encrypted.

``EncryptedField`` keeps the sealed bytes and opens them when the attribute is read; the value is a masked type of
``mask``. It is bound to the row's ``uid``, which the client makes before the insert. ``BlindIndexField`` beside it holds
the keyed hash by which the number is found: ``Worker.objects.filter(id_number_index="1403…")``.
"""

from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import FieldError, SuspiciousOperation, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from portal.lib import crypto
from portal.lib.errors import Refused
from portal.lib.mask import KINDS, Masked


class _Sealed(bytes):
    """Bytes that ``pre_save`` made; anything else on its way to the column is refused."""


class NumberField(forms.CharField):
    """A number to be stored encrypted; the stored one is never sent back to the browser."""

    def prepare_value(self, value: Any) -> Any:
        return "" if isinstance(value, Masked) else value

    def clean(self, value: Any) -> Any:
        if "*" in (value or ""):
            raise ValidationError("号码中不能有星号，请填写完整号码。", code="masked")
        return super().clean(value)


class _OpenOnRead(DeferredAttribute):
    """Holds sealed bytes or a masked value in the instance; reading gives the masked value."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        return self.field.open(instance, value) if isinstance(value, bytes) else value

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = self.field.clean_value(value)


class EncryptedField(models.BinaryField):
    """Sealed bytes in the database, a masked value in Python.

    ``kind`` is id_number, bank_card, phone or secret. Several rows at once are written by ``bulk_create`` or by
    ``crypto.encrypt_many``; ``update()`` and ``bulk_update()`` cannot know the rows and refuse.
    """

    descriptor_class = _OpenOnRead

    def __init__(self, *args: Any, kind: str = "id_number", **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"kind": self.kind}

    def check(self, **kwargs: Any) -> list:
        if any(field.name == "uid" for field in self.model._meta.fields):
            return super().check(**kwargs)
        return [checks.Error(f"{self.model.__name__} needs a uid field: encrypted values are bound to it", obj=self, id="portal.E001")]

    def clean_value(self, value: object) -> Masked | bytes | None:
        """What may be assigned: nothing, sealed bytes from the database, a masked value or a plain number."""
        if isinstance(value, bytes | memoryview):
            return bytes(value) or None
        if value is None or value == "":
            return None
        if type(value) is KINDS[self.kind]:
            return value
        return KINDS[self.kind](crypto.plain_of(self.kind, value))

    def open(self, instance: models.Model, sealed: bytes) -> Masked:
        """Decrypt the value of this row."""
        return KINDS[self.kind](crypto.unseal(sealed, self._place(instance)).decode())

    def _place(self, instance: models.Model) -> str:
        return crypto.place(self.model._meta.db_table, self.column, instance.uid)

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = instance.__dict__.get(self.attname)
        if isinstance(value, Masked):
            return _Sealed(crypto.seal(value.plain().encode(), self._place(instance)))
        if isinstance(value, str):
            raise SuspiciousOperation(f"{self.name}: the row comes out of a pickle, only the masked text is left")
        if add and value is not None:
            self.open(instance, value)  # a copy under another uid would never open again
        return None if value is None else _Sealed(value)

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None or isinstance(value, _Sealed):
            return value
        raise FieldError(f"{self.name}: encrypted values are written through their rows and found by their blind index")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(self.get_prep_value(value), connection, True)

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def to_python(self, value: Any) -> Masked | bytes | None:
        try:
            return self.clean_value(value)
        except Refused as refusal:
            raise ValidationError(refusal.reason, code=refusal.code) from None

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs: Any) -> forms.Field:
        # BinaryField itself has no form field
        return models.Field.formfield(self, **{"form_class": NumberField} | kwargs)


class BlindIndexField(models.BinaryField):
    """Keyed hash of the number in ``source``, kept in step with it; compared with a number, it hashes that first."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> bytes | None:
        field = instance._meta.get_field(self.source)
        value = instance.__dict__.get(field.attname)
        if isinstance(value, bytes):  # as it came from the database, so the index is already right
            return getattr(instance, self.attname)
        index = None if value is None else crypto.blind(field.kind, value)
        setattr(instance, self.attname, index)
        return index

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            value = crypto.blind(self.model._meta.get_field(self.source).kind, value)
        return super().get_prep_value(value)
