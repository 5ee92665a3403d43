"""What is recorded of an exception that leaves the application."""

from __future__ import annotations

from .failure import failure_text

# Characters of an exception's text: its two ends are enough to tell.
LONGEST_TRACEBACK = 64 << 10


def describe_failure(stage: str, error: BaseException) -> dict[str, str]:
    """Also takes the recorder out of the exception's traceback. Raises nothing that the exception could bring about.

    `docs/reference/recording-format.md` tells what each key means.
    """
    frames = error.__traceback__
    try:
        text = failure_text(error)
        message = str(error)
    except Exception as second:  # a `__str__` that fails
        text = message = f"(the exception cannot be shown: {type(second).__name__})"
    if error.__traceback__ is None:
        error.__traceback__ = frames  # all of them ours; without any, mod_wsgi would say less
    return {
        "stage": stage,
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "message": _shortened(message),
        "traceback": _shortened(text),
    }


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_TRACEBACK:
        return text
    half = LONGEST_TRACEBACK // 2
    return f"{text[:half]}\n  … {len(text) - 2 * half} characters left out …\n{text[-half:]}"
