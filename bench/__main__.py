"""`python -m bench [name …]`: run the benchmarks, print the table of ratios, fail when a goal is missed."""

import importlib
import pkgutil
import sys

import bench
from bench import Row

HEAD = ("", "what", "floor", "s", "product s", "ratio", "goal")


def main(wanted: list[str]) -> int:
    names = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "__main__"]
    rows: list[Row] = []
    for name in names:
        if not wanted or name in wanted:
            print(f"… {name}", file=sys.stderr, flush=True)
            rows += importlib.import_module(f"bench.{name}").rows()
    print("\n".join(table(rows)))
    return 0 if all(row.reached for row in rows) else 1


def table(rows: list[Row]) -> list[str]:
    """Aligned lines, one per row."""
    cells = [HEAD, *(cells_of(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    return ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def cells_of(row: Row) -> tuple[str, ...]:
    mark = "ok" if row.reached else "MISSED"
    return mark, row.title, row.floor_is, f"{row.floor:.3f}", f"{row.product:.3f}", f"{row.ratio:.2f}", f"<= {row.goal:g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
