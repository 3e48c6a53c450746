"""Lock an instrument before it changes. Shared by the acts of this room."""

from portal.documents.models import Instrument
from portal.lib.errors import Refused


def locked_instrument(instrument: Instrument) -> Instrument:
    """The fresh row; row security hides from the lock what the actor may read and not write."""
    fresh = Instrument._base_manager.select_for_update(of=("self",)).select_related("organ").filter(pk=instrument.pk).first()
    if fresh is None:
        raise Refused("这份文书由其他辖区办理，您只能查看。", "not_yours")
    return fresh
