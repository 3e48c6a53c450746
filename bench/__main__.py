"""`python -m bench [name …]`: run the benchmarks, each in a process of its own, print the table of ratios, fail when a goal is missed."""

import importlib
import json
import pkgutil
import subprocess
import sys
from dataclasses import asdict

import bench
from bench import Row

HEAD = ("", "what", "floor", "s", "product s", "ratio", "goal")
ROWS = "--rows"  # the word between the two processes


def main(wanted: list[str]) -> int:
    """Settings and servers differ between benchmarks, so none shares a process; one that breaks does not hide the others' figures."""
    names = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "__main__" and not module.ispkg]
    rows: list[Row] = []
    broken: list[str] = []
    for name in names:
        if not wanted or name in wanted:
            print(f"… {name}", file=sys.stderr, flush=True)
            done = subprocess.run([sys.executable, "-m", "bench", ROWS, name], stdout=subprocess.PIPE, text=True, check=False)
            rows += [Row(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]
            broken += [name] if done.returncode else []
    print("\n".join(table(rows)))
    print("".join(f"BROKEN {name}\n" for name in broken), end="")
    return 0 if not broken and all(row.reached for row in rows) else 1


def measure(name: str) -> int:
    """One benchmark; each row is told as soon as it is there."""
    for row in importlib.import_module(f"bench.{name}").rows():
        print(json.dumps(asdict(row)), flush=True)
    return 0


def table(rows: list[Row]) -> list[str]:
    """Aligned lines, one per row."""
    cells = [HEAD, *(cells_of(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    return ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def cells_of(row: Row) -> tuple[str, ...]:
    mark = "ok" if row.reached else "MISSED"
    return mark, row.title, row.floor_is, f"{row.floor:.3f}", f"{row.product:.3f}", f"{row.ratio:.2f}", f"<= {row.goal:g}"


if __name__ == "__main__":
    sys.exit(measure(sys.argv[2]) if sys.argv[1:2] == [ROWS] else main(sys.argv[1:]))
