# What people type. Each command says in plain words what it is doing.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
QUICK := not browser and not soak
# Two processes share the tests; each has a PostgreSQL cluster, a server and a browser of its own.
TOGETHER := -n 2 --dist worksteal

# The address on posters and in QR codes follows the port, unless it is set.
run: export PARTICIPATION_BASE_URL ?= http://127.0.0.1:$(PORT)

.NOTPARALLEL:
.PHONY: help run test check static bench soak screens tools model lock licences catalogues wheel

help:
	@echo "make run      the demonstration on http://127.0.0.1:$(PORT) (PORT=… moves it)"
	@echo "make test     every test, on SQLite, on PostgreSQL and in real browsers; 20 minutes at most"
	@echo "make check    format, lint, types, import contracts, templates, fast tests; under two minutes"
	@echo "make soak     the long fault and load tests at full counts"
	@echo "make bench    the benchmarks, each against a peer or a bound"
	@echo "make screens  pictures of every page into var/screens/"
	@echo "make catalogues  the words of the young person's pages into the catalogues of each language"
	@echo "make lock     the newest versions that fit pyproject.toml, into requirements/ and docs/licences.md"
	@echo "make wheel    the package, into dist/"

# ---------------------------------------------------------------- the demonstration
run:
	@PYTHON="$(PYTHON)" scripts/install.sh run
	@$(MAKE) --no-print-directory model
	@echo "Bringing the database under var/ up to date …"
	@$(BIN)/participation migrate
	@echo "Making the demonstration data, if they are missing …"
	@$(BIN)/participation demo
	@echo "Starting the web pages and the worker on http://127.0.0.1:$(PORT) (Ctrl-C stops them) …"
	@exec $(BIN)/participation serve --port $(PORT)

# ---------------------------------------------------------------- checks and tests
test:
	@scripts/debian_packages.sh
	@$(MAKE) --no-print-directory tools model static
	@echo "Tests on SQLite and on PostgreSQL …"
	@$(BIN)/python -m pytest $(TOGETHER) -m "$(QUICK)"
	@echo "Tests in browsers …"
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "browser and not soak"

check: tools static
	@echo "Fast tests, on SQLite …"
	@$(BIN)/python -m pytest -q $(TOGETHER) -m "$(QUICK) and not slow" -k "not postgres" --hypothesis-profile=quick

static:
	@echo "Format and lint …"
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@echo "Templates …"
	@$(BIN)/djlint templates --lint --quiet
	@echo "Import contracts …"
	@$(BIN)/lint-imports --no-logo
	@echo "Types …"
	@$(BIN)/mypy

soak: tools model
	@$(BIN)/python -m pytest $(TOGETHER) -m soak --timeout=0

bench: tools model
	@PYTHON="$(PYTHON)" scripts/install.sh peers
	@$(BIN)/python -W ignore -m benchmarks

screens: tools model
	@$(BIN)/python -m scripts.screens

# ---------------------------------------------------------------- what these stand on
tools:
	@PYTHON="$(PYTHON)" scripts/install.sh dev

model:
	@echo "Making sure the sentence model is there (built once per machine) …"
	@$(BIN)/participation model build

lock:
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-strip-extras $(LOCK) pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-strip-extras $(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-strip-extras $(LOCK) --group build -c requirements/dev.txt -o requirements/build.txt
	@$(MAKE) --no-print-directory tools licences

licences:
	@$(BIN)/python scripts/licences.py

catalogues:
	@$(BIN)/python -m scripts.catalogues

wheel:
	@$(BIN)/python -m hatchling build -t wheel
