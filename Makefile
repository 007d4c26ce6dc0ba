# `make` alone lists the commands. None of them is needed: README.md names the two that matter.
.DEFAULT_GOAL := list
.PHONY: list check serve format

list:  ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

check:  ## ruff, types, import contracts, all tests: what CI runs
	python3 -m casemgmt test

serve:  ## a made-up ward in the browser
	python3 -m casemgmt serve --demo

format:  ## rewrite the code in the house format
	.venv/bin/python -m ruff check --fix --quiet . ; .venv/bin/python -m ruff format --quiet .
