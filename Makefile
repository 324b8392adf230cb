# Two commands are all that a newcomer needs: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FIXTURES := fixtures/vnpt/class-summary
DEMO := demo-output

.PHONY: demo test lint types format bench fixtures docs clean

# the demo needs the package alone; the tests add the development tools
$(BIN)/hocba: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev: pyproject.toml $(BIN)/hocba
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(BIN)/hocba
	@mkdir -p $(DEMO)
	$(BIN)/hocba convert '$(FIXTURES)/so_diem_tong_ket_khoi_khoi_10_hk?.xls' --to viettel:subject-book -o $(DEMO) --force --receipt $(DEMO)/bien_nhan.json
	@ls -1 $(DEMO)

test: $(VENV)/dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks

fixtures: $(VENV)/dev
	$(BIN)/python -m fixtures.make

docs: $(VENV)/dev
	$(BIN)/python docs/make_notices.py
	$(BIN)/python docs/make_coverage.py
	$(BIN)/python docs/make_examples.py

clean:
	rm -rf $(VENV) $(DEMO) dist build .pytest_cache .mypy_cache .ruff_cache
