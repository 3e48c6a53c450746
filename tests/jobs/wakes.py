"""Stand-ins for the wake-up call to a worker."""

WOKEN: list[int] = []


def wake(job_id: int) -> None:
    WOKEN.append(job_id)


def broken(job_id: int) -> None:
    raise ConnectionError("no broker")


def nobody(job_id: int) -> None:
    """Nobody is there to be woken: the row waits for the sweeper."""
