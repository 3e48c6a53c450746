"""The models as they stand between two migrations, grown by what is new instead of rendered anew with all their relatives.

Django renders a model again after each step, and with it whatever is related to it. Here everything hangs on the regions: on an
empty database that was forty thousand classes for two hundred tables, nearly the whole time of a first start. What a step only
adds (a model, a column, an index, a constraint) is added to the class that stands already; whatever changes or removes goes
Django's way. The statements are the same: `tests/operations/test_growing.py` compares them.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Field


class GrowingState(ProjectState):
    """A state whose rendered models are added to."""

    is_still = False

    def clone(self) -> "GrowingState":
        copy = super().clone()
        copy.__class__ = GrowingState
        return copy

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if not self.is_still:
            super().reload_model(app_label, model_name, delay)

    def add_model(self, model_state: ModelState) -> None:
        """Nobody refers to it yet, so that nobody has to be rendered anew for it."""
        if not self._is_rendered() or model_state.name_lower in self.apps.all_models[model_state.app_label]:
            return super().add_model(model_state)
        with self._still():
            super().add_model(model_state)
        self.apps.render_multiple([model_state])

    def add_field(self, app_label: str, model_name: str, name: str, field: Field, preserve_default: bool) -> None:
        if not self._is_rendered() or field.many_to_many or field.primary_key:
            return super().add_field(app_label, model_name, name, field, preserve_default)
        with self._still():
            super().add_field(app_label, model_name, name, field, preserve_default)
        self.models[app_label, model_name].fields[name].clone().contribute_to_class(self.apps.get_model(app_label, model_name), name)
        self.apps.clear_cache()

    def _append_option(self, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
        """Indexes and constraints."""
        with self._still():
            super()._append_option(app_label, model_name, option_name, obj)
        if self._is_rendered():
            meta = self.apps.get_model(app_label, model_name)._meta
            setattr(meta, option_name, [*getattr(meta, option_name), obj.clone()])
            meta._expire_cache()

    def _is_rendered(self) -> bool:
        return "apps" in vars(self)

    @contextlib.contextmanager
    def _still(self) -> Iterator[None]:
        self.is_still = True
        try:
            yield
        finally:
            self.is_still = False


class GrowingExecutor(MigrationExecutor):
    """Django's executor with such a state."""

    def _migrate_all_forwards(self, state: ProjectState, *arguments: Any, **options: Any) -> ProjectState:
        """Rendered from its own beginning: models rendered for another state would look for their relatives there."""
        return super()._migrate_all_forwards(GrowingState(state.models, state.real_apps), *arguments, **options)
