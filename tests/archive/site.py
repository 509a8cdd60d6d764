"""A small portal on loopback, reached under a real host name through the crawl's proxy setting."""

import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

LIST = "".join(f'<a href="/article/{n}.html">{n}年报告</a>' for n in range(4)) + '<a href="/moved.html">x</a>'


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = urlsplit(self.path).path
        site = self.server.site
        site.asked.append(path)
        if path.startswith("/slow"):
            time.sleep(0.05)
        if path == "/robots.txt":
            return self.answer(200, b"User-agent: *\nDisallow: /private/", "text/plain")
        if path == "/list.html":
            body = gzip.compress(("<html>" + LIST + "</html>").encode("gb18030"), mtime=0)
            return self.answer(200, body, "text/html", {"Content-Encoding": "gzip"})
        if path == "/moved.html":
            return self.answer(302, b"", "text/html", {"Location": "/文章/9.html"})
        if path == "/flaky.html":
            status = 503 if site.asked.count(path) == 1 else 200
            return self.answer(status, f"<p>{status}</p>".encode(), "text/html")
        if path == "/gone.html":
            return self.answer(404, "没有".encode("gbk"), "text/html; charset=gbk")
        return self.answer(200, self.article(path), "text/html; charset=utf-8")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.site.asked.append("POST " + body.decode())
        self.answer(200, b"<record>" + body + b"</record>", "text/xml")

    def article(self, path):
        # Bytes no charset gives back have to survive too.
        return f"<html><title>{path}</title>年报 {path}</html>".encode() + b"\xff\xfe\x00"

    def answer(self, status, body, kind, headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in dict(headers).items():
            self._headers_buffer.append(f"{name}: {value}\r\n".encode())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Site:
    def __init__(self, server):
        self.asked = []
        self.proxy = f"http://127.0.0.1:{server.server_address[1]}"


@contextmanager
def portal():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.site = Site(server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
