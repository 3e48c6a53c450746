"""What belongs to a database besides its rows: without the keys and the contents of files they are broken numbers and names of nothing.

Root's database lies under /var/lib and outlives the checkout. So do these; the folder in the checkout holds links to them, and a clone
made anew at the same place finds all again.
"""

import errno
import secrets
import shutil
from pathlib import Path

NAMES = ("keys.json", "files")
FOLDER = "kept"


def gather(var: Path, kept: Path) -> None:
    """Bring them into ``kept``, which only its owner enters, and leave links in ``var``."""
    (kept / "files").mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.chmod(0o700)
    var.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        link_to(var / name, kept / name)


def link_to(here: Path, there: Path) -> None:
    """A link ``here`` to ``there``; what lies here moves there first.

    Where both hold something, a person has put this one here: it counts. A link into another database's folder came with a copy of its checkout.
    """
    if here.is_symlink():
        target = here.readlink()
        if target == there or target.parent.name != FOLDER:
            return
        here.unlink()
    if here.exists():
        if there.is_dir() and not any(there.iterdir()):
            there.rmdir()
        if there.exists():
            return
        move(here, there)
    here.symlink_to(there)


def move(here: Path, there: Path) -> None:
    """Whole or not at all; on another disk the copy is complete before the first one goes."""
    try:
        here.rename(there)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        draft, moved = there.with_name(f".{there.name}-{secrets.token_hex(4)}"), here.with_name(f".{here.name}-moved")
        (shutil.copytree if here.is_dir() else shutil.copy2)(here, draft)
        draft.rename(there)
        here.rename(moved)
        shutil.rmtree(moved) if moved.is_dir() else moved.unlink()
