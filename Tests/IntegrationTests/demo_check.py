"""Whether `make demo` serves, and leaves nothing behind. Run by scripts/check-demo, with the standard library alone."""

import os
import re
import signal
import subprocess
import sys
import uuid

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import web
from harness.processes import descendants, marked, survivors
from harness.waiting import wait_for


def main() -> None:
    # A shell that runs this in the background ignores the interrupt, and its children would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    port, mark = web.free_port(), uuid.uuid4().hex
    demo = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "EXPRESSWAY_TEST_MARK": mark},
        start_new_session=True,
    )
    seen = set()

    def page() -> web.Response | None:
        seen.update(descendants(demo.pid))
        assert demo.poll() is None, f"make demo ended with {demo.returncode}"
        try:
            response = web.request(port)
        except OSError:
            return None
        return response if response.status == 200 else None

    try:
        # Ten minutes, because the demo may have to build the engine.
        shelf = wait_for("the demo's page", page, within=600, every=0.1)
        assert "Middlemarch" in shelf.text, shelf.text
        sheet = re.search(r'href="(/static/[^"]+\.css)"', shelf.text)
        assert sheet and web.request(port, sheet[1]).status == 200, "the demo's style sheet is not served"
        seen.update(descendants(demo.pid))
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait(15)
        left = survivors(seen | marked(mark), within=2)
        assert not left, f"left behind: {', '.join(map(str, left))}"
        assert not web.answers(port), f"somebody still answers at port {port}"
    finally:
        for process in marked(mark):
            os.kill(process.pid, signal.SIGKILL)
    print("the demo serves, stops, and leaves nothing behind")


if __name__ == "__main__":
    main()
