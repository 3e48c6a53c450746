"""The virus scanner: clamd's INSTREAM, when one is configured (``PORTAL_CLAMD``). Nothing is pretended when there is none."""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from portal.documents.enums import ScanState

PIECE = 64 << 10
LONGEST_ANSWER = 4096
TIMEOUT = 20.0


class NoVerdict(Exception):
    """The scanner is absent, did not answer in time or answered nonsense: the file stays 未扫描."""


@dataclass(frozen=True)
class Verdict:
    """Clean, or quarantined with the name of what was found."""

    state: ScanState
    note: str = ""


def is_configured() -> bool:
    return bool(settings.PORTAL_CLAMD)


def scan(content: Iterable[bytes]) -> Verdict:
    """Send the pieces to the scanner and read its verdict."""
    try:
        with _connected() as connection:
            connection.sendall(b"zINSTREAM\0")
            for piece in content:
                for start in range(0, len(piece), PIECE):
                    part = piece[start : start + PIECE]
                    connection.sendall(struct.pack(">I", len(part)) + part)
            connection.sendall(struct.pack(">I", 0))
            answer = _answer(connection)
    except TimeoutError as error:
        raise NoVerdict("扫描服务没有在时限内应答") from error
    except OSError as error:
        raise NoVerdict("扫描服务连不上") from error
    return _verdict(answer)


def _connected() -> socket.socket:
    """``tcp://host:3310`` or ``unix:/run/clamav/clamd.ctl``."""
    parts = urlsplit(settings.PORTAL_CLAMD)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=TIMEOUT)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = connection.recv(1024)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _verdict(answer: str) -> Verdict:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict(ScanState.CLEAN)
    if said.endswith(" FOUND"):
        return Verdict(ScanState.QUARANTINED, said.removesuffix(" FOUND")[:120])
    raise NoVerdict(f"扫描服务的答复看不懂：{answer[:80] or '没有内容'}")
