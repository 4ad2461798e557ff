"""How the web server runs. `nusacart web` starts it in a fresh interpreter: gevent patches before the app loads.

HTTP and websockets share one port: an open socket costs a greenlet, never a thread.
"""

import contextlib
import ctypes
import gc
import os
import resource
import signal

bind = os.environ.get("NUSACART_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("NUSACART_WEB_PROCESSES", "2"))
worker_class = "gevent"
worker_connections = 10_000
backlog = 2048
timeout = 60
graceful_timeout = 8
keepalive = 15
control_socket_disable = True
loglevel = os.environ.get("NUSACART_LOG_LEVEL", "warning")
wsgi_app = "wsgi:app"

PR_SET_PDEATHSIG = 1
CLOSE_GOING_AWAY = b"\x88\x02\x03\xe9"


class Sockets:
    """Notes the connections that became websockets: they would never end by themselves, so a stop tells them to go."""

    def __init__(self, app):
        self.app = app
        self.open = set()

    def __call__(self, environ, start_response):
        if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            return self.app(environ, start_response)
        connection = environ["gunicorn.socket"]
        self.open.add(connection)
        try:
            return self.app(environ, start_response)
        finally:
            self.open.discard(connection)

    def close(self):
        """Say goodbye to each (browsers come back by themselves) and end its reading."""
        for connection in list(self.open):
            with contextlib.suppress(OSError):
                connection.send(CLOSE_GOING_AWAY)
                connection.shutdown(2)


def on_starting(server):
    """As many open connections as the machine allows us."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def when_ready(server):
    """Ctrl-C ends as orderly as SIGTERM."""
    server.handle_int = server.handle_term


def post_fork(server, worker):
    """A worker whose master was killed must not keep the port: while it loads it has nothing to finish."""
    die_with_the_master(signal.SIGKILL)


def die_with_the_master(number):
    """The kernel sends us this signal when the process that forked us ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)


def post_worker_init(worker):
    """Close websockets as soon as the worker is asked to end; requests that run are finished first."""
    import gevent

    die_with_the_master(signal.SIGTERM)
    # The program itself is no garbage: looking through it again and again took a tenth of a busy worker's time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    sockets = worker.wsgi = Sockets(worker.wsgi)

    def watch():
        while worker.alive:
            gevent.sleep(0.1)
        sockets.close()

    gevent.spawn(watch)
