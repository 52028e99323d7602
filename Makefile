# Two commands: `make demo` runs it, `make test` tests it. Both install what they need into .venv.

.PHONY: demo test

demo: .venv/installed
	@.venv/bin/python manage.py demo $(ARGS)

test: .venv/installed-for-tests
	@.venv/bin/python -m coverage_site.tests.browser
	.venv/bin/python -m pytest --numprocesses=auto $(ARGS)

.venv/installed: requirements.txt | .venv/bin/python
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-for-tests: .venv/installed pyproject.toml
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[encoder,test]"
	@touch $@

# Any Python of version 3.12 or later, also one that pyenv has but does not offer in this folder.
.venv/bin/python:
	@for python in python3.13 python3 python3.14 python3.12 python /usr/bin/python3 \
		"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
			"$$python" -m venv .venv && exit; rm -rf .venv; exit 1; \
		fi; \
	done; \
	echo "Parallax needs Python 3.12 or later, and none was found." >&2; exit 1
