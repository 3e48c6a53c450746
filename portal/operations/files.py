"""Files that commands are given."""

from pathlib import Path

from portal.lib.errors import Refused

MOST = 20 * 1024 * 1024


def content_of(path: Path) -> bytes:
    """The bytes of a file, or a refusal that says why not."""
    try:
        if path.stat().st_size > MOST:
            raise Refused(f"文件“{path}”超过 {MOST // 1024 // 1024} MB。", "file_size")
        return path.read_bytes()
    except OSError as fault:
        raise Refused(f"文件“{path}”打不开（{fault.strerror}）。", "file") from None
