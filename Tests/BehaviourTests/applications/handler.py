"""Answers for a file of the document root."""

import os


def application(environ, start_response):
    name = environ["SCRIPT_FILENAME"]
    with open(name) as file:
        text = f"handled {os.path.basename(name)}|{environ['SCRIPT_NAME']}|{environ['PATH_INFO']}|{file.read()}"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text.encode()]
