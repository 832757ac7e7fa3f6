# make demo    builds the demonstration newsroom into public/
# make serve   shows it at http://127.0.0.1:8000, and every change as it is saved
# make test    everything that must hold: format, types, tests (make test ARGS="-k publish" for some, ARGS="-n 0" in one process)
# make quick   what a developer runs all day: format, types, and the tests that need no browser, server or whole site
# make bench   measures Gazeta against Hugo, Pelican and Eleventy (make bench ARGS="--sizes 1000 --runs 3" for less),
#              and its preview against Hugo's (PREVIEW="--sizes 1000 --dances 100" for less)
# make soak    lets a newsroom live for 10,000 steps, each held against a clean build
# make lint    format and types alone
# make format  puts the code into the one format, and mends what ruff can mend by itself
# make release builds wheel and sdist from the last commit into dist/ and checks them; uploads nothing
# make lock    pins the dependencies anew (needs uv)
# make clean   removes everything that was made

PYTHON ?= python3
PORT ?= 8000
NOW ?= 2026-06-02T22:00:00Z
ARGS ?=
PREVIEW ?=

VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal
PIP := $(BIN)/pip --disable-pip-version-check --quiet
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --strip-extras --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: demo serve test quick bench peers soak lint format release lock clean

demo: $(VENV)/run.stamp
	$(BIN)/gazeta build --now $(NOW)
	@echo
	@echo "The demonstration is in $(CURDIR)/public; to look at it: make serve"

serve: $(VENV)/run.stamp
	$(BIN)/gazeta serve --now $(NOW) --port $(PORT)

test: $(VENV)/test.stamp
	bash .ci/needs
	$(MAKE) --no-print-directory lint
	$(PYTEST) $(ARGS)

quick: $(VENV)/test.stamp
	$(MAKE) --no-print-directory lint
	$(PYTEST) -m "not slow" $(ARGS)

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

release: $(VENV)/test.stamp
	$(BIN)/python .ci/release.py

bench: $(VENV)/test.stamp peers
	$(BIN)/python bench/run.py $(ARGS)
	$(BIN)/python bench/preview.py $(PREVIEW)

# what Gazeta is measured against; where it is installed, tests hold its pages to the same parts
peers: bench/.venv/stamp bench/peers/eleventy/node_modules

soak: $(VENV)/test.stamp
	$(BIN)/python tests/soak/run.py --steps 10000 --seed 1 $(ARGS)

bench/.venv/stamp: bench/requirements.txt
	$(PYTHON) -m venv bench/.venv
	bench/.venv/bin/pip --disable-pip-version-check --quiet install --require-hashes --requirement bench/requirements.txt
	@touch $@

# without npm there is no Eleventy to measure, and the run says so
bench/peers/eleventy/node_modules: bench/peers/eleventy/package-lock.json
	-npm ci --prefix bench/peers/eleventy --no-audit --no-fund

lock:
	$(LOCK) pyproject.toml requirements/build.in --output-file requirements/run.txt
	$(LOCK) --extra languages --extra test --constraint requirements/run.txt pyproject.toml requirements/build.in \
		--output-file requirements/test.txt
	$(LOCK) bench/requirements.in --output-file bench/requirements.txt

clean:
	rm -rf public .gazeta dist $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find generator tests bench docs -name __pycache__ -type d -exec rm -rf {} +

# The environment: what the lock files name and nothing else, and Gazeta itself as it stands here.

$(VENV)/python.stamp:
	$(PYTHON) -c 'import sys; sys.exit("Gazeta needs Python 3.11 or later." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/python.stamp requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes --requirement requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(PIP) install --require-hashes --requirement requirements/test.txt
	@touch $@
