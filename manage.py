#!/usr/bin/env python3
"""Entry point of every command; `manage.py up` serves the whole portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line  # the interpreter may lack Django before `make setup`

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
