"""A settings module as text: the places of its syntax tree, and its bytes to the last one."""

from __future__ import annotations

import ast
import io
import re
import tokenize

BOM = b"\xef\xbb\xbf"


class Refusal(Exception):
    """Why a module is left alone, in one sentence."""


class Module:
    """A settings module as text, in which places of the syntax tree can be found."""

    def __init__(self, source: bytes) -> None:
        self.mark = BOM if source.startswith(BOM) else b""
        try:
            self.tree = ast.parse(source)
            self.encoding = tokenize.detect_encoding(io.BytesIO(source).readline)[0].replace("-sig", "")
            self.text = source[len(self.mark) :].decode(self.encoding)
        except SyntaxError as error:
            raise Refusal(f"line {error.lineno or 1} is not Python: {error.msg}") from None
        except ValueError as error:
            raise Refusal(f"it cannot be read as Python: {error}") from None
        if self.encoded(self.text) != source:
            raise Refusal(f"its encoding '{self.encoding}' does not give back the bytes that it was read from")
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", self.text)
        found = re.search(r"\r\n|\r|\n", self.text)
        self.newline = found.group() if found else "\n"

    def encoded(self, text: str) -> bytes:
        return self.mark + text.encode(self.encoding)

    def offset(self, line: int, column: int) -> int:
        """Of a place of `ast`, whose column counts the bytes of UTF-8, in the text."""
        before = self.lines[line - 1].encode()[:column].decode()
        return sum(map(len, self.lines[: line - 1])) + len(before)

    def start(self, node: ast.expr) -> int:
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        return self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def source(self, node: ast.expr) -> str:
        return self.text[self.start(node) : self.end(node)]
