# One command does the main job (`make crawl`), one does all tests (`make test`). Both set up what they need.
PYTHON ?= python3
VENV ?= .venv
SCRAPYD_VENV ?= .venv-scrapyd
NODE ?= local
BIN := $(VENV)/bin
PIP := -m pip install --quiet --disable-pip-version-check
SPIDERS := hebei_gaocheng zhejiang_gongshu yunnan_tengchong liaoning_zhangwu henan_mianchi
SAMPLE := data/exports/sample

.PHONY: help crawl test lint bench sample deploy system clean

help:
	@echo "make crawl    crawl five portals from the bundled sample archives into $(SAMPLE)"
	@echo "make test     set up everything, check the style, run all tests"
	@echo "make lint     ruff and mypy"
	@echo "make bench    speed and memory, as ratios measured side by side (takes a while)"
	@echo "make sample   rebuild data/sample by crawling the replica of tests/replica"
	@echo "make deploy   build the egg and send it to the scrapyd node NODE=$(NODE) of scrapy.cfg"
	@echo "make clean    remove what these commands made (crawled data other than the sample stays)"

# ---- environments -----------------------------------------------------------------------------

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "gikspider needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python cannot make virtual environments here. On Debian: apt-get install python3-venv"; exit 2; }
	@echo "installing gikspider into $(VENV)"
	@$(BIN)/python $(PIP) -e .
	@touch $@

$(VENV)/ready-test: $(VENV)/ready
	@echo "installing what the tests need"
	@$(BIN)/python $(PIP) -e '.[test,deploy]' 'setuptools>=77' wheel
	@touch $@

$(VENV)/ready-bench: $(VENV)/ready-test
	@$(BIN)/python $(PIP) -e '.[bench]'
	@touch $@

# scrapyd 1.6 needs an older setuptools than everything else, so it lives on its own, as on a real node.
$(SCRAPYD_VENV)/ready: pyproject.toml
	@echo "installing a scrapyd node into $(SCRAPYD_VENV)"
	@test -x $(SCRAPYD_VENV)/bin/python || $(PYTHON) -m venv $(SCRAPYD_VENV)
	@$(SCRAPYD_VENV)/bin/python $(PIP) 'scrapyd==1.6.*' 'setuptools<81'
	@$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' > $(SCRAPYD_VENV)/requirements.txt
	@$(SCRAPYD_VENV)/bin/python $(PIP) -r $(SCRAPYD_VENV)/requirements.txt
	@touch $@

# Programs from the system that some tests use: antiword reads .doc files, PostgreSQL can hold the index of
# copies. As root on Debian they are installed; without them those tests are skipped and say so.
system:
	@missing=""; \
	command -v antiword >/dev/null || missing="$$missing antiword"; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing$$missing"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null 2>&1 \
			|| echo "could not install$$missing: tests that need them are skipped"; \
	elif [ -n "$$missing" ]; then \
		echo "not installed:$$missing; tests that need them are skipped (on Debian: apt-get install$$missing)"; \
	fi

# ---- the work ---------------------------------------------------------------------------------

crawl: $(VENV)/ready
	@rm -rf $(SAMPLE)
	@for spider in $(SPIDERS); do \
		$(BIN)/scrapy crawl $$spider -s REPLAY=data/sample/$$spider.warc.gz -L WARNING || exit $$?; \
	done
	@$(BIN)/python -m gikspider.runs.gather $(SAMPLE)

test: system $(VENV)/ready-test $(SCRAPYD_VENV)/ready lint
	GIKSPIDER_SCRAPYD=$(abspath $(SCRAPYD_VENV))/bin/python $(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/ready-bench
	@for file in tests/bench/bench_*.py; do $(BIN)/python -m tests.bench.$$(basename $$file .py) || exit $$?; done

sample: $(VENV)/ready-test
	$(BIN)/python -m tests.sample data/sample

deploy: $(VENV)/ready-deploy
	@$(BIN)/scrapyd-deploy $(NODE)
	@rm -rf build project.egg-info

$(VENV)/ready-deploy: $(VENV)/ready
	@$(BIN)/python $(PIP) -e '.[deploy]' 'setuptools>=77' wheel
	@touch $@

clean:
	rm -rf $(VENV) $(SCRAPYD_VENV) $(SAMPLE) build dist gikspider.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
