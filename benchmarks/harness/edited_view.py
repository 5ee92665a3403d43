"""The view that is edited: every text is of the same length, and every save is one that editors make."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

_TEXT = re.compile(r'"(Hello, world|text \d{7})"')


class EditedView:
    """Live: the file with the view; `restore` gives back what was there before the first run."""

    def __init__(self, file: Path) -> None:
        self._file = file
        # A run that was cut off has left one of its texts there, and every text has to be newer than the first.
        self._original = _TEXT.sub('"Hello, world"', file.read_text(encoding="utf-8"), count=1)
        self._count = 0

    def save(self) -> bytes:
        """Writes another text, by turns in place and as a new file that takes the place of the old; returns it."""
        self._count += 1
        text = f"text {self._count:07}"
        content = _TEXT.sub(f'"{text}"', self._original, count=1)
        if self._count % 2:
            self._file.write_text(content, encoding="utf-8")
        else:
            beside = self._file.with_name(f".{self._file.name}.new")
            beside.write_text(content, encoding="utf-8")
            shutil.copymode(self._file, beside)
            os.rename(beside, self._file)
        return text.encode()

    def restore(self) -> None:
        self._file.write_text(self._original, encoding="utf-8")
