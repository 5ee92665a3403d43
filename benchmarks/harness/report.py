"""Tables and verdicts, for the terminal and as a marked section of RESULTS.md."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harness.workspace import BENCHMARKS, Workspace

RESULTS = BENCHMARKS / "RESULTS.md"
HEAD = "# Results\n\nWritten by the benchmarks beside this file: each run replaces its own section.\n"


@dataclass(frozen=True)
class Table:
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def as_text(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(len(line[index]) for line in lines) for index in range(len(self.columns))]
        printed = [
            "  ".join(_aligned(cell, widths[index], index) for index, cell in enumerate(line)).rstrip()
            for line in lines
        ]
        return "\n".join([self.title, *(f"  {line}" for line in printed)])

    def as_markdown(self) -> str:
        rule = ["---", *("---:" for _ in self.columns[1:])]
        return f"**{self.title}**\n\n" + "\n".join(
            f"| {' | '.join(line)} |" for line in [self.columns, rule, *self.rows]
        )


@dataclass(frozen=True)
class Verdict:
    """One target: what is to be reached, what was, and whether that is enough."""

    target: str
    reached: str
    is_reached: bool

    def cells(self) -> tuple[str, str, str]:
        return (self.target, self.reached, "yes" if self.is_reached else "**no**")


@dataclass(frozen=True)
class Report:
    name: str
    summary: str
    run: Mapping[str, str]
    tables: Sequence[Table]
    verdicts: Sequence[Verdict]
    notes: Sequence[str]
    measurements: object
    """Everything that was measured, for the JSON file."""

    def as_text(self) -> str:
        return "\n\n".join([*(table.as_text() for table in self._all_tables()), *self.notes]).replace("**", "")

    def as_markdown(self) -> str:
        facts = "\n".join(f"- {name}: {text}" for name, text in self.run.items())
        notes = "\n".join(f"- {note}" for note in self.notes)
        parts = [f"## {self.name}", self.summary, facts, *(table.as_markdown() for table in self._all_tables()), notes]
        return "\n\n".join(part for part in parts if part) + "\n"

    def write(self, workspace: Workspace) -> None:
        """Replaces this benchmark's section of RESULTS.md, and its JSON file in the work directory."""
        old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEAD
        RESULTS.write_text(_with_section(old, self.name, self.as_markdown()), encoding="utf-8")
        content = {
            "run": dict(self.run),
            "verdicts": [verdict.__dict__ for verdict in self.verdicts],
            "measurements": self.measurements,
        }
        target = workspace.directory / f"{self.name}.json"
        target.write_text(json.dumps(content, indent=1, default=str) + "\n", encoding="utf-8")

    def _all_tables(self) -> list[Table]:
        verdicts = Table("to reach", ("target", "reached", "enough"), [verdict.cells() for verdict in self.verdicts])
        return [*self.tables, *([verdicts] if self.verdicts else [])]


def _with_section(text: str, name: str, section: str) -> str:
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else ""
    return f"{before if found else before.rstrip() + chr(10) * 2}{begin}\n{section}\n{end}{after}"


def _aligned(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)
