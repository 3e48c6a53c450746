#!/usr/bin/env python3
"""Entry point of every command; `manage.py up` serves the whole portal."""

import os
import sys

# `up` runs the servers itself; the others touch no row.
WITHOUT_SERVERS = {"up", "help", "version", "check", "makemigrations", "collectstatic", "findstatic", "lintmigrations", "startapp", "diffsettings"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line  # the interpreter may lack Django before `make setup`

    from portal import embedded

    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and sys.argv[1] not in WITHOUT_SERVERS and "--help" not in sys.argv:
        embedded.ensure()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
