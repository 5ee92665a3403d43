"""Which names of headers, fields and variables stand for secrets."""

from __future__ import annotations

import re

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterable

# Wherever they stand in a name: `new_password1`, `X-CSRFToken`, `clientSecret`.
WORDS = (
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "passwort",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
    "authorization",
    "csrf",
    "xsrf",
    "sessionid",
    "sessionkey",
)
# Too short, or too common in other words, to be looked for inside a name: `user[pin]`, `login.pass`.
WHOLE_NAMES = frozenset(
    ("pass", "pwd", "pw", "pin", "otp", "auth", "jwt", "sid", "cvc", "cvv", "cardnumber", "signature")
)
# Names come from clients: what is remembered of them must not grow without end.
MOST_REMEMBERED = 4096

_OTHER_THAN_LETTERS = re.compile(r"[\W_]+")
_LAST_COMPONENT = re.compile(r"[^\W_]+(?=[\W_]*$)")


class SecretNames:
    """Judges names; upper and lower case, hyphens, underscores and brackets make no difference."""

    __slots__ = ("_asked_for", "_judged", "_words")

    def __init__(self, redact: Iterable[str] = ()) -> None:
        """`redact`: names that are secret besides, of headers (`X-Internal`) or of fields."""
        self._asked_for = frozenset(filter(None, map(_letters, redact)))
        self._words = (*WORDS, *self._asked_for)
        self._judged: dict[str, bool] = {}

    def __contains__(self, name: str) -> bool:
        judged = self._judged.get(name)
        if judged is None:
            judged = self._judge(name)
            if len(self._judged) < MOST_REMEMBERED and len(name) < 256:
                self._judged[name] = judged
        return judged

    def occur_in(self, text: str) -> bool:
        """Whether one of the longer names stands anywhere in a text that cannot be taken apart."""
        letters = _letters(text)
        return any(word in letters for word in self._words)

    def _judge(self, name: str) -> bool:
        letters = _letters(name[5:] if name[:5] == "HTTP_" else name)
        last = _LAST_COMPONENT.search(name.casefold())
        return (
            letters in self._asked_for
            or letters in WHOLE_NAMES
            or (last is not None and (last[0] in WHOLE_NAMES or last[0] in self._asked_for))
            or any(word in letters for word in WORDS)
        )


def _letters(name: str) -> str:
    return _OTHER_THAN_LETTERS.sub("", name.casefold())
