"""nginx serving one page's compressed bytes from memory and disk, as fast as it can: the best that could be."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import free_port, wait_until_ready

CONFIG = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; types {{ text/html html; }} default_type text/html; gzip_static always; gunzip on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;
  fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5; keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; charset utf-8; }}
}}
"""


@contextmanager
def nginx_serving(body: bytes, folder: Path) -> Iterator[str]:
    """The address under which nginx serves ``body``, which is gzip already."""
    port, home = free_port(), folder / "nginx"
    (home / "www").mkdir(parents=True)
    (home / "www" / "index.html.gz").write_bytes(body)
    (home / "www" / "index.html").write_bytes(gzip.decompress(body))
    for path in (folder, home, home / "www"):
        path.chmod(0o755)
    (home / "nginx.conf").write_text(CONFIG.format(folder=home, port=port))
    server = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")])
    try:
        url = f"http://127.0.0.1:{port}/index.html"
        wait_until_ready(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)
