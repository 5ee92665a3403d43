"""`python manage.py runmodwsgi`: gathers the facts of the project and becomes the engine."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from expressway.django_facts import settings_facts
from expressway.engine import EngineUnavailable, hand_over
from expressway.facts import PACKAGE_DIRECTORY, facts_document

# No argument of a process can hold this character, so it marks a word as a value for certain.
VALUE_MARK = "\0"
DESTINATION_PREFIX = "expressway_option_"


class Command(BaseCommand):
    """Its arguments come from `options.json`; what they mean, and whether they are right, only the engine knows."""

    help = "Serves this project under Apache/mod_wsgi."
    # The checks import the whole URL tree, which only the application itself needs; `--check` runs them all the same.
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("allow_abbrev", False)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = OptionParser  # Django's create_parser has no other door for a parser of one's own.
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.usage = "%(prog)s [options]"  # all of them would fill two screens
        parser.add_argument("--check", action="store_true", help="Run the system checks before starting.")
        if "--skip-checks" not in parser._option_string_actions:
            parser.add_argument(
                "--skip-checks", action="store_true", help="Skip system checks, as is done without --check."
            )
        profiles = parser.add_argument_group("Profiles").add_mutually_exclusive_group()
        profiles.add_argument(
            "--profile",
            metavar="NAME",
            help="The profile of expressway.yaml to use (default: what EXPRESSWAY_PROFILE or the file names).",
        )
        profiles.add_argument("--no-profile", action="store_true", help="Leave expressway.yaml alone.")
        groups: dict[str, Any] = {}
        for option in shipped_options():
            group = groups.get(option["group"])
            if group is None:
                group = groups[option["group"]] = parser.add_argument_group(option["group"])
            add_option(group, option)

    def handle(self, *args: Any, **options: Any) -> None:
        if options.get("check") and not options.get("skip_checks"):
            self.check()
        environment = dict(os.environ)
        if options.get("no_color"):
            environment["NO_COLOR"] = "1"
        facts = facts_document(
            settings_facts(settings, running_script() if getattr(self, "_called_from_command_line", False) else None)
        )
        try:
            hand_over(["serve-django", *profile_words(options), *forwarded(options)], facts, environment)
        except EngineUnavailable as fault:
            raise CommandError(str(fault)) from None


def shipped_options() -> list[dict[str, Any]]:
    """The options of this command, from the list that the engine generated."""
    with open(os.path.join(PACKAGE_DIRECTORY, "options.json"), encoding="utf-8") as file:
        options: list[dict[str, Any]] = json.load(file)["options"]
    return [option for option in options if "runmodwsgi" in option["commands"]]


def add_option(group: Any, option: dict[str, Any]) -> None:
    """Adds one option. None has a default here: only what a person wrote goes on to the engine."""
    destination = DESTINATION_PREFIX + option["name"]
    summary = argparse.SUPPRESS if option["hidden"] else help_text(option)
    if option["kind"] == "switch":
        group.add_argument(
            option["flag"], dest=destination, action="store_true", default=argparse.SUPPRESS, help=summary
        )
        negation = "--no-" + option["name"]
        group.add_argument(
            negation, dest=destination, action="store_false", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
        return
    arity = option["arity"]
    metavar = tuple(option["metavar"]) if arity > 1 else option["metavar"][0]
    group.add_argument(
        option["flag"],
        dest=destination,
        action="append" if option["kind"] == "list" else "store",
        nargs=arity if arity > 1 else None,
        type=unmarked,
        metavar=metavar,
        default=argparse.SUPPRESS,
        help=summary,
    )


def help_text(option: dict[str, Any]) -> str:
    """The summary with choices and default, safe from argparse's own formatting."""
    text = str(option["summary"])
    if option.get("choices"):
        text += " One of: " + ", ".join(option["choices"]) + "."
    if option.get("default_words"):
        text += f" (default: {option['default_words']})"
    elif option["kind"] != "switch" and option.get("default") not in (None, []):
        text += f" (default: {option['default']})"
    elif option["kind"] == "switch" and option.get("default") is True:
        text += f" (on; --no-{option['name']} turns it off)"
    return text.replace("%", "%%")


def unmarked(value: object) -> str:
    """The value as it was written; one that `call_command` passes may be no text."""
    text = str(value)
    return text[1:] if text.startswith(VALUE_MARK) else text


def profile_words(options: dict[str, Any]) -> list[str]:
    """The words for the engine that choose a profile."""
    if options.get("no_profile"):
        return ["--no-profile"]
    return [f"--profile={options['profile']}"] if options.get("profile") is not None else []


def forwarded(options: dict[str, Any]) -> list[str]:
    """The words for the engine: `--name=value`, `--name A B` for a pair, `--name` or `--no-name` for a switch."""
    words: list[str] = []
    for option in shipped_options():
        value = options.get(DESTINATION_PREFIX + option["name"])
        if value is None:
            continue
        flag = option["flag"]
        if option["kind"] == "switch":
            words.append(flag if value else "--no-" + option["name"])
            continue
        for item in value if option["kind"] == "list" else [value]:
            words += [flag, *map(str, item)] if option["arity"] > 1 else [f"{flag}={item}"]
    return words


def running_script() -> str | None:
    """The `manage.py` of this process, whatever its name; None for `django-admin` and `python -m django`."""
    script: str | None = getattr(sys.modules.get("__main__"), "__file__", None)
    if not script or not script.endswith(".py") or os.path.basename(script) == "__main__.py":
        return None
    return os.path.abspath(script)


class OptionParser(CommandParser):
    """Takes the words after a flag as its values whatever they begin with, and answers mistakes in one line."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        return super().parse_known_args(self._with_values_marked(sys.argv[1:] if args is None else args), namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        parsed, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self._refuse(unmarked(unknown[0]))
        return parsed

    def error(self, message: str) -> Any:
        if not getattr(self, "called_from_command_line", None):
            raise CommandError("Error: " + message)
        # The usage of so many options would push the message off the screen.
        self.exit(2, f"{self.prog}: error: {message}\n")

    def _with_values_marked(self, words: list[str]) -> list[str]:
        """argparse takes `-value` after a flag for another flag; a marked word is a value beyond doubt."""
        marked: list[str] = []
        rest = iter(words)
        for word in rest:
            marked.append(word)
            if word == "--":
                break
            action = self._option_string_actions.get(word)
            if action is None or not getattr(action, "dest", "").startswith(DESTINATION_PREFIX) or action.nargs == 0:
                continue
            for _ in range(action.nargs if isinstance(action.nargs, int) else 1):
                value = next(rest, None)
                if value is not None:
                    marked.append(VALUE_MARK + str(value))
        return marked + list(rest)

    def _refuse(self, word: str) -> None:
        if not word.startswith("-"):
            self.error(
                f"unexpected argument '{word}': the application is the project's own WSGI_APPLICATION; "
                f"to serve another: expressway start-server {word}"
            )
        from difflib import get_close_matches

        name = word.partition("=")[0]
        near = get_close_matches(name, [flag for flag in self._option_string_actions if flag.startswith("--")], 1)
        self.error(f"no option '{name}'" + (f"; did you mean '{near[0]}'?" if near else "; see --help"))
