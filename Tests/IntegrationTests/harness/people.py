"""The users as whom things run."""

import grp
import os
import pwd
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A user of this machine, with the primary group."""

    name: str
    user: int
    group: int

    @property
    def group_name(self) -> str:
        return grp.getgrgid(self.group).gr_name

    @property
    def is_root(self) -> bool:
        return self.user == 0

    def owns(self, path: os.PathLike[str] | str) -> None:
        """Gives PATH to this person, as far as the suite may."""
        if os.geteuid() == 0:
            os.chown(path, self.user, self.group, follow_symlinks=False)


def _person(entry: pwd.struct_passwd) -> Person:
    return Person(entry.pw_name, entry.pw_uid, entry.pw_gid)


SUITE_IS_ROOT = os.geteuid() == 0
MYSELF = _person(pwd.getpwuid(os.geteuid()))
# An ordinary user: the suite's own, or, as root drops its privileges, one that every Debian has.
SOMEBODY = _person(pwd.getpwnam("www-data")) if SUITE_IS_ROOT else MYSELF
# Somebody else again.
STRANGER = _person(pwd.getpwnam("games"))
