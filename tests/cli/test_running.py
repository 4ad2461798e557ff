"""What holds while `up` runs. These tests share one."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from .running import CODE, Up
from .test_up import app_role


def test_it_says_where_to_go(running: Up):
    assert re.search(rf"^ready http://127\.0\.0\.1:{running.port}/$", running.said, re.MULTILINE)
    assert "--host 0.0.0.0" in running.said


def test_the_app_has_no_power_over_row_level_security(running: Up):
    with app_role(running.data) as connection:
        query = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(query).fetchone() == (False, False, False, False)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_secrets_are_readable_by_the_owner_only(running: Up):
    rooms = [running.data / name for name in ("secrets", "postgres", "redis", "run", "media", "log")]
    for path in (*(running.data / "secrets").iterdir(), *rooms):
        assert path.stat().st_mode & 0o077 == 0, path


def test_nothing_that_we_start_runs_as_root(running: Up):
    for words in ("bin/postgres", "redis-server", "app.cli worker", "gunicorn"):
        uids = re.search(r"Uid:\s+(\d+)\s+(\d+)", Path(f"/proc/{running.child(words)}/status").read_text())
        assert uids
        assert uids[1] == uids[2] != "0"


def test_a_second_up_on_the_same_data_is_refused(running: Up):
    second = Up(running.data)
    assert second.end() == 1
    assert "nusacart: Another `up` already uses" in second.said
    assert running.get()[0] == 200


def test_a_frozen_redis_is_named_by_the_doors(running: Up):
    redis = running.child("redis-server")
    os.kill(redis, signal.SIGSTOP)
    status, said = running.get()
    os.kill(redis, signal.SIGCONT)
    assert (status, '"redis":"down"' in said, '"database":"ok"' in said) == (503, True, True)
    assert running.get("/healthz")[0] == 200


def test_other_commands_find_it_through_its_data(running: Up):
    environ = {"PATH": os.environ["PATH"], "NUSACART_DATA": str(running.data)}
    done = subprocess.run(
        [CODE / "bin" / "nusacart", "migrate"], env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_dies_comes_back(running: Up):
    for words, name in (("app.cli worker", "The worker"), ("redis-server", "Redis"), ("bin/postgres", "PostgreSQL")):
        os.kill(running.child(words), signal.SIGKILL)
        assert running.says(f"{name} runs again."), running.said
    os.kill(running.child("gunicorn"), signal.SIGKILL)
    assert running.says("The web server runs again."), running.said
    end = time.monotonic() + 20
    while running.get()[0] != 200 and time.monotonic() < end:
        time.sleep(0.1)
    assert running.get()[0] == 200
