"""An application between the two sides of the standard library's WSGI validator."""

from wsgiref.validate import validator


@validator
def application(environ, start_response):
    body = "{SCRIPT_NAME}|{PATH_INFO}".format_map({"SCRIPT_NAME": "", "PATH_INFO": ""} | environ).encode("latin-1")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
