"""Files of variables, and what follows from an edit of one."""

from pathlib import Path

import pytest

from expressway.runtime.environment_files import follow_environment_files, read_environment_file


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NAME=value", "value"),
        ("  export NAME = value ", "value"),
        ("NAME=", ""),
        ("NAME='a # b' # c", "a # b"),
        ('NAME="a b"', "a b"),
        ("NAME=a#b", "a#b"),
        ("NAME=a=b # c", "a=b"),
        ("NAME='open", None),
        ("NAME='a' b", None),
        ("NAME=${OTHER}", None),
        ('NAME="a\\nb"', None),
        ("# NAME=value", None),
        ("NAME", None),
    ],
)
def test_a_line_has_one_meaning_or_none(tmp_path: Path, line: str, value: "str | None") -> None:
    file = tmp_path / ".env"
    file.write_text(f"BEFORE=1\n{line}\nAFTER=2\n")
    expected = {"BEFORE": "1", "AFTER": "2"} | ({} if value is None else {"NAME": value})
    assert read_environment_file(str(file)) == expected


def test_the_last_line_of_a_name_counts(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("NAME=1\nNAME=2\nOTHER=1\nOTHER=${NAME}\n")
    assert read_environment_file(str(file)) == {"NAME": "2"}


def test_a_variable_follows_its_file_and_goes_with_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("NAME=new\nSTRANGE=${NAME}\nUNKNOWN=1\n")
    environment = {"NAME": "old", "STRANGE": "old", "GONE": "old", "OTHER": "same"}
    names = ["NAME", "STRANGE", "GONE", "UNKNOWN"]
    follow_environment_files(environment, dict.fromkeys(names, str(file)))
    assert environment == {"NAME": "new", "OTHER": "same"}
    file.unlink()
    follow_environment_files(environment, dict.fromkeys(names, str(file)))
    assert environment == {"OTHER": "same"}


def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    environment = {"NAME": "old"}
    follow_environment_files(environment, {"NAME": str(tmp_path)})
    assert environment == {"NAME": "old"}
