"""Settings modules of many shapes: what is put in comes out again, to the byte; what is unsure is refused."""

from __future__ import annotations

import ast

import pytest

from expressway.settings_module import Refusal
from expressway.settings_text import Wish, applied, withdrawn

WISH = Wish("import os\n\nLOGGING = {}\n")

CHANGED = {
    "plain": b"DEBUG = True\n",
    "off": b"DEBUG = False\nX = not DEBUG\n",
    "number": b"DEBUG = 1\n",
    "comment": b"DEBUG = True  # comment\n",
    "annotated": b"DEBUG: bool = True\n",
    "two targets": b"DEBUG = TEMPLATE_DEBUG = True\n",
    "crlf": b"import os\r\nDEBUG = True\r\nINSTALLED_APPS = [\r\n    'a',\r\n    'b',\r\n]\r\n",
    "old mac line ends": b"X = 1\rDEBUG = True\rY = 2\r",
    "mixed line ends": b"X = 1\nDEBUG = True\r\nY = 2\n",
    "byte-order mark": b"\xef\xbb\xbfDEBUG = True\n",
    "byte-order mark and crlf": b"\xef\xbb\xbfDEBUG = True\r\nINSTALLED_APPS = []\r\n",
    "latin-1": b"# -*- coding: latin-1 -*-\nNAME = 'caf\xe9'; DEBUG = True\n",
    "utf-8 before it": "NAME = 'çé日🚗'; DEBUG = True\n".encode(),
    "no newline at the end": b"DEBUG = True",
    "no newline at the end, crlf": b"X = 1\r\nDEBUG = True",
    "form feed": b"X = 1\n\x0c\nDEBUG = True\n\x0c\n",
    "form feed before it": b"X = 1\n\x0cDEBUG = True\n",
    "tabs": b"if 1:\n\tX = 1\nDEBUG\t=\tTrue\n",
    "semicolons": b"X = 1; DEBUG = True; Y = 2\n",
    "continued line": b"DEBUG = \\\n    True\n",
    "continued expression": b"import os\nDEBUG = os.getenv('A') \\\n    or os.getenv('B')\n",
    "parentheses": b"DEBUG = (\n    True  # why\n)\n",
    "lines in parentheses": b"import os\nDEBUG = (\n    os.getenv('D')  # of the shell\n    == '1'\n)\n",
    "environ": b"import environ\nenv = environ.Env()\nDEBUG = env.bool('DEBUG', False)\n",
    "environ call": b"DEBUG = env('DEBUG')\n",
    "decouple": b"from decouple import config\nDEBUG = config('DEBUG', default=False, cast=bool)\n",
    "os.environ": b"import os\nDEBUG = os.environ.get('DEBUG', '') in ('1', 'true')\n",
    "os under another name": b"import os as system\nDEBUG = system.getenv('DEBUG') == '1'\n",
    "os afterwards": b"DEBUG = True\nimport os\n",
    "conditional expression": b"DEBUG = True if HOST == 'here' else False\n",
    "lambda": b"DEBUG = bool((lambda: 1)())\n",
    "negation": b"DEBUG = not PRODUCTION\n",
    "used below": b"DEBUG = True\nTEMPLATES = [{'OPTIONS': {'debug': DEBUG}}]\nif DEBUG:\n    X = 1\n",
    "base with its own": b"from .base import *\nDEBUG = True\n",
    "marker in a string": (
        b'X = """\n# >>> expressway settings\nDEBUG = True\n# <<< expressway settings\n"""\nDEBUG = True\n'
    ),
    "docstring": b'"""Settings.\n\nDEBUG = True\n"""\nDEBUG = False\n',
    "tuple of applications": b"DEBUG = True\nINSTALLED_APPS = (\n    'a',\n    'b',\n)\n",
    "tuple without parentheses": b"DEBUG = True\nINSTALLED_APPS = 'a', 'b'\n",
    "one line": b"DEBUG = True\nINSTALLED_APPS = ['a', 'b']\n",
    "no trailing comma": b"DEBUG = True\nINSTALLED_APPS = [\n    'a',\n    'b'\n]\n",
    "comments in the list": b"DEBUG = True\nINSTALLED_APPS = [  # all\n    # Django's\n    'a',  # first\n]\n",
    "empty tuple": b"INSTALLED_APPS = ()\nDEBUG = True\n",
    "sum": b"DEBUG = True\nINSTALLED_APPS = ['a'] + OURS + ['b']\n",
    "more added": b"DEBUG = True\nINSTALLED_APPS = ['a']\nif DEBUG:\n    INSTALLED_APPS += ['toolbar']\n",
    "there already": b"DEBUG = True\nINSTALLED_APPS = ['expressway', 'a']\n",
    "there already, by its class": b"DEBUG = True\nINSTALLED_APPS = ['a', 'expressway.apps.ExpresswayConfig']\n",
    "applications above": b"INSTALLED_APPS = ['a']\nDEBUG = True\n",
    "logging of its own": b"DEBUG = True\nLOGGING_CONFIG = None\nLOGGING = {'version': 1}\n",
    "ends in a block": b"DEBUG = True\ntry:\n    from .local import SECRET\nexcept ImportError:\n    pass",
    "ends in a comment": b"DEBUG = True\n# the end",
}

REFUSED = {
    "not set": (b"X = 1\n", "DEBUG is not set"),
    "empty": (b"", "DEBUG is not set"),
    "from a base": (b"from .base import *\nX = 1\n", "'.base'"),
    "condition": (b"if X:\n    DEBUG = True\n", "inside of something else"),
    "both branches": (b"if X:\n    DEBUG = True\nelse:\n    DEBUG = False\n", "lines 2, 4"),
    "try": (b"try:\n    DEBUG = A\nexcept NameError:\n    DEBUG = B\n", "several places"),
    "twice": (b"DEBUG = True\nDEBUG = False\n", "lines 1, 2"),
    "imported": (b"from x import DEBUG\n", "inside of something else"),
    "walrus": (b"X = (DEBUG := True)\n", "inside of something else"),
    "tuple": (b"DEBUG, X = True, 1\n", "inside of something else"),
    "class": (b"class Dev(Configuration):\n    DEBUG = True\n", "inside of something else"),
    "built": (b"DEBUG = True\nINSTALLED_APPS = applications()\n", "code builds INSTALLED_APPS"),
    "built twice": (b"DEBUG = True\nINSTALLED_APPS = ['a']\nINSTALLED_APPS = ['b']\n", "code builds"),
    "joined texts": (b"DEBUG = True\nINSTALLED_APPS = [('a' 'b')]\n", "INSTALLED_APPS"),
    "syntax": (b"DEBUG = True\nX = = 1\n", "line 2 is not Python"),
    "bytes of no encoding": (b"X = '\xe9'\nDEBUG = True\n", "not Python"),
    "half a block": (b"DEBUG = True\n# >>> expressway settings abc\n", "line 2 marks no whole block"),
}


@pytest.mark.parametrize("source", CHANGED.values(), ids=CHANGED.keys())
def test_what_is_applied_parses_stays_the_second_time_and_comes_out_to_the_byte(source: bytes) -> None:
    result = applied(source, WISH)
    ast.parse(result)
    assert b"MOD_WSGI_DEBUG_MODE" in result
    assert applied(result, WISH) == result
    assert withdrawn(result) == source


@pytest.mark.parametrize("source", CHANGED.values(), ids=CHANGED.keys())
def test_another_block_takes_the_place_of_the_one_before(source: bytes) -> None:
    newer = Wish("import os\n\nOTHER = 1\n")
    assert applied(applied(source, WISH), newer) == applied(source, newer)


@pytest.mark.parametrize(("source", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_unsure_is_refused_with_its_place(source: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        applied(source, WISH)
    assert reason in str(refusal.value)


def test_a_block_that_was_edited_by_hand_is_replaced_by_force_alone() -> None:
    edited = applied(b"DEBUG = True\n", WISH).replace(b"LOGGING = {}", b"LOGGING = {1: 2}")
    with pytest.raises(Refusal, match="edited by hand"):
        applied(edited, WISH)
    assert applied(edited, WISH, force=True) == applied(b"DEBUG = True\n", WISH)


@pytest.mark.parametrize(("mode", "expected"), [("true", True), (None, False)])
def test_debug_follows_the_mode_of_the_server(
    monkeypatch: pytest.MonkeyPatch, mode: str | None, expected: bool
) -> None:
    monkeypatch.delenv("MOD_WSGI_DEBUG_MODE", raising=False)
    if mode:
        monkeypatch.setenv("MOD_WSGI_DEBUG_MODE", mode)
    names: dict[str, object] = {}
    exec(applied(b"DEBUG = True\n", WISH), names)
    assert names["DEBUG"] is expected


def test_an_annotated_list_of_applications_gets_the_application() -> None:
    source = b"DEBUG = True\nINSTALLED_APPS: list[str] = ['a']\n"
    result = applied(source, WISH)
    assert b"INSTALLED_APPS: list[str] = [\"expressway\", 'a']" in result
    assert applied(result, WISH) == result
    assert withdrawn(result) == source
