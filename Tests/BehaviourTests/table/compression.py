"""Compressed responses, HEAD."""

import gzip

from suite.rows import Group, Request, Row, Seen, Site
from suite.sides import Side
from table.sites import PLAIN

GZIP = (("Accept-Encoding", "gzip"),)
COMPRESSED = Site(
    "compressed",
    ("--compress-responses", "--document-root", "{work}/public"),
    files={"public/text.txt": "text " * 500, "public/data.bin": "data " * 500, "public/code.js": "code " * 500},
)
HEADS = {
    value: Site(f"HEAD mapped {value}", ("--map-head-to-get", value, "--compress-responses"))
    for value in ("Off", "On", "Auto")
}


def unpacked(side: Side) -> Seen:
    answer = side.get("/?do=big&size=5000&type=text/html", *GZIP)
    return {
        "encoding": answer.header("Content-Encoding"),
        "smaller": len(answer.body) < 1000,
        "text": gzip.decompress(answer.body) == b"abcdefghij" * 500,
        "vary": answer.header("Vary"),
    }


def _type(content_type: str, encoding: str | None) -> Row:
    return Row(
        f"{content_type} of the application",
        COMPRESSED,
        Request(f"/?do=big&size=5000&type={content_type}", headers=GZIP),
        expect={"status": 200, "Content-Encoding": encoding},
        sees=("Vary",),
    )


def heads(side: Side) -> Seen:
    """What the application is asked for a HEAD, from the length of its answer."""
    long = side.ask(Request("/?do=big&size=5000&type=text/html", method="HEAD", headers=GZIP))
    return {"status": long.status, "length": len(long.body), "Content-Encoding": long.header("Content-Encoding")}


def method_seen(side: Side) -> Seen:
    """The method as the application has been told, which it repeats in a header."""
    return {"method": side.ask(Request("/?do=method", method="HEAD")).header("X-Method")}


GROUP = Group(
    "compression",
    (
        Row(
            "an HTML page",
            COMPRESSED,
            unpacked,
            expect={"encoding": "gzip", "smaller": True, "text": True},
            sees=("vary",),
        ),
        *(
            _type(name, "gzip")
            for name in ("text/plain", "text/css", "text/xml", "application/json", "application/javascript")
        ),
        _type("text/javascript", "gzip"),
        _type("application/xhtml%2Bxml", "gzip"),
        _type("image/png", None),
        Row(
            "without Accept-Encoding",
            COMPRESSED,
            Request("/text.txt"),
            sees=("Vary",),
            expect={"Content-Encoding": None, "length": 2500},
        ),
        Row(
            "a text file",
            COMPRESSED,
            Request("/text.txt", headers=GZIP),
            sees=("Vary",),
            expect={"Content-Encoding": "gzip"},
        ),
        Row("a file of scripts", COMPRESSED, Request("/code.js", headers=GZIP), expect={"Content-Encoding": "gzip"}),
        Row(
            "a file of data",
            COMPRESSED,
            Request("/data.bin", headers=GZIP),
            sees=("Content-Type",),
            expect={"Content-Encoding": None},
        ),
        Row(
            "nothing is compressed without being told", PLAIN, Request(headers=GZIP), expect={"Content-Encoding": None}
        ),
        *(
            Row(
                f"HEAD with map-head-to-get {value}",
                site,
                heads,
                sees=("Content-Encoding",),
                expect={"status": 200, "length": 0},
            )
            for value, site in HEADS.items()
        ),
        *(
            Row(f"the method for HEAD with map-head-to-get {value}", site, method_seen, sees=("method",))
            for value, site in HEADS.items()
        ),
    ),
)
