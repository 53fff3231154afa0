"""A form made as most forms are, without any protection: what the search must be able to find."""

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from urllib.parse import parse_qs, urlsplit

FORM = """<!doctype html><html lang="en"><head><title>A form</title></head><body>
<form action="/asked">
<p><label>Long <textarea id="long" name="long" rows="5"></textarea></label></p>
<p><label>Short <input id="short" name="short" type="text"></label></p>
<p><label>Draft <input id="draft" name="draft" type="text"></label></p>
<p><label><input id="pick" name="pick" type="checkbox" value="yes"> Pick</label></p>
<button id="send">Send</button></form>
<h2 id="more">More</h2>
<script>document.getElementById("draft").oninput = (event) => localStorage.setItem("draft", event.target.value)</script>
</body></html>"""


class _Unprotected(http.server.BaseHTTPRequestHandler):
    """The form, and at /asked whatever was asked for; both may be kept."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        said = ", ".join(value for values in parse_qs(address.query).values() for value in values)
        page = f"<!doctype html><title>Asked</title><h1>You said: {escape(said)}</h1>"
        body = gzip.compress((page if address.path == "/asked" else FORM).encode())
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-encoding", "gzip")
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "max-age=86400")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
        """Nothing: no test reads it."""


@contextmanager
def unprotected() -> Iterator[str]:
    """Serve it; its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Unprotected)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
