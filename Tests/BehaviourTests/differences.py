"""Writes the page on what differs from mod_wsgi-express, from the table: `python differences.py`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "decisions" / "0007-differences-from-mod_wsgi-express.md"

HEAD = """\
# 7. Where Expressway differs from mod_wsgi-express

<!-- Generated from Tests/BehaviourTests/table by `python Tests/BehaviourTests/differences.py`; a test checks it. -->

**Context.** A team moves from mod_wsgi-express by changing one name. What its server answers must stay the same,
unless the old answer is a fault. Every row of the behaviour suite is put to both servers, started with the same
flags.

**Choice.** Both answer alike but for what is listed here. The suite checks both halves of each line, so that a
difference which mod_wsgi-express mends, or which Expressway loses, is noticed.

"""

TAIL = """\
## Not in the table

What shows only when things go wrong is tried by the integration suite for Expressway alone:

- Without `--host` Expressway listens on 127.0.0.1, mod_wsgi-express on every interface: a development server is
  nobody else's business.
- A missing `--working-directory` is refused; mod_wsgi-express starts, requests hang, and its processes outlive a
  SIGTERM.
- A port that is taken is an error with an exit code of its own; mod_wsgi-express ends with 0.
- The server root is a private directory that is removed in the end; mod_wsgi-express uses one that others can guess
  and prepare.
- Logs go to the terminal unless a directory is named; mod_wsgi-express writes them to files in its server root.
- Values never run as code: mod_wsgi-express writes some of them unquoted into shell scripts and Python files.

**Cost.** Whoever relies on one of the old answers has to change something: most likely the 302 of `--https-only`, the
index pages that are served without `--directory-index`, or files whose names begin with a dot.
"""


def shown(value: object) -> str:
    """A value of the table in a few words of Markdown."""
    from suite.rows import Like

    if isinstance(value, Like):
        return f"like `{value.pattern}`".replace("|", "\\|")
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value!s}`".replace("\n", "").replace("|", "\\|")


def page() -> str:
    """The text of the page."""
    from table import GROUPS

    parts = [HEAD]
    for group in GROUPS:
        rows = [row for row in group.rows if row.meant]
        if not rows:
            continue
        parts.append(f"## {group.title[0].upper()}{group.title[1:]}\n\n")
        for row in rows:
            values = "; ".join(
                f"{name}: {shown(peer)} there, {shown(ours)} here" for name, (peer, ours) in sorted(row.meant.items())
            )
            parts.append(f"- **{row.name[0].upper()}{row.name[1:]}.** {values}. {row.reason}\n")
        parts.append("\n")
    parts.append(TAIL)
    return "".join(parts)


if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent / "IntegrationTests")]
    PAGE.write_text(page())
