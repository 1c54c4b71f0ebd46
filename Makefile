# Everything but the peers of `make bench` runs in .venv, made here from requirements.txt; all that must exist is Python 3.11, 3.12 or 3.13, and make.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
PEERS := .venv-peers/.installed

.PHONY: install demo test accept lint release bench clean

install: $(INSTALLED)

demo: $(INSTALLED)
	$(BIN)/lecture08 demo --out out/demo

test: $(INSTALLED) lint
	$(BIN)/python -m pytest

accept: $(INSTALLED)
	$(BIN)/python -m pytest tests -m "slow and not alone" --numprocesses 2 --dist loadgroup --accept out
	$(BIN)/python -m pytest tests -m "slow and alone" --accept out

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

release: $(INSTALLED)
	$(BIN)/lecture08 release

bench: $(INSTALLED) $(PEERS)
	$(BIN)/python benchmarks/bench.py --peers .venv-peers

# DeepXDE and jinns bring another hundred packages, so they have an environment of their own.
$(PEERS): benchmarks/pinns/requirements.txt | $(INSTALLED)
	$(BIN)/python -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --requirement benchmarks/pinns/requirements.txt
	touch $@

$(INSTALLED): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed; say which with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv .venv-peers dist out
