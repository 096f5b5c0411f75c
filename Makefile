# A thin face over tools/chores.py, which needs nothing but python3 and does the same without make.
PYTHON ?= python3

.PHONY: run test lint site setup lock engine-base clean
run test lint site setup lock engine-base clean:
	@$(PYTHON) tools/chores.py $@
