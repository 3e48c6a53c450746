"""Every table of moves of the portal, found through its models."""

from django.apps import apps

from portal.workflow.door import Move


def tables() -> dict[str, tuple[type, tuple[Move, ...]]]:
    """By label: the model and its moves."""
    return {model._meta.label: (model, model.moves) for model in apps.get_models() if isinstance(getattr(model, "moves", None), tuple)}
