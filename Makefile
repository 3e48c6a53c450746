# make help lists the targets. Needed beforehand: Debian 12 or later, root or sudo, python3 >= 3.11, make.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench shots lock bare

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

setup: ## everything the portal needs; safe to repeat
	@tools/setup.sh

run: setup ## the portal with the demo data at http://127.0.0.1:8000
	@exec .venv/bin/python manage.py up

test: ## set-up, checks and tests; the last line is the tests' summary
	@tools/setup.sh --tests
	@tools/test.sh

lint: ## the quick checks alone
	@tools/setup.sh --tests
	@tools/lint.sh

bench: ## benchmarks with their floors, a table of ratios
	@tools/setup.sh --tests
	@.venv/bin/python -m bench $(BENCH)

shots: ## pictures of every page and PDF in var/shots/
	@tools/setup.sh --tests
	@.venv/bin/python -m tools.shots $(SHOTS)

lock: ## pin the requirements again
	@tools/lock.sh

bare: ## prove set-up and tests in a minimal root file system
	@tools/bare.sh
