"""Tests of a warehouse in a bucket, against moto's server in a process of its own: an emulator of S3, not S3 itself."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.bucket_server import SECRET, bucket_server
from flows.cli import run as run_command
from flows.pipeline import Stages
from flows.pipeline import run as build
from tests.finding import each
from tests.small_seeds import DOCUMENTS, write_small_seeds
from tests.warehouse.meddling import Meddler
from tests.warehouse.test_releases import publish
from transforms.documents.inventory import SeedsMissing
from transforms.tables import TABLES, Run
from warehouse.bucket.address import Address, AddressInvalid
from warehouse.bucket.lease import LeaseLost
from warehouse.bucket.objects import Objects
from warehouse.bucket.opening import CopyRefused, Extent, changing, listed, pull, pulled
from warehouse.bucket.pointer import POINTER
from warehouse.bucket.refusals import BucketDamaged, BucketRefused, BucketUnreachable
from warehouse.bucket.seed_copy import fetched_seeds
from warehouse.listing import list_releases
from warehouse.manifest import MANIFEST
from warehouse.pruning import prune
from warehouse.releases import CURRENT, DATABASE, Warehouse, WarehouseMissing
from warehouse.storage import WarehouseLocked

ROOT = Path(__file__).parents[2]
LEASE = 3.0  # seconds, the least that a server allows which tells of whole seconds
PUBLISHING = """
import sys
from pathlib import Path
from tests.warehouse.test_releases import publish
from warehouse.bucket.opening import changing
from warehouse.releases import Warehouse
with changing(Path(sys.argv[1]), seconds=1) as root:
    print("leased", flush=True)
    publish(Warehouse(root), sys.argv[2], *"pqrstuvw")
"""


@pytest.fixture(scope="session")
def server() -> Iterator[Mapping[str, str]]:
    """Give the variables of a server of S3."""
    with bucket_server() as found:
        yield found


@pytest.fixture
def client(server: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a client of the server, which is that of the environment by now, with a cache of the test's own."""
    for name, value in {**server, "XDG_CACHE_HOME": str(tmp_path / "cache")}.items():
        monkeypatch.setenv(name, value)
    return Objects(Address("unused", "")).client


@pytest.fixture
def bucket(client: Any, tmp_path: Path) -> str:
    """Give the name of an empty bucket."""
    name = re.sub("[^a-z0-9]+", "-", tmp_path.name.lower())[:50].strip("-") + str(os.getpid())
    client.create_bucket(Bucket=name)
    return name


@pytest.fixture
def place(bucket: str) -> Path:
    """Give the path of a warehouse of two releases in a bucket."""
    place = Path(f"s3://{bucket}/news/warehouse")
    for run, parts in (("a", ["p"]), ("b", ["p", "q"])):
        with changing(place) as root:
            publish(Warehouse(root), run, *parts)
    return place


def objects_of(place: Path) -> Objects:
    address = Address.of(place)
    assert address is not None
    return Objects(address)


def unheard(sent: bytes) -> bytes:
    """Return a request whose conditions nobody knows."""
    return sent.replace(b"If-Match:", b"Un-heard:").replace(b"If-None-Match:", b"If-No-Unheard:")


def port_of(server: Mapping[str, str]) -> int:
    return int(server["AWS_ENDPOINT_URL_S3"].rpartition(":")[2])


def held(place: Path) -> dict[str, bytes]:
    """Return the objects of a warehouse with what they hold."""
    objects = objects_of(place)
    names = [stored.name for page in objects.stored() for stored in page]
    return {name: seen.body for name in names if (seen := objects.get(name))}


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a warehouse that are its own, with what they hold."""
    tops = [path for top in ("parts", "releases", "resolved") for path in (folder / top).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in tops}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def without_clock(found: dict[str, bytes]) -> dict[str, Any]:
    """Return files without the instants at which releases were made."""
    manifests = {name: json.loads(body) for name, body in found.items() if name.endswith("release.json")}
    return {**found, **{name: {**manifest, "made_at": None} for name, manifest in manifests.items()}}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("s3://news/a/b", Address("news", "a/b")),
        ("s3://news", Address("news", "")),
        ("s3://news/", Address("news", "")),
        ("warehouse/data", None),
        ("./s3", None),
    ],
)
def test_an_address_is_known_as_words_and_as_a_path(path: str, address: Address | None) -> None:
    assert Address.of(path) == Address.of(Path(path)) == address


@pytest.mark.parametrize("path", ["s3://", "s3://B", "s3://user:word@host/x", "s3://-news/x"])
def test_what_begins_as_an_address_and_is_none_is_refused(path: str) -> None:
    with pytest.raises(AddressInvalid, match="write s3://bucket/prefix"):
        Address.of(path)


def test_a_warehouse_in_a_bucket_is_the_same_bytes_as_in_a_folder(place: Path, tmp_path: Path) -> None:
    local = Warehouse(tmp_path / "local")
    for run, parts in (("a", ["p"]), ("b", ["p", "q"])):
        publish(local, run, *parts)
    release = pull(place, tmp_path / "copy", everything=True)
    assert (release.number, release.state()) == (2, "complete")
    assert without_clock(files(tmp_path / "copy")) == without_clock(files(local.root))


def test_a_file_that_several_releases_link_is_one_object(place: Path) -> None:
    bodies = [body for name, body in held(place).items() if name != POINTER]
    assert bodies.count(b"reports of p") == 1
    assert len(bodies) == len(set(bodies))


def test_readers_get_what_is_published_and_fetch_no_other_release(place: Path) -> None:
    folder = pulled(place)
    assert [release.number for release in Warehouse(folder).releases()] == [2]
    assert Warehouse(folder).published().database.read_text() == "tables of b"
    assert [release.number for release in Warehouse(pulled(place, 1)).releases()] == [1, 2]


def test_a_copy_tells_how_many_files_it_has_fetched(place: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    pull(place, tmp_path / "copy", told=lambda done, total: told.append((done, total)))
    assert told == [(done, len(told) - 1) for done in range(len(told))]
    assert len(told) > 1


def test_nothing_is_fetched_twice(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pull(place, tmp_path / "copy", everything=True)
    monkeypatch.setattr(Objects, "download", None)
    assert pull(place, tmp_path / "copy", everything=True).number == 2


def test_releases_are_listed_without_being_fetched(place: Path) -> None:
    folder = listed(place)
    first, second = list_releases(Warehouse(folder))
    assert (first.state, second.state, second.is_current) == ("complete", "complete", True)
    release = folder / "releases" / f"0002-{'b' * 16}"
    assert second.own_bytes == len("tables of b") + (release / MANIFEST).stat().st_size  # the rest is that of parts too
    database = release / DATABASE
    assert (database.read_bytes(), database.stat().st_blocks) == (bytes(len("tables of b")), 0)


def test_a_second_writer_is_refused_and_changes_nothing(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with changing(place, seconds=LEASE) as root:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of another machine"))
        time.sleep(2 * LEASE)  # it gives signs of life
        with pytest.raises(WarehouseLocked, match=r"another run is under way \(process \d+ on "), changing(place):
            pass
        publish(Warehouse(root), "c")
    assert Warehouse(pulled(place)).published().number == 3


def test_a_writer_that_was_held_to_be_dead_can_publish_no_more(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.bucket.lease.SIGNS", 1e-6)  # as of a process that was suspended
    slow = changing(place, seconds=1)
    publish(Warehouse(slow.__enter__()), "c", "r")
    time.sleep(2.5)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of another machine"))
    with changing(place, seconds=LEASE) as other:
        publish(Warehouse(other), "d", "s")
    with pytest.raises(LeaseLost, match="another run has taken over"):
        slow.__exit__(None, None, None)
    assert [release.run_id[0] for release in Warehouse(listed(place)).releases()] == ["a", "b", "d"]
    with changing(place):
        pass
    assert b"reports of r" not in held(place).values()


def test_who_tidies_up_removes_nothing_of_a_later_lease(place: Path) -> None:
    objects = objects_of(place)
    later = f"objects/{999:012d}-{'0' * 64}"
    earlier = f"objects/{1:012d}-{'0' * 64}"
    for name in (later, earlier, "objects/of somebody else"):
        objects.put(name, b"")
    with changing(place):
        pass
    assert {later, earlier, "objects/of somebody else"} & set(held(place)) == {later, "objects/of somebody else"}


@pytest.mark.slow
def test_kills_at_random_instants_lose_nothing_and_the_next_run_completes(place: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PUBLISHING, str(place)]
    pull(place, tmp_path / "before", everything=True)
    before = without_clock(files(tmp_path / "before"))
    instants = random.Random(19)
    for run in ("c", "d", "e", "f"):
        with subprocess.Popen([*command, run], cwd=ROOT, stdout=subprocess.PIPE) as writing:
            assert writing.stdout is not None
            writing.stdout.readline()
            time.sleep(instants.uniform(0, 0.4))
            writing.send_signal(signal.SIGKILL)
        published = pull(place, tmp_path / run, everything=True)
        assert published.state() == "complete"
        assert before.items() <= without_clock(files(tmp_path / run)).items()
        time.sleep(2.5)  # the lease of the dead
    subprocess.run([*command, "0"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert pull(place, tmp_path / "after").run_id == "0" * 16
    names = {line["object"] for name, body in held(place).items() if body[:1] == b"[" for line in json.loads(body)}
    listings = set(json.loads(held(place)[POINTER])["folders"].values())
    assert set(held(place)) == {POINTER} | names | listings  # nothing that a killed run sent is left


def test_an_upload_that_breaks_off_is_seen_by_nobody(
    place: Path, server: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    meddler = Meddler(port_of(server))
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", meddler.url)
    broken = changing(place)
    publish(Warehouse(broken.__enter__()), "c", "r")
    meddler.left = 4_000
    with pytest.raises(BucketUnreachable, match="was not to be reached or broke off"):
        broken.__exit__(None, None, None)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", server["AWS_ENDPOINT_URL_S3"])
    assert Warehouse(pulled(place)).published().number == 2


def test_a_download_that_breaks_off_leaves_nothing_half(
    place: Path, server: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with changing(place) as root:
        (root / "made").mkdir()
        (root / "made" / "reports.parquet").write_bytes(random.Random(3).randbytes(1_000_000))
        Warehouse(root).storage.put_if_absent("parts/large", root / "made")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", Meddler(port_of(server), cut=500_000).url)
    with pytest.raises(BucketUnreachable):
        pull(place, tmp_path / "copy", everything=True)
    assert not (tmp_path / "copy" / "parts" / "large" / "reports.parquet").exists()
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", server["AWS_ENDPOINT_URL_S3"])
    with pytest.raises(CopyRefused, match="it holds something that was not pulled"):
        pull(place, ROOT)
    assert pull(place, tmp_path / "copy", everything=True).state() == "complete"


def test_a_server_that_heeds_no_conditions_is_refused(
    place: Path, server: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = Meddler(
        port_of(server), lambda sent: sent.replace(b"If-Match:", b"Un-heard:").replace(b"If-None", b"Un-hear")
    )
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", deaf.url)
    with pytest.raises(BucketRefused, match="does not heed conditions of writes"), changing(place):
        pass


def test_an_object_that_holds_something_else_is_refused_by_its_checksum(place: Path, tmp_path: Path) -> None:
    name = next(name for name, body in held(place).items() if body == b"tables of b")
    objects_of(place).put(name, b"tables of x")
    with pytest.raises(BucketDamaged, match=f"{name} does not hold what its name says"):
        pull(place, tmp_path / "copy")
    objects_of(place).delete([next(at for page in objects_of(place).stored(name) for at in page)])
    with pytest.raises(BucketDamaged, match=f"{name} is away"):
        pull(place, tmp_path / "copy")


def test_a_rollback_is_seen_and_the_next_number_is_new(place: Path) -> None:
    with changing(place, Extent.MANIFESTS) as root:
        Warehouse(root).rollback(1)
    assert Warehouse(pulled(place)).published().number == 1
    with changing(place) as root:
        assert publish(Warehouse(root), "c").number == 3
    assert [release.number for release in Warehouse(listed(place)).releases()] == [1, 2, 3]


@pytest.mark.parametrize("keeps_versions", [False, True])
def test_pruning_removes_the_objects_that_nothing_else_needs(
    place: Path, bucket: str, client: Any, *, keeps_versions: bool
) -> None:
    if keeps_versions:
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        with changing(place) as root:
            Warehouse(root).storage.remove("parts/p")
    with changing(place, Extent.MANIFESTS) as root:
        assert prune(Warehouse(root), keep=1).releases == (1,)
    assert b"tables of a" not in held(place).values()
    assert Warehouse(pulled(place)).published().database.read_text() == "tables of b"
    kept = client.list_object_versions(Bucket=bucket, Prefix="news/warehouse/objects/")
    assert {at["Key"].removeprefix("news/warehouse/") for at in kept["Versions"]} == set(held(place)) - {POINTER}
    assert "DeleteMarkers" not in kept


def test_parts_of_a_run_that_could_not_publish_are_kept_for_the_next(place: Path) -> None:
    broken = changing(place)
    publish(Warehouse(broken.__enter__()), "c", "r")
    assert not broken.__exit__(OSError, OSError(28, "full"), None)  # the failure goes on
    with changing(place) as root:
        assert [release.number for release in Warehouse(root).releases()] == [1, 2]
        assert Warehouse(root).storage.children("parts") == ("p", "q", "r")
        assert Warehouse(root).storage.pointer(CURRENT) == f"releases/0002-{'b' * 16}"


def test_a_copy_in_which_somebody_has_built_is_not_overwritten(place: Path, tmp_path: Path) -> None:
    pull(place, tmp_path / "copy")
    publish(Warehouse(tmp_path / "copy"), "c")
    with pytest.raises(CopyRefused, match=r"has no releases/0003-c+ as it lies there"):
        pull(place, tmp_path / "copy")


def test_documents_are_fetched_once_and_gone_ones_go(bucket: str, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = {f"seeds/{name}": text for name, text in DOCUMENTS.items()}
    odd = {"wire": "a file and a folder", "../up.txt": "up", "/two.txt": "two", f"{'x' * 300}.txt": "long"}
    odd = {f"seeds/{name}": text for name, text in odd.items()}
    for name, text in (documents | odd).items():
        client.put_object(Bucket=bucket, Key=name, Body=text.encode())
    with changing(Path(f"s3://{bucket}/seeds/built")) as root:
        publish(Warehouse(root), "a")
    seeds = Path(f"s3://{bucket}/seeds")
    folder = fetched_seeds(seeds)
    found = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    assert sorted(found.values()) == sorted((documents | odd).values())
    assert {"wire", "wire%/talks.txt", "%%2E%2E/up.txt", "%/two.txt"} <= set(found)
    for name in odd:
        client.delete_object(Bucket=bucket, Key=name)
    client.put_object(Bucket=bucket, Key="seeds/wire/talks.txt", Body=b"other words")
    fetched_seeds(seeds)
    left = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    assert left == sorted({"wire", *DOCUMENTS})
    assert (folder / "wire/talks.txt").read_text() == "other words"
    monkeypatch.setattr(Objects, "download", None)  # there is nothing to fetch
    assert fetched_seeds(seeds) == folder


def test_an_empty_bucket_holds_no_seeds_and_no_warehouse(bucket: str) -> None:
    with pytest.raises(SeedsMissing, match="no document there"):
        fetched_seeds(Path(f"s3://{bucket}"))
    with pytest.raises(WarehouseMissing, match="no published warehouse there"):
        pulled(Path(f"s3://{bucket}"))
    with pytest.raises(WarehouseMissing), changing(Path(f"s3://{bucket}"), Extent.MANIFESTS):
        pass
    assert held(Path(f"s3://{bucket}")) == {}


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ({"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}, "no credentials; set AWS_ACCESS_KEY_ID and"),
        ({"AWS_PROFILE": "nobody"}, "no credentials; set"),
        ({"AWS_ENDPOINT_URL_S3": f"http://trial:{SECRET}@127.0.0.1:9"}, "the server was not to be reached"),
        ({"AWS_ENDPOINT_URL_S3": f"http://{SECRET}.. /"}, "boto3 cannot ask for it (ValueError); look at the AWS_"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_with_exit_code_4_and_without_secrets(
    harm: Mapping[str, str | None],
    told: str,
    bucket: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in harm.items():
        monkeypatch.delenv(name, raising=False) if value is None else monkeypatch.setenv(name, value)
    assert run_command(["status", "--warehouse", f"s3://{bucket}/w"]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"entente: s3://{bucket}/w: ")
    assert told in line
    assert SECRET not in line


def test_a_bucket_that_is_not_there_is_told(client: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["status"], ["build", "--no-prefect"], ["prune", "--keep", "1"]):
        assert run_command([*command, "--warehouse", "s3://nobody-has-this/w"]) == 4
        assert "there is no such bucket; make it, or set AWS_ENDPOINT_URL_S3" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("RequestTimeTooSkewed", "the clock of this machine differs too much from that of the server; set it"),
        ("AccessDenied", "these credentials do not allow this"),
        ("SlowDown", "the server refuses GetObject (SlowDown)"),
    ],
)
def test_what_a_server_answers_is_told(
    code: str, told: str, place: Path, server: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = f"<Error><Code>{code}</Code><Message>key trial</Message></Error>".encode()
    answer = b"HTTP/1.1 403 Forbidden\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", Meddler(port_of(server), answer=answer).url)
    with pytest.raises(BucketRefused, match=re.escape(told)) as refused:
        pulled(place)
    assert "trial" not in str(refused.value)


@pytest.mark.slow
def test_documents_in_a_bucket_give_the_release_that_a_folder_gives(bucket: str, client: Any, tmp_path: Path) -> None:
    seeds = write_small_seeds(tmp_path / "seeds")
    for path in seeds.rglob("*.*"):
        client.upload_file(str(path), bucket, f"seeds/{path.relative_to(seeds).as_posix()}")
    unchecked = Stages(validate=lambda *_: 0)
    build(seeds, tmp_path / "local", stages=unchecked)
    place = Path(f"s3://{bucket}/w")
    with changing(place) as root:
        build(fetched_seeds(Path(f"s3://{bucket}/seeds")), root, stages=unchecked)
    local, copied = Warehouse(tmp_path / "local").published(), pull(place, tmp_path / "copy")
    assert local.run_id == copied.run_id
    for row in each(row for row in TABLES if row is not Run):  # which tells when it ran
        assert bytes_of(copied.folder / row.table) == bytes_of(local.folder / row.table), row.table
    assert run_command(["forget", "wire/strike.md", "--reason", "a trial", "--warehouse", f"s3://{bucket}/w"]) == 0
    assert not [name for name, body in held(place).items() if b"warplanes" in body]
    copied_files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file() and "seeds" not in path.parts]
    assert not [path for path in copied_files if b"warplanes" in path.read_bytes()]


def test_the_sql_of_the_page_reads_a_release_straight_from_the_bucket(place: Path, bucket: str, tmp_path: Path) -> None:
    with changing(place) as root:
        staged = Warehouse(root).stage("c" * 16)
        (staged / "events").mkdir()
        duckdb.sql("select 'e1' as event_id, 'AGREE' as event_type").write_parquet(str(staged / "events" / "x.parquet"))
        (staged / DATABASE).write_text("tables of c")
        Warehouse(root).publish(staged, "0.2.0", {"events": 1})
    for name, body in held(place).items():
        (tmp_path / "mirror" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mirror" / name).write_bytes(body)
    page = (ROOT / "docs" / "object-storage.md").read_text(encoding="utf-8")
    (sql,) = [block for block in re.findall(r"```sql\n(.*?)```", page, re.DOTALL) if "set variable listing" in block]
    with duckdb.connect() as connection:  # a folder stands for the bucket, whose extension no test can fetch
        *before, last = sql.replace("s3://my-bucket/warehouse/", f"{tmp_path}/mirror/").strip().rstrip(";").split(";\n")
        for statement in each(before):
            connection.execute(statement)
        assert connection.execute(last).fetchall() == [("AGREE", 1)]
