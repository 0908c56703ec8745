# Two commands: `make run` does the main job, `make test` checks the house. Both install what
# they need into .venv, from versions and hashes that the lock files name.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench lint format lock train evaluate clean

run: .venv/run.stamp
	$(BIN)/yeonpyo run

test: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: .venv/run.stamp
	$(BIN)/python -m pipeline.evaluate.bench

train: .venv/run.stamp
	$(BIN)/yeonpyo train

evaluate: .venv/run.stamp
	$(BIN)/yeonpyo evaluate corpus/sample/gold --documents corpus/sample/documents

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "yeonpyo needs Python 3.11 or newer; set PYTHON=python3.x" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

# After a change of pyproject.toml: versions and hashes for every platform, no index URLs.
lock: | .venv/bin/python
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv outputs/tables outputs/yeonpyo.sqlite*
