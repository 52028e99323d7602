"""The house stays the house: imports, templates and addresses run one way."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAY_USE = {
    "coverage_site": {"coverage_site", "annotations", "articles"},
    "annotations": {"annotations", "articles"},
    "articles": {"articles"},
}
PURE = [
    "annotations/anchors.py",
    "annotations/publishing/agreement.py",
    "annotations/suggesting",
    "articles/intake",
    "coverage_site/postgres/server.py",
]
TOP_LEVEL = {
    "manage.py",
    "conftest.py",
    "pyproject.toml",
    "requirements.txt",
    "README.md",
    "ARCHITECTURE.md",
    "LICENSE",
    "Makefile",
    *MAY_USE,
    "templates",
    "static",
    "fixtures",
}


def modules(place):
    found = [place] if place.is_file() else sorted(place.rglob("*.py"))
    return [path for path in found if "tests" not in path.relative_to(ROOT).parts]


def imported(path):
    """The first part of the name of every module that a file imports absolutely."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("app", MAY_USE)
def test_imports_run_one_way(app):
    for path in modules(ROOT / app):
        wrong = set(imported(path)) & (set(MAY_USE) - MAY_USE[app])
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


@pytest.mark.parametrize("place", PURE)
def test_pure_modules_know_no_django(place):
    for path in modules(ROOT / place):
        assert "django" not in set(imported(path)), path


def test_the_templates_of_articles_know_nothing_of_annotations():
    for path in (ROOT / "templates/articles").rglob("*.html"):
        text = path.read_text()
        assert "annotations:" not in text, path
        assert "annotations/" not in text, path


def test_the_code_of_an_app_names_no_address_of_an_app_above_it():
    for app, may_use in MAY_USE.items():
        for path in modules(ROOT / app):
            named = set(re.findall(r"""["'](articles|annotations):\w+["']""", path.read_text()))
            assert named <= may_use, f"{path.relative_to(ROOT)} names {named}"


def test_nothing_inline_that_the_content_security_policy_would_refuse():
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)|javascript:", re.I)
    for path in (ROOT / "templates").rglob("*.html"):
        assert not inline.search(path.read_text()), path


def test_style_sheets_use_logical_properties_only():
    physical = re.compile(
        r"(?<![\w-])(margin|padding|border)-(left|right)\b|text-align:\s*(left|right)"
    )
    for path in (ROOT / "static/css").glob("*.css"):
        assert not physical.search(path.read_text()), path


def test_no_rule_of_style_reaches_from_any_element_to_the_next():
    """With one such rule browsers restyle a whole list wherever anything is put into it."""
    for path in (ROOT / "static/css").glob("*.css"):
        assert not re.search(r"\* [+~] ", path.read_text()), path


def test_nothing_stands_at_the_top_level_without_need():
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - {"__pycache__"} <= TOP_LEVEL | {"parallax.egg-info"}
