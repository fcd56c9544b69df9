# `make run` opens the shop, `make test` proves it. Both make what they lack.

.PHONY: run test lint prove prove-policy prove-twins bench bench-search anonymity shots words
.SILENT:

ARGS ?=

run:
	ops/bootstrap.sh run && BOXMALLS_TETHERED=1 exec .venv/bin/python -m ops run

test:
	ops/bootstrap.sh dev && exec .venv/bin/python -m ops.suite $(ARGS)

lint:
	ops/bootstrap.sh dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/python -m boxmalls.ui.checks.words
	.venv/bin/lint-imports
	.venv/bin/mypy

shots:
	ops/bootstrap.sh dev && PYTHONPATH=. exec .venv/bin/python -m tests.shots $(ARGS)

prove:
	ops/bootstrap.sh run && exec .venv/bin/python -m ops prove $(ARGS)

bench-search:
	ops/bootstrap.sh dev && PYTHONPATH=. exec .venv/bin/python -m bench.search_quality $(ARGS)

bench:
	ops/bootstrap.sh dev && PYTHONPATH=. exec .venv/bin/python -m bench $(ARGS)

anonymity:
	ops/bootstrap.sh run
	test -x .cache/anonymity/bin/python || .venv/bin/python -m venv .cache/anonymity
	.cache/anonymity/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r bench/anonymity.txt
	PYTHONPATH=. exec .cache/anonymity/bin/python -m bench.anonymity $(ARGS)

words:
	ops/bootstrap.sh dev && .venv/bin/python -m ops.words gather && .venv/bin/python -m ops.words compile && .venv/bin/python -m ops.words missing

prove-policy:
	ops/bootstrap.sh dev && exec .venv/bin/python -m ops.prove_policy $(ARGS)

# Other plans each day; SEED=20261122 repeats those of a day, ARGS='-k "140 or 160"' takes up some of their ten blocks of twenty.
prove-twins: SEED ?= $(shell date +%Y%m%d)
prove-twins:
	ops/bootstrap.sh dev && BOXMALLS_PROOF_SIZE=full exec .venv/bin/python -m ops.suite -v --hypothesis-seed=$(SEED) tests/rights/twin tests/rights/test_books_after_erasures.py $(ARGS)
