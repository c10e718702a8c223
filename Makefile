# Everything a checkout can do. Each target does its own set-up, which is quick the second time.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BACKEND_PYTHON = .venv/bin/python
OUT ?= out
PROMPT ?= A woman walks to a wooden table and picks up the red ball on it, two chairs stand near the table, at sunset
TESTS ?= tests
WORKERS ?= 2
export PROMPT

.PHONY: help setup demo test lint types unit fix addon bench torch train-setup torch-test blender-window lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

setup:  ## the environments of `make demo`: .venv and .venv-blender
	@$(PYTHON) setup_environments.py demo

test-setup:
	@$(PYTHON) setup_environments.py test-all

demo: setup  ## a scene, a still and a clip in out/demo (PROMPT="…" for another one)
	@mkdir -p $(OUT)/demo
	@./sceneloom generate "$$PROMPT" --out $(OUT)/demo/scene.blend --report $(OUT)/demo/report.json \
		--render $(OUT)/demo/still.png --render $(OUT)/demo/clip.mp4

test: lint  ## lint, types, unit tests, the zip inside bpy 4.2, 4.5, 5.0, and a Blender 5.2 window
	@$(MAKE) --no-print-directory -j2 types unit  # the types may take a minute of one core while tests wait for processes

lint: test-setup
	@$(BACKEND_PYTHON) -m ruff check

types: test-setup  # a fresh checkout begins with what the last one knew: a second instead of a minute
	@test -d .mypy_cache || tar xf .venv/mypy_cache.tar 2>/dev/null || true
	@$(BACKEND_PYTHON) -m mypy
	@tar cf .venv/mypy_cache.$$$$ .mypy_cache && mv -f .venv/mypy_cache.$$$$ .venv/mypy_cache.tar

unit: test-setup addon blender-window
	@$(BACKEND_PYTHON) -m pytest -n $(WORKERS) --dist loadscope $(TESTS)

fix: test-setup  ## let ruff repair what it can
	@$(BACKEND_PYTHON) -m ruff check --fix

addon: setup  ## dist/sceneloom-<version>.zip, checked by Blender's own validator
	@$(PYTHON) build_addon.py

bench: setup  ## times and the prompt checklist on this machine
	@./sceneloom bench

torch: train-setup
train-setup:  ## torch in .venv, for training and the learned stages
	@$(PYTHON) setup_environments.py training

blender-window: test-setup  ## the Blender with windows that the click-through test drives
	@$(PYTHON) tests/blender_chroot.py || true

torch-test: train-setup  ## the tests that need torch, which `make test` leaves out: painting, networks, generators
	@$(BACKEND_PYTHON) -m pytest tests/m8_enhancer tests/m4_motion/test_networks.py tests/m3_assets/test_generators.py \
		tests/m3_assets/test_triposr.py tests/m1_scene_parser/test_runtimes.py tests/m1_scene_parser/test_training.py

lock:  ## resolve requirements/*.in anew
	@$(PYTHON) setup_environments.py --lock

clean:  ## remove what was built here; the per-user cache stays
	rm -rf .venv .venv-blender .venv-blender-4.* addon/_vendor dist $(OUT) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
