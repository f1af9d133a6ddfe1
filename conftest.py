"""Run what the documentation shows: Python blocks, console blocks, and the examples in docstrings."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

from tests.docs.console import ConsoleParser

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))

settings.register_profile("untimed", deadline=None)  # how fast a machine is tells nothing about what is right
settings.load_profile("untimed")

_pages = Sybil(
    parsers=[PythonCodeBlockParser(), ConsoleParser(ROOT), SkipParser()],
    patterns=["README.md", "docs/*.md", "docs/**/*.md", "examples/*.md"],
)
_docstrings = Sybil(parsers=[DocTestParser()], patterns=["*.py"], path=str(ROOT / "src"))

pytest_collect_file = (_pages + _docstrings).pytest()
