"""Which verbs a machine may be given at all; each room names its own in ``AppConfig.ready``."""

_GRANTS: dict[str, str] = {}


def declare_grants(grants: dict[str, str]) -> None:
    """Verb -> what it allows, in words. A verb no room names is never given to a machine."""
    for verb, label in grants.items():
        if _GRANTS.setdefault(verb, label) != label:
            raise ValueError(f"grant {verb} is declared twice")


def grants() -> list[tuple[str, str]]:
    return sorted(_GRANTS.items())


def label_of(verb: str) -> str:
    return _GRANTS.get(verb, verb)
