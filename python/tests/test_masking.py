"""What is secret never comes out of the masking; what is not comes out byte for byte."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from expressway.runtime.body_masking import FORM, JSON, MULTIPART, SEARCHED, UNKNOWN, BodyMasking, kind_of
from expressway.runtime.environ_text import EnvironText
from expressway.runtime.secret_names import SecretNames
from expressway.runtime.text_masking import TextMasking

TEXTS = TextMasking(SecretNames(["X-Internal", "vin"]))
BODIES = BodyMasking(SecretNames(["vin"]))


@pytest.mark.parametrize(
    "name",
    [
        *("password", "new_password1", "PASSWD", "clientSecret", "access-token", "csrfmiddlewaretoken", "X-CSRFToken"),
        *("HTTP_X_API_KEY", "user[pin]", "login.pass", "HTTP_X_INTERNAL", "x_internal", "car[vin]", "AWS_SECRET_KEY"),
    ],
)
def test_names_of_secrets(name: str) -> None:
    assert name in TEXTS.names


@pytest.mark.parametrize("name", ["user", "pinned", "passport", "author", "opinion", "vinyl", "REMOTE_USER", "", "key"])
def test_names_of_no_secrets(name: str) -> None:
    assert name not in TEXTS.names


@pytest.mark.parametrize(
    ("name", "value", "masked"),
    [
        ("Authorization", "Basic YTpi", "Basic ***"),
        ("Authorization", "my secret", "***"),
        ("Proxy-Authorization", "Digest username=a", "Digest ***"),
        ("Cookie", "a=1; b=2;c", "a=***; b=***; ***"),
        ("Set-Cookie", "a=1; Path=/; HttpOnly", "a=***; Path=/; HttpOnly"),
        ("X-Internal", "anything", "***"),
        ("Location", "/?token=x&a=1", "/?token=***&a=1"),
        ("Location", "https://a/#access_token=x&expires=1", "https://a/#access_token=***&expires=1"),
        ("Referer", "https://ann:secret@host/path", "https://***@host/path"),
        ("Referer", "https://a/?next=%2Fb%3Fpassword%3Dx&c=1", "https://a/?next=***&c=1"),
        ("QUERY_STRING", "a=1;token=b;c&d=2", "a=1;token=***&d=2"),
        ("QUERY_STRING", "pass%77ord=b&p%61ss=c", "pass%77ord=***&p%61ss=***"),
        ("REQUEST_URI", "/reset?x=1&Password=", "/reset?x=1&Password="),
        ("Content-Type", "text/plain", "text/plain"),
    ],
)
def test_headers(name: str, value: str, masked: str) -> None:
    assert TEXTS.header(name, value) == masked
    assert TEXTS.headers([(name, value), (name, value)]) == [(name, masked)] * 2
    for environ in ({name: value}, {"A%": "%s", name: value, "wsgi.version": (1, 0)}):
        block = block_of(EnvironText(TEXTS), environ)
        assert block.split(b"\0")[-2:] == [f"{name}={masked}".encode(), b""]


def block_of(environs: EnvironText, environ: dict[str, Any]) -> bytes:
    layout, values = environs.of(environ)
    return layout.block(values)


def test_an_environ_is_what_it_was_whatever_came_before() -> None:
    environs = EnvironText(TEXTS)
    assert block_of(environs, {"A": "1", "B": "2", "C": 3}) == b"A=1\0B=2\0"
    assert block_of(environs, {"A": 1, "B": "2", "C": "3"}) == b"B=2\0C=3\0"
    assert block_of(environs, {"A": "\xe9\u20ac", "B": "x?token=y", "C": 3}) == b"A=\xe9?\0B=x?token=***\0"
    assert block_of(environs, {"B": 1, "A": "1"}) == b"A=1\0"
    assert block_of(environs, {}) == b""


def test_a_value_that_is_encoded_again_and_again_takes_no_time_and_is_masked() -> None:
    assert TEXTS.parameters("a=%" + "25" * 3000 + "3Dtoken=x&b=1") == "a=***&b=1"


@pytest.mark.parametrize(
    ("body", "masked"),
    [
        ('{"a": 1.0, "password": "x"}', '{"a": 1.0, "password": "***"}'),
        ('{"password":{"a":["}",{"b":1}]},"c":[ ]}', '{"password":"***","c":[ ]}'),
        ('[{"token":null},{"token" : -1.5e3 , "x":"\\"password\\":"}]', None),
        ('{"\\u0070assword": "x"}', '{"\\u0070assword": "***"}'),
        ('{"payload": "{\\"password\\": 1}", "x": "a"}', '{"payload": "***", "x": "a"}'),
        ('{"query": "mutation { login(password: \\"x\\") }"}', '{"query": "***"}'),
        ('{"a":1}\n{"secret":2}\n', '{"a":1}\n{"secret":"***"}\n'),
        (
            '{"text": "my password is", "keys": ["password", "x"]}',
            '{"text": "my password is", "keys": ["password", "x"]}',
        ),
        (" \n[1, 2]", " \n[1, 2]"),
        ('{"vin": 1, "vinyl": 2}', '{"vin": "***", "vinyl": 2}'),
    ],
)
def test_json(body: str, masked: str | None) -> None:
    masked = masked or '[{"token":"***"},{"token" : "***" , "x":"\\"password\\":"}]'
    assert BODIES.masked(JSON, "application/json", "", body.encode()) == masked.encode()
    assert BODIES.masked(JSON, "application/json", "", b"\xef\xbb\xbf" + body.encode()) == (
        b"\xef\xbb\xbf" + masked.encode()
    )


@pytest.mark.parametrize(
    "body", [b'{"password": "x', b"{'password': 1}", b'{"a": 1} x', b'{"a":"\xff"}', b"[" * 100_000, b'{\0"\0a\0']
)
def test_json_that_is_none_is_left_out(body: bytes) -> None:
    assert BODIES.masked(JSON, "application/json", "", body) is None


@pytest.mark.parametrize("seed", range(30))
def test_of_any_json_no_secret_stays_and_all_else_does(seed: int) -> None:
    chance = random.Random(seed)

    def value(depth: int, secret: bool) -> Any:
        kind = chance.randrange(6 if depth else 3)
        text = "hunter2" if secret else chance.choice(["", 'a"b', "\\", "é\u2028", "{[,:", "hello"])
        if kind == 0:
            return text
        if kind == 1 and not secret:
            return chance.choice([None, True, 1.5, -7])
        if kind <= 3:
            return [value(depth - 1, secret) for _ in range(chance.randrange(4))] if depth else text
        names = ["user", "password", "api_key", "ü", 'q"', ""]
        return {name: value(depth - 1, secret or name in names[1:3]) for name in chance.sample(names, 3)}

    def without(found: Any) -> Any:
        if isinstance(found, list):
            return [without(one) for one in found]
        if isinstance(found, dict):
            return {name: "***" if name in ("password", "api_key") else without(one) for name, one in found.items()}
        return found

    document = value(5, False)
    text = json.dumps(document, ensure_ascii=chance.random() < 0.5, indent=chance.choice([None, 1]))
    masked = BODIES.masked(JSON, "application/json", "", text.encode())
    assert masked is not None and b"hunter2" not in masked
    assert json.loads(masked) == without(document)


def part(head: bytes, content: bytes) -> bytes:
    return b"--B\r\n" + head + b"\r\n\r\n" + content + b"\r\n"


DISPOSITION = b"Content-Disposition: form-data; "


@pytest.mark.parametrize(
    "secret",
    [
        DISPOSITION + b'name="password"',
        b"content-disposition:form-data;NAME=password",
        DISPOSITION + b'filename="x"; name="user[secret]"',
        DISPOSITION + b"name*=utf-8''password",
        DISPOSITION + b'name="pass\\"word"',
        b'Content-Disposition: form-data;\r\n name="token"',
        b"Content-Type: text/plain",
        DISPOSITION + b'name="a"; name="password"',
    ],
)
def test_parts_that_are_or_may_be_secret_are_masked(secret: bytes) -> None:
    harmless = part(DISPOSITION + b'name="user"', b"ann") + part(DISPOSITION + b'name="f"; filename="x"', bytes(256))
    body = harmless + part(secret, b"hunter2") + b"--B--\r\n"
    assert BODIES.masked(MULTIPART, "multipart/form-data; boundary=B", "", body) == body.replace(b"hunter2", b"***")


@pytest.mark.parametrize(
    "body",
    [
        part(DISPOSITION + b'name="user"', b"ann"),
        b"before" + part(DISPOSITION + b'name="user"', b"ann") + b"--B--",
        part(DISPOSITION + b'name="user"', b"ann") + b"--B--\r\npassword",
        part(DISPOSITION + b'name="user"', b"x--Bpassword") + b"--B--",
        part(DISPOSITION + b'name="a"\r\n' + DISPOSITION + b'name="b"', b"x") + b"--B--",
        part(DISPOSITION + b'name="a"\r\nContent-Type: multipart/mixed; boundary=C', b"x") + b"--B--",
        b"anything",
    ],
)
def test_parts_that_cannot_be_told_apart_are_left_out(body: bytes) -> None:
    assert BODIES.masked(MULTIPART, "multipart/form-data; boundary=B", "", body) is None
    assert BODIES.masked(MULTIPART, "multipart/form-data", "", body) is None


def test_a_part_is_masked_by_its_own_type() -> None:
    head = DISPOSITION + b'name="data"\r\nContent-Type: application/json'
    body = part(head, b'{"password": "hunter2"}') + b"--B--"
    masked = BODIES.masked(MULTIPART, 'multipart/form-data; boundary="B"', "", body)
    assert masked == body.replace(b"hunter2", b"***")


@pytest.mark.parametrize(
    ("body", "masked"),
    [
        (b"a=1&password=x;y&b=\xff", b"a=1&password=***&b=\xff"),
        (b"payload=%7B%22password%22%3A1%7D&x=%7B%7D", b"payload=***&x=%7B%7D"),
        (b"no form at all", b"no form at all"),
    ],
)
def test_forms(body: bytes, masked: bytes) -> None:
    assert BODIES.masked(FORM, "", "", body) == masked


def test_bodies_without_a_type_show_what_they_are() -> None:
    assert BODIES.masked(UNKNOWN, "", "", b' {"token": 1}') == b' {"token": "***"}'
    assert BODIES.masked(UNKNOWN, "", "", b"token=1&a=b") == b"token=***&a=b"
    assert BODIES.masked(UNKNOWN, "", "", b"[note] hello") == b"[note] hello"
    assert BODIES.masked(UNKNOWN, "", "", b"[note] my password") is None
    assert BODIES.masked(UNKNOWN, "", "", b"my password") == b"my password"


def test_text_that_is_only_searched_is_left_out_when_a_name_occurs() -> None:
    assert BODIES.masked(SEARCHED, "", "", b"<a><Pass-Word>x</Pass-Word></a>") is None
    assert BODIES.masked(SEARCHED, "", "", b"<a><user>x</user></a>") == b"<a><user>x</user></a>"


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_encodings_that_cannot_be_undone_are_left_out(encoding: str) -> None:
    assert BODIES.masked(JSON, "application/json", encoding, b"{}") is None


def test_kinds() -> None:
    assert kind_of("Application/Problem+JSON; charset=utf-8") == JSON
    assert kind_of(" multipart/form-data; boundary=x") == MULTIPART
    assert kind_of("image/svg+xml") == kind_of("text/html") == "opaque"
