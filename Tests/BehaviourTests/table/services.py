"""Services: scripts in processes of their own."""

import json

from suite.rows import Group, Like, Row, Seen, Site, application
from suite.sides import Side

SCRIPT = {"service.py": application("service.py"), "logs/.keep": ""}
SERVICE = Site(
    "service",
    (
        *("--service-script", "worker", "{work}/service.py", "--log-directory", "{work}/logs"),
        *("--service-log-file", "worker", "worker.log"),
    ),
    files=SCRIPT,
)
WITH_USER = Site(
    "service with a user",
    (
        *("--service-script", "worker", "{work}/service.py", "--service-user", "worker", "www-data"),
        *("--service-group", "worker", "games", "--log-directory", "{work}/logs"),
    ),
    files=SCRIPT,
    is_started_by_root=True,
)


def told(side: Side) -> Seen:
    text = side.wait_for_text("}", "service.json")
    return dict(json.loads(text)) if text else {"directory": None, "user": None, "group": None}


def logged(side: Side) -> Seen:
    own = side.wait_for_text("has begun", "logs/worker.log")
    return {"own log": own, "shared log": side.read("logs/error_log")}


GROUP = Group(
    "services",
    (
        Row("a service runs", SERVICE, told, sees=("user", "group"), expect={"directory": "{work}"}),
        Row(
            "a service has a log of its own",
            SERVICE,
            logged,
            expect={"own log": Like("the service has begun"), "shared log": Like("^(?!.*has begun)")},
        ),
        Row("the application beside a service", SERVICE, expect={"status": 200}),
        Row("a service has a user of its own", WITH_USER, told, expect={"user": "www-data", "group": 60}),
    ),
)
