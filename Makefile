# Two commands: `make site` builds the example, `make test` checks everything.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# uv where it is there: it installs in a sixth of the time.
INSTALL := $(if $(shell command -v uv),uv pip install --compile-bytecode --python $(BIN)/python,$(BIN)/python -m pip install)
# One more than there are processors: tests wait for browsers and servers about as long as they compute.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1 )))

.PHONY: site test source tests test-fast coverage lowest bench libraries speed generators env env-test format clean

env: $(VENV)/.installed
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(INSTALL) --quiet --editable .
	touch $@

env-test: $(VENV)/.installed-test
$(VENV)/.installed-test: pyproject.toml tests/theme/package.json $(VENV)/.installed
	@(npm install --prefix tests/theme --no-package-lock --no-audit --no-fund --silent \
	  || echo "without axe-core, Nu HTML checker and Lighthouse: their tests skip") & \
	$(INSTALL) --quiet --group test; status=$$?; wait; exit $$status
	touch $@

site: env
	$(BIN)/mkdocs build --config-file example-site/mkdocs.yml
	@echo "Open: $(CURDIR)/example-site/site/index.html"

# Beside each other; what fails is said again at the end.
test: env-test
	@$(MAKE) --no-print-directory --keep-going --jobs 2 source tests

# What is read in the source.
source: env-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

tests: env-test
	$(BIN)/pytest -n $(WORKERS)

# What most changes can break, in under two minutes.
FAST := tests/cli tests/evidence tests/files tests/gate tests/plugin tests/policy tests/practice tests/recipes tests/report
test-fast: env-test
	$(BIN)/ruff check .
	$(BIN)/pytest -q -n $(WORKERS) -m "not browser and not packaging" $(FAST)

# How much of the code the quick tests run; the floor is in pyproject.toml. What counts modules and last words of a process counts coverage's too.
UNMEASURED := --ignore tests/cli/test_startup.py --deselect tests/cli/test_robust.py::test_ctrl_c_is_no_verdict
coverage: env-test
	$(BIN)/coverage run -m pytest -q -n $(WORKERS) -m "not browser and not packaging" $(FAST) $(UNMEASURED)
	$(BIN)/coverage combine -q && $(BIN)/coverage report

# Do the lowest versions that pyproject.toml allows work? Needs uv. (The tests themselves need later ones of click, whose tool runs commands, and of
# Pillow, which writes the photos.)
LOWEST := $(VENV)/lowest
lowest:
	$(PYTHON) -m venv $(LOWEST)
	uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --editable ".[brotli,browser,import,publish,signed,survey]" "click>=8.2.1" "pillow>=11.1"
	uv pip install --quiet --python $(LOWEST)/bin/python --group test
	$(LOWEST)/bin/pytest -n $(WORKERS) -m "not packaging" --ignore tests/bench --ignore tests/theme --ignore tests/world

# Every case of the bench and every way of contacting somebody in a real Chromium, as they are and hardened (`make test` visits some).
bench: env-test
	PRAXIS_BENCH=all PRAXIS_REQUIRE_BROWSER=1 $(BIN)/pytest -n $(WORKERS) tests/bench tests/harden/test_refused.py tests/harden/test_limits.py tests/harden/test_connections.py

# What the privacy side costs, as ratios with limits (benchmarks/speed.py).
speed: env-test
	$(BIN)/python benchmarks/speed.py

# Do the libraries that sites load work behind the policy, and does the gate name what makes them contact somebody? Fetches them by npm.
libraries: env-test
	$(BIN)/python -m tests.bench.libraries

# Real output of other generators: those of pip come with the tests, those of npm are fetched here, Hugo and Jekyll are the system's.
generators: env-test
	npm install --prefix $(VENV)/generators --no-audit --no-fund --silent @11ty/eleventy vitepress astro@5 @docusaurus/core @docusaurus/preset-classic @easyops-cn/docusaurus-search-local react react-dom mathjax@3 mermaid
	PRAXIS_GENERATORS=$(CURDIR)/$(VENV)/generators/node_modules/.bin $(BIN)/pytest tests/world/test_generators.py tests/world/test_plugins.py

format: env-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) example-site/site example-site/site.rejected dist
