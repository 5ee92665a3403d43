#!/usr/bin/python3
import os
import sys

sys.stdout.write("Content-Type: text/plain\r\nX-By: cgi\r\nStatus: 202 Taken\r\n\r\n")
sys.stdout.write(f"{os.environ['REQUEST_METHOD']} {os.environ.get('QUERY_STRING')} {os.environ.get('PATH_INFO')}")
sys.stdout.write(f" {os.environ.get('REMEMBERED')} {sys.stdin.read()}")
