# The two commands that matter: make run, make test. Everything sets itself up.
HOST ?= 127.0.0.1
PORT ?= 8000
BETANG_VAR ?= $(CURDIR)/var
VENV ?= .venv
PYTHON ?= python3
WORKERS ?= 2

# 0.0.0.0 is no address that anybody can open: links and QR codes need the one by which others reach this machine.
ADDRESS = $(if $(filter 0.0.0.0,$(HOST)),$(firstword $(shell hostname -I) 127.0.0.1),$(HOST))

AT = BASE_URL=$${BASE_URL:-http://$(ADDRESS):$(PORT)}

export BETANG_VAR
PY = $(VENV)/bin/python
MANAGE = $(PY) manage.py

.PHONY: run test test-fast check check-types check-rest bench messages demo-people seed lock clean help

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

$(PY):
	@$(PYTHON) -m venv $(VENV) || { echo "Python 3.11 or newer with venv is needed: on Debian, apt-get install python3 python3-venv"; exit 1; }

$(VENV)/.installed-run: requirements.lock | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.installed-run

lms/locale/id/LC_MESSAGES/django.mo: $(wildcard lms/locale/id/LC_MESSAGES/*.po)
	@$(PY) -m lms.compile_messages

# In the shell's hands: make itself takes a folder with a space in its name for two.
COLLECTED = "$$BETANG_VAR/static/.collected"

run: $(VENV)/.installed-run lms/locale/id/LC_MESSAGES/django.mo ## Set up everything and serve the site with its real content
	@mkdir -p "$$BETANG_VAR/static"
	@[ -z "$$(find lms/static $(VENV)/.installed-run -newer $(COLLECTED) 2>&1)" ] || { $(MANAGE) collectstatic --noinput --verbosity 0 && touch $(COLLECTED); }
	@$(MANAGE) migrate --verbosity 0
	@$(AT) $(MANAGE) seed --demo-people
	@echo; echo "Betang is at http://$(ADDRESS):$(PORT)/ — the admin at http://$(ADDRESS):$(PORT)/admin/ (stop with Ctrl-C)"; echo
	@DJANGO_SETTINGS_MODULE=lms.settings.dev ALLOWED_HOSTS=$${ALLOWED_HOSTS:-127.0.0.1,localhost,[::1],$(ADDRESS)} $(AT) \
		$(VENV)/bin/gunicorn lms.wsgi:application --bind $(HOST):$(PORT) --workers $(WORKERS) --threads 4 --config lms/deploy/gunicorn.py

demo-people: $(VENV)/.installed-run ## New passwords for the demo people, shown once
	@$(MANAGE) demo_people --reset

seed: $(VENV)/.installed-run ## Bring the content up to the files in the apps' content/ folders
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed

check: $(VENV)/.installed-dev ## Lint, types, layers, migrations, translations, content
	@$(PY) -m tests.system_packages
	@$(MAKE) --no-print-directory --jobs=2 --output-sync check-types check-rest

check-types:
	$(VENV)/bin/mypy lms modules quizzes certificates

check-rest:
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint templates --lint --quiet
	DJANGO_SETTINGS_MODULE=lms.settings.test $(MANAGE) makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=lms.settings.test $(MANAGE) check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=lms.settings.test $(MANAGE) check_messages
	DJANGO_SETTINGS_MODULE=lms.settings.test $(MANAGE) check_content
	DJANGO_SETTINGS_MODULE=lms.settings.test $(MANAGE) curriculum_table --check

test-fast: $(VENV)/.installed-dev lms/locale/id/LC_MESSAGES/django.mo ## Everything that needs neither a browser nor PostgreSQL; under two minutes
	$(VENV)/bin/pytest -n 2 -m "not browser and not race and not thorough"

test: $(VENV)/.installed-dev lms/locale/id/LC_MESSAGES/django.mo ## Everything: SQLite, Chromium stories, and the whole but these on PostgreSQL
	@$(PY) -m tests.system_packages
	$(VENV)/bin/pytest -n 2 -m "not browser and not crawl"
	$(VENV)/bin/pytest -n 2 --dist loadfile -m browser
	$(PY) -m tests.with_postgresql -n 2 -m "not browser"

bench: $(VENV)/.installed-dev lms/locale/id/LC_MESSAGES/django.mo ## Measure bytes, queries, requests per second, processor time
	@$(PY) -m tests.system_packages --bench
	$(PY) -m tests.bench

messages: $(VENV)/.installed-dev ## Collect the words of the interface into lms/locale
	$(MANAGE) makemessages -l id --no-location --no-wrap --ignore .venv --ignore var
	@$(PY) -m lms.compile_messages

LOCK = --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header
lock: $(VENV)/.installed-dev ## Make the locks anew from pyproject.toml
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --extra scale -c requirements.lock $(LOCK) -o requirements-scale.lock
	$(VENV)/bin/uv pip compile pyproject.toml --group dev --extra scale -c requirements.lock $(LOCK) -o requirements-dev.lock

clean: ## Forget the virtual environment; the data in var/ stays
	rm -rf $(VENV)
