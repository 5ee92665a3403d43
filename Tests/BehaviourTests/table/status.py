"""What the server says about itself: status, metrics, telemetry, documentation."""

from suite.rows import Group, Like, Request, Row, Site

STATUS = Site("server status", ("--server-status",))
MOUNTED = Site("server status and mount point", ("--server-status", "--mount-point", "/app"))
METRICS = Site("server metrics", ("--server-metrics",))
NOTHING = Site("no status")
TELEMETRY = Site(
    "telemetry",
    (
        *("--telemetry-service", "unix:{work}/telemetry.sock", "--telemetry-interval", "0.5", "--slow-requests", "1.5"),
        *("--telemetry-options", "+CaptureUserAgent"),
    ),
)
DOCUMENTATION = Site("documentation", ("--enable-docs",), expressway_refuses="brings no documentation")

GROUP = Group(
    "status",
    (
        Row(
            "the status",
            STATUS,
            Request("/server-status"),
            sees=("Content-Type",),
            expect={"status": 200, "body": Like("Apache Server Status")},
        ),
        Row(
            "the status for programs",
            STATUS,
            Request("/server-status?auto"),
            expect={"status": 200, "body": Like("BusyWorkers: ")},
        ),
        Row("the application beside the status", STATUS, Request("/x"), expect={"environ.PATH_INFO": "/x"}),
        Row(
            "a name that begins like the status",
            STATUS,
            Request("/server-statuses"),
            meant={"status": (404, 200)},
            reason="Only the one address is the status.",
        ),
        Row(
            "below the status",
            STATUS,
            Request("/server-status/page"),
            meant={"body": (Like("Apache Server Status"), Like('"PATH_INFO": "/server-status/page"'))},
            reason="Only the one address is the status; what stands below it is the application's.",
        ),
        Row(
            "no status without being told",
            NOTHING,
            Request("/server-status"),
            expect={"environ.PATH_INFO": "/server-status"},
        ),
        Row(
            "the application's own status below a mount point",
            MOUNTED,
            Request("/app/server-status"),
            meant={"status": (404, 200)},
            reason="The peer shadows the application's address, though its own status is at the root.",
        ),
        Row("metrics", METRICS, Request("/?do=metrics"), expect={"body": '{"server": true}'}),
        Row("no metrics without being told", NOTHING, Request("/?do=metrics"), expect={"body": '{"server": false}'}),
        Row("telemetry", TELEMETRY, expect={"status": 200}),
        Row(
            "documentation",
            DOCUMENTATION,
            Request("/__wsgi__/docs/"),
            meant={"serves": (True, False)},
            reason="The package on PyPI holds no documentation; the peer answers with an error.",
        ),
    ),
)
