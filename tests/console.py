"""Commands as a shell sees them: what stands on stdout, and the exit status."""

import io
import json

from django.core.management import call_command


def run(*arguments: str) -> tuple[dict, int]:
    out, code = io.StringIO(), 0
    try:
        call_command(*arguments, "--json", stdout=out)
    except SystemExit as end:
        code = end.code
    return json.loads(out.getvalue()), code
