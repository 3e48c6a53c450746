"""Which registered unit a typed addressee is."""

from portal.tenancy.models import Organisation


def unit_named(text: str, known: Organisation | None = None) -> Organisation | None:
    """The unit of exactly this name: the one already known, else the only one registered under it.

    A name nobody or several bear leaves the letter without a unit on the portal: it is then served on paper, never to a
    wrong receiver.
    """
    if known is not None and text == known.name:
        return known
    found = list(Organisation.objects.filter(name=text)[:2])
    return found[0] if len(found) == 1 else None
