"""Run by `python -m unittest`."""

import unittest
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from [[name]] import application


class ApplicationTest(unittest.TestCase):
    def test_it_answers_as_wsgi_wants_it(self) -> None:
        environ: "dict[str, Any]" = {"QUERY_STRING": ""}
        setup_testing_defaults(environ)
        answers: "list[str]" = []
        body = validator(application)(environ, lambda status, headers, fault=None: answers.append(status))
        self.assertEqual(b"".join(body), b"[[name]] is served.\n")
        body.close()  # type: ignore[attr-defined]
        self.assertEqual(answers, ["200 OK"])
