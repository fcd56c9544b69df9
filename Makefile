# `make run` opens the shop, `make test` proves it. Both make what they lack.

.PHONY: run test lint prove bench bench-search shots words prove-policy prove-twins
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

words:
	ops/bootstrap.sh dev && .venv/bin/python -m ops.words gather && .venv/bin/python -m ops.words compile && .venv/bin/python -m ops.words missing

prove-policy:
	ops/bootstrap.sh dev && exec .venv/bin/python -m ops.prove_policy $(ARGS)

prove-twins:
	ops/bootstrap.sh dev && BOXMALLS_PROOF_SIZE=full exec .venv/bin/python -m ops.suite tests/rights/twin tests/rights/test_books_after_erasures.py $(ARGS)
