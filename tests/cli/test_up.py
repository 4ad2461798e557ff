"""What `up` promises to the person who starts it."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app.cli.engines.folder import DataFolder
from app.cli.engines.postgres import Postgres

from .running import Up

Start = Callable[..., Up]


def superuser(data: Path) -> psycopg.Connection:
    return psycopg.connect(Postgres(DataFolder(data)).superuser_url, autocommit=True)


def app_role(data: Path) -> psycopg.Connection:
    return psycopg.connect(Postgres(DataFolder(data)).url, autocommit=True)


@contextmanager
def database_alone(data: Path) -> Iterator[None]:
    """PostgreSQL for a moment, without the rest."""
    postgres = Postgres(DataFolder(data))
    postgres.start()
    try:
        yield
    finally:
        postgres.stop()


@contextmanager
def someone(uid: int) -> Iterator[int]:
    """The pid of a process of that user which has nothing to do with us."""
    sleeper = subprocess.Popen(["sleep", "60"], user=uid if os.geteuid() == 0 else None)
    try:
        yield sleeper.pid
    finally:
        sleeper.kill()
        sleeper.wait()


def crowd() -> float:
    """How many want each core: a promise in seconds is made for a machine that is free."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def one_sentence(up: Up) -> str:
    """What it complained of, which must be one line, with exit code 1."""
    assert up.end() == 1
    said = [line for line in up.said.splitlines() if line.startswith("nusacart: ")]
    assert len(said) == 1, up.said
    assert "Traceback" not in up.said
    assert up.leftovers(0) == []
    return said[0]


def test_it_starts_answers_stops_and_has_everything_again_the_second_time(start: Start, fresh: Path):
    up = start(data=fresh).ready()
    assert up.get("/healthz") == (200, '{"status":"ok"}\n')
    assert up.get("/readyz")[0] == 200
    with app_role(fresh) as connection:
        connection.execute(
            "INSERT INTO vendor (id, slug, name) VALUES (gen_random_uuid(), 'warung-sari', 'Warung Sari')"
        )
    assert up.stop() == 0
    assert up.said.endswith("Stopped; everything is saved.\n")
    assert up.leftovers(0) == []

    again = start(data=fresh).ready()
    assert again.seconds < 5 * crowd()
    with app_role(fresh) as connection:
        assert connection.execute("SELECT name FROM vendor").fetchall() == [("Warung Sari",)]


def test_ctrl_c_in_a_terminal_ends_it_in_order(start: Start):
    up = start().ready()
    os.killpg(up.process.pid, signal.SIGINT)
    assert up.end() == 0
    assert up.leftovers(0) == []
    assert "cut off" not in up.said


def test_ctrl_c_while_it_starts_leaves_nothing(start: Start, fresh: Path):
    up = start(data=fresh)
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


def test_a_taken_port_is_named(start: Start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        up = start(port=other.getsockname()[1])
        assert one_sentence(up) == f"nusacart: Port {up.port} is taken by another program: name another with --port."


def test_data_of_a_newer_version_is_refused_and_left_alone(start: Start, data: Path):
    with database_alone(data), superuser(data) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version of NusaCart (its schema is 9999" in one_sentence(start())


def test_data_of_another_postgresql_is_refused_and_left_alone(start: Start, data: Path):
    (data / "postgres" / "PG_VERSION").write_text("19\n")
    assert "written by PostgreSQL 19" in one_sentence(start())


def test_a_stale_lock_of_postgresql_with_a_living_pid_does_not_matter(start: Start, data: Path):
    owner = DataFolder(data).identity
    with someone(owner.uid) as pid:
        lock = data / "postgres" / "postmaster.pid"
        lock.write_text(f"{pid}\n{data}/postgres\n1\n5432\n{data}/run\n\n0 0\nready\n")
        assert start().ready().get()[0] == 200


def test_a_start_that_was_cut_off_while_making_the_cluster_begins_again(start: Start, fresh: Path):
    (fresh / "postgres.new").mkdir(parents=True)
    (fresh / "postgres.new" / "PG_VERSION").write_text("18\n")
    assert start(data=fresh).ready().get()[0] == 200


def test_a_queue_file_that_redis_cannot_read_is_put_aside(start: Start, data: Path):
    (data / "redis" / "appendonly.aof").write_bytes(b"*1\r\n$3\r\nfoo\r\n*garbage\r\n" * 50)
    assert start().ready().get()[0] == 200
    assert list((data / "redis").glob("appendonly.broken-*"))


def test_a_very_long_path_is_no_trouble(start: Start, tmp_path: Path):
    data = tmp_path / ("warung-" * 12) / ("gudang-" * 12)
    up = start(data=data).ready()
    sockets = DataFolder(data).sockets
    assert sockets.parent == Path("/tmp")
    assert sockets.stat().st_mode & 0o777 == 0o700
    assert up.stop() == 0
    assert not sockets.exists()


def test_engines_of_your_own_are_used_instead(start: Start, fresh: Path, house, engines):
    up = start(data=fresh, environ=engines.environ()).ready()
    assert "Starting" not in up.said
    assert not (fresh / "postgres").exists()


def test_an_engine_of_your_own_that_does_not_answer_is_named(start: Start, fresh: Path, engines):
    nowhere = {"NUSACART_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    up = start(data=fresh, environ=engines.environ() | nowhere)
    assert "PostgreSQL refused" in one_sentence(up)


def test_a_demo_that_was_cut_off_is_forgotten(start: Start, data: Path):
    with database_alone(data), app_role(data) as connection:
        connection.execute("INSERT INTO vendor (id, slug, name) VALUES (gen_random_uuid(), 'half', 'Half a story')")
    (data / "demo.begun").touch()

    start().ready()
    with app_role(data) as connection:
        assert connection.execute("SELECT name FROM vendor").fetchall() == []
    assert not (data / "demo.begun").exists()


def test_the_demo_s_logins_are_shown_at_every_start(start: Start, data: Path):
    (data / "demo.txt").write_text("Sari signs in with 0812\n")
    assert "\nSari signs in with 0812\n" in start().ready().said


def test_a_folder_with_other_things_in_it_is_left_alone(start: Start, tmp_path: Path):
    place = tmp_path / "letters"
    place.mkdir()
    (place / "to-sari.txt").write_text("mine")

    assert "holds other things" in one_sentence(start(data=place))
    assert [path.name for path in place.iterdir()] == ["to-sari.txt"]


def test_a_port_that_cannot_be_is_named(start: Start):
    up = start(port=99_999)

    assert up.says("99999 is not in the range")
    assert up.process.wait(20) != 0
