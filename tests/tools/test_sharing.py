"""How a run shares the suite among its processes."""

import re
from pathlib import Path

from portal.env import ROOT
from tests.sharing import TOGETHER, piece_of, rank

ASKS = re.compile(r"def test_\w+\([^)]*\b(?:demo|demo_database|demo_connection)\b[,)]")


def test_what_shares_the_demonstration_is_one_piece_and_any_other_file_is_one_of_its_own():
    assert {piece_of(f"tests/{file}.py::test_x[y]") for file in ("house/test_posting", "house/test_addresses", "operations/demo/test_demo")} == {
        "demonstration"
    }
    assert piece_of("tests/house/test_lists.py::TestX::test_y") == "tests/house/test_lists.py"
    assert (
        piece_of("tests/reliability/test_up.py::test_x")
        == piece_of("tests/reliability/test_kills.py::test_y")
        != piece_of("tests/journeys/test_main_journey.py::test_z")
    )


def test_the_long_pieces_go_first_and_the_others_stay_as_they_were_collected():
    ids = ["tests/accounts/test_users.py::a", "tests/journeys/test_main_journey.py::b", "tests/api/test_keys.py::c", "tests/house/test_posting.py::d"]
    assert [node[-1] for node in sorted(ids, key=rank)] == ["d", "b", "a", "c"]


def test_every_name_of_a_piece_is_a_file_or_folder():
    assert [begin for begins in TOGETHER.values() for begin in begins if not Path(ROOT, begin).exists()] == []


def test_whoever_asks_for_the_demonstration_stands_in_its_piece():
    """Another file would build it a second time."""
    files = [path for path in Path(ROOT, "tests").rglob("test_*.py") if ASKS.search(path.read_text("utf-8"))]
    assert len(files) >= 3
    assert {piece_of(str(path.relative_to(ROOT))) for path in files} == {"demonstration"}
