"""What `up` promises to the person who starts it."""

import os
import re
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from app.cli.engines.folder import DataFolder
from app.cli.engines.postgres import Postgres

from .running import Up, free_port

Start = Callable[..., Up]


def superuser(data: Path) -> psycopg.Connection:
    return psycopg.connect(Postgres(DataFolder(data)).superuser_url, autocommit=True)


def app_role(data: Path) -> psycopg.Connection:
    return psycopg.connect(Postgres(DataFolder(data)).url, autocommit=True)


def one_sentence(up: Up) -> str:
    """The last line said, which must be the only complaint."""
    said = [line for line in up.said.splitlines() if line.startswith("nusacart: ")]
    assert len(said) == 1, up.said
    assert "Traceback" not in up.said
    return said[0]


def test_it_starts_answers_stops_and_has_everything_again_the_second_time(start: Start, data: Path):
    up = start().ready()
    assert up.get("/healthz") == (200, '{"status":"ok"}\n')
    assert up.get("/readyz")[0] == 200
    with app_role(data) as connection:
        connection.execute(
            "INSERT INTO vendor (id, slug, name) VALUES (gen_random_uuid(), 'warung-sari', 'Warung Sari')"
        )
    assert up.stop() == 0
    assert up.said.endswith("Stopped; everything is saved.\n")
    assert up.leftovers(0) == []

    again = start().ready()
    assert again.seconds < 5
    with app_role(data) as connection:
        assert connection.execute("SELECT name FROM vendor").fetchall() == [("Warung Sari",)]
    assert again.stop() == 0


def test_ctrl_c_in_a_terminal_ends_it_in_order(start: Start):
    up = start().ready()
    os.killpg(up.process.pid, signal.SIGINT)
    assert up.end() == 0
    assert up.leftovers(0) == []
    assert "cut off" not in up.said


def test_ctrl_c_while_it_starts_leaves_nothing(start: Start):
    up = start()
    assert up.says("Starting PostgreSQL")
    assert up.stop(signal.SIGINT) == 0
    assert up.leftovers(0) == []


def test_a_killed_parent_leaves_no_process_and_loses_no_row(start: Start, data: Path):
    up = start().ready()
    with app_role(data) as connection:
        connection.execute("INSERT INTO vendor (id, slug, name) VALUES (gen_random_uuid(), 'toko-rudi', 'Toko Rudi')")
    up.process.kill()
    up.process.wait()

    at_once = start(port=up.port).ready()  # does not trip over what is still ending
    with app_role(data) as connection:
        assert connection.execute("SELECT name FROM vendor").fetchall() == [("Toko Rudi",)]
    at_once.process.kill()
    at_once.process.wait()
    assert at_once.leftovers() == []


def test_the_app_has_no_power_over_row_level_security(start: Start, data: Path):
    start().ready()
    with app_role(data) as connection:
        query = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(query).fetchone() == (False, False, False, False)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_secrets_are_readable_by_the_owner_only(start: Start, data: Path):
    start().ready()
    for path in (*(data / "secrets").iterdir(), data / "secrets", data / "postgres", data / "redis", data / "run"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_taken_port_is_named(start: Start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        up = start(port=other.getsockname()[1])
        assert up.end() == 1
        assert one_sentence(up) == f"nusacart: Port {up.port} is taken by another program: name another with --port."


def test_a_second_up_on_the_same_data_is_refused(start: Start, data: Path):
    first = start().ready()
    second = start()
    assert second.end() == 1
    assert "Another `up` already uses" in one_sentence(second)
    assert first.get()[0] == 200


def test_data_of_a_newer_version_is_refused_and_left_alone(start: Start, data: Path):
    up = start().ready()
    with superuser(data) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    up.stop()

    newer = start()
    assert newer.end() == 1
    assert "newer version of NusaCart (its schema is 9999" in one_sentence(newer)
    assert newer.leftovers(0) == []


def test_data_of_another_postgresql_is_refused_and_left_alone(start: Start, data: Path):
    start().ready().stop()
    (data / "postgres" / "PG_VERSION").write_text("19\n")
    up = start()
    assert up.end() == 1
    assert "written by PostgreSQL 19" in one_sentence(up)


def test_a_stale_lock_of_postgresql_with_a_living_pid_does_not_matter(start: Start, data: Path):
    start().ready().stop()
    lock = data / "postgres" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{data}/postgres\n1\n5432\n{data}/run\n\n0 0\nready\n")
    assert start().ready().get()[0] == 200


def test_a_start_that_was_cut_off_while_making_the_cluster_begins_again(start: Start, data: Path):
    (data / "postgres.new").mkdir(parents=True)
    (data / "postgres.new" / "PG_VERSION").write_text("18\n")
    assert start().ready().get()[0] == 200


def test_a_very_long_path_is_no_trouble(start: Start, tmp_path: Path):
    data = tmp_path / ("warung-" * 12) / ("gudang-" * 12)
    up = start(data=data).ready()
    sockets = DataFolder(data).sockets
    assert sockets.parent == Path("/tmp")
    assert sockets.stat().st_mode & 0o777 == 0o700
    assert up.stop() == 0
    assert not sockets.exists()


def test_what_dies_comes_back(start: Start):
    up = start().ready()
    for words, name in (("app.cli worker", "The worker"), ("redis-server", "Redis"), ("bin/postgres", "PostgreSQL")):
        os.kill(up.child(words), signal.SIGKILL)
        assert up.says(f"{name} runs again."), up.said
    os.kill(up.child("gunicorn"), signal.SIGKILL)
    assert up.says("The web server runs again."), up.said
    end = time.monotonic() + 20
    while up.get()[0] != 200 and time.monotonic() < end:
        time.sleep(0.1)
    assert up.get()[0] == 200
    assert up.stop() == 0


def test_a_frozen_redis_is_named_by_the_doors(start: Start):
    up = start().ready()
    redis = up.child("redis-server")
    os.kill(redis, signal.SIGSTOP)
    status, said = up.get()
    os.kill(redis, signal.SIGCONT)
    assert (status, '"redis":"down"' in said, '"database":"ok"' in said) == (503, True, True)
    assert up.get("/healthz")[0] == 200


def test_it_says_where_to_go(start: Start):
    up = start().ready()
    assert re.search(rf"^ready http://127\.0\.0\.1:{up.port}/$", up.said, re.MULTILINE)
    assert "--host 0.0.0.0" in up.said


def test_engines_of_your_own_are_used_instead(start: Start, data: Path, engines):
    up = start(port=free_port(), environ=engines.environ()).ready()
    assert "Starting" not in up.said
    assert not (data / "postgres").exists()
    assert up.stop() == 0
