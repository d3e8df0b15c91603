# `make demo` and `make test` work on a fresh machine with Python 3.11, make and the package registry.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: demo test check format bench drill doctor lock clean

demo: .venv/runtime
	@exec $(BIN)/glassdesk demo

test: .venv/development
	@scripts/chromium
	@scripts/model
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

check: .venv/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/development
	$(BIN)/python -m benchmarks

doctor: .venv/runtime
	@$(BIN)/glassdesk doctor

lock: .venv/development
	@scripts/lock

clean:
	rm -rf .venv build *.egg-info

.venv/runtime: requirements.lock pyproject.toml
	@scripts/install $(PYTHON) requirements.lock $@

.venv/development: requirements-dev.lock requirements.lock pyproject.toml
	@scripts/install $(PYTHON) requirements-dev.lock $@
	@touch .venv/runtime

drill: .venv/development
	GLASSDESK_DRILL_ROUNDS=60 $(BIN)/python -m pytest -s -m drill
