"""The flags of mod_wsgi-express that Expressway does not know yet: rows that need one are expected to fail.

When Expressway learns an option, its rows turn red, and the option's line here must go.
"""

MISSING: frozenset[str] = frozenset()

# Flags that Expressway knows, and refuses because what they do is not there yet.
NOT_YET: frozenset[str] = frozenset({"--debug-mode"})
