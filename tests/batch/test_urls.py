"""Sources and outputs behind URLs: in memory, on a server on this machine, and on a cluster."""

import importlib.util
import threading
from pathlib import Path

import pytest

from gongwen.batch.index import PAGE, SHEET
from gongwen.batch.manifest import NAME
from gongwen.batch.mounts import is_url, without_file_scheme, without_secret
from gongwen.cli import run as command

fsspec = pytest.importorskip("fsspec")
TEXT = "关于开展第{n}次检查的通知\n各单位:\n现将有关事项通知如下,请认真执行。\n"
OWN = {PAGE, SHEET, NAME}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GONGWEN_LANG", "en")


@pytest.fixture
def memory():
    """An empty file system in memory."""
    fs = fsspec.filesystem("memory")
    fs.store.clear()
    fs.pseudo_dirs[:] = [""]
    return fs


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The URL of an FTP server, and the folder that it shows."""
    pytest.importorskip("pyftpdlib")
    from pyftpdlib.authorizers import DummyAuthorizer  # noqa: PLC0415
    from pyftpdlib.handlers import FTPHandler  # noqa: PLC0415
    from pyftpdlib.servers import ThreadedFTPServer  # noqa: PLC0415

    root = tmp_path_factory.mktemp("ftp")
    authorizer = DummyAuthorizer()
    authorizer.add_user("user", "secret", str(root), perm="elradfmwMT")
    handler = type("Handler", (FTPHandler,), {"authorizer": authorizer})
    ftp = ThreadedFTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=ftp.serve_forever, kwargs={"timeout": 0.05, "handle_exit": False})
    thread.start()
    yield f"ftp://user:secret@127.0.0.1:{ftp.address[1]}", root
    ftp.close_all()
    thread.join(10)


def texts(folder: Path, count: int = 4) -> Path:
    (folder / "sub").mkdir(parents=True)
    for n in range(count):
        place = folder / "sub" if n % 2 else folder
        (place / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    (folder / "film.mp4").write_bytes(b"x")
    return folder


def convert(*inputs, to, formats="md,docx", code=0, options=()) -> None:
    assert command(["convert", *map(str, inputs), "-d", str(to), "--to", formats, *options]) == code


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in OWN
    }


def test_what_is_a_url_and_how_it_is_shown():
    assert [is_url(n) for n in ("s3://b/in", "zip://x::s3://b/y.zip", "C:/in", "in/a:b", "-")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert without_file_scheme("file:///share/a%20b") == "/share/a b"
    assert without_secret("sftp://me:pw@host/in") == "sftp://host/in"


def test_from_memory_to_memory_as_from_disk_to_disk(tmp_path, memory, capfd):
    memory.put(str(texts(tmp_path / "in")), "/in", recursive=True)
    convert(tmp_path / "in", to=tmp_path / "out")
    capfd.readouterr()
    convert("memory://in", to="memory://out")
    told = capfd.readouterr().err
    assert "memory://out/gongwen-index.html" in told
    assert ".mp4" in told
    assert "/tmp" not in told.replace(str(tmp_path), "")
    memory.get("/out", str(tmp_path / "got"), recursive=True)
    assert contents(tmp_path / "got") == contents(tmp_path / "out")
    assert {path.name for path in (tmp_path / "got").iterdir()} >= OWN
    page = (tmp_path / "got" / PAGE).read_text("utf-8")
    assert 'href="memory://in/sub/1.txt"' in page
    assert 'href="sub/1.docx"' in page


def test_a_second_run_does_what_changed(tmp_path, memory, capsys):
    memory.put(str(texts(tmp_path / "in")), "/in", recursive=True)
    convert("memory://in", to="memory://out")
    memory.pipe("/in/sub/1.txt", (TEXT.format(n=9) + "另有一事。\n").encode())
    before = memory.cat("/out/0.docx")
    capsys.readouterr()
    convert("memory://in", to="memory://out")
    assert "1 converted, 3 unchanged" in capsys.readouterr().err
    assert "另有一事" in memory.cat("/out/sub/1.md").decode()
    assert memory.cat("/out/0.docx") == before


def test_what_somebody_edited_or_put_there_stays(tmp_path, memory, capsys):
    memory.put(str(texts(tmp_path / "in")), "/in", recursive=True)
    memory.pipe("/out/0.md", b"mine")
    convert("memory://in", to="memory://out", code=4)
    assert "memory://out/0.md exists already; give --force" in capsys.readouterr().err
    assert memory.ls("/out", detail=False) == ["/out/0.md"]
    convert("memory://in", to="memory://out", options=["--force"])
    memory.pipe("/out/0.md", b"mine")
    memory.pipe("/in/0.txt", (TEXT.format(n=0) + "另有一事。\n").encode())
    capsys.readouterr()
    convert("memory://in", to="memory://out", code=1)
    assert "memory://out/0.md was edited" in capsys.readouterr().err
    assert memory.cat("/out/0.md") == b"mine"


def test_outputs_of_a_run_that_was_killed_are_accepted_if_they_are_the_same(tmp_path, memory, capsys):
    memory.put(str(texts(tmp_path / "in")), "/in", recursive=True)
    convert("memory://in", to="memory://out")
    begins = memory.cat(f"/out/{NAME}").splitlines(keepends=True)[0]
    memory.pipe(f"/out/{NAME}", begins)
    memory.pipe("/out/.gongwen-1-2-abc.md", b"half")
    memory.pipe("/out/sub/1.md", b"other")
    capsys.readouterr()
    convert("memory://in", to="memory://out", code=1)
    told = capsys.readouterr().err
    assert "3 converted, 1 failed" in told
    assert "memory://out/sub/1.md exists already and is not from this batch" in told
    assert not memory.exists("/out/.gongwen-1-2-abc.md")


def test_a_file_behind_a_url_and_a_folder_here_and_an_output_inside_the_input(tmp_path, memory):
    memory.put(str(texts(tmp_path / "in")), "/in", recursive=True)
    convert("memory://in/sub/1.txt", to=tmp_path / "one", formats="md")
    assert list(contents(tmp_path / "one")) == ["1.md"]
    for _again in range(2):
        convert("memory://in", to="memory://in/out", formats="txt")
    assert sorted(n for n in memory.find("/in/out") if Path(n).name not in OWN) == [
        "/in/out/0.txt",
        "/in/out/2.txt",
        "/in/out/sub/1.txt",
        "/in/out/sub/3.txt",
    ]
    convert(tmp_path / "in", "memory://in/sub", to="memory://both", formats="md")
    assert sorted(n for n in memory.find("/both") if Path(n).name not in OWN) == [
        "/both/in/0.md",
        "/both/in/2.md",
        "/both/in/sub/1.md",
        "/both/in/sub/3.md",
        "/both/sub/1.md",
        "/both/sub/3.md",
    ]


def test_a_bad_file_and_odd_names_stop_nothing(tmp_path, memory, capsys):
    memory.pipe("/in/good.txt", TEXT.format(n=1).encode())
    memory.pipe("/in/empty.txt", b"")
    memory.pipe("/in/[a]*?.txt", TEXT.format(n=2).encode())
    memory.pipe("/in/" + "长" * 100 + ".txt", TEXT.format(n=3).encode())
    convert("memory://in", to="memory://out", formats="md", code=1)
    told = capsys.readouterr().err
    assert "memory://in/empty.txt is empty" in told
    assert "no file here can have such a name" in told
    assert memory.exists("/out/good.md")
    assert memory.exists("/out/[a]*?.md")


def test_what_cannot_be_is_said_in_one_line(tmp_path, memory, capsys, monkeypatch):
    for inputs, words in (
        (["memory://in", "-d", str(tmp_path / "o")], "memory://in does not exist"),
        (["memory://in"], "Give a folder with -d"),
        (["nonsense://in", "-d", str(tmp_path / "o")], "nonsense://in cannot be opened: Protocol not known"),
        (["ftp://u:secret@127.0.0.1:9/in", "-d", str(tmp_path / "o")], "ftp://127.0.0.1:9/in cannot be read"),
    ):
        assert command(["convert", *inputs]) in (2, 3)
        told = capsys.readouterr().err
        assert words in told
        assert told.count("\n") == 1
        assert "secret" not in told
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    assert command(["convert", "s3://b/in", "-d", str(tmp_path / "o")]) == 2
    assert "pip install 'gongwen[dask]'" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_a_server_gives_and_takes(tmp_path, server, capsys):
    url, root = server
    texts(root / "in")
    convert(root / "in", to=tmp_path / "out")
    for _again in range(2):
        convert(f"{url}/in", to=f"{url}/new/out")
    assert contents(root / "new/out") == contents(tmp_path / "out")
    told = capsys.readouterr()
    assert "4 unchanged" in told.err
    kept = [(root / "new/out" / name).read_text("utf-8") for name in OWN]
    assert "secret" not in "".join([told.err, *kept])
    (root / "in/0.txt").write_text(TEXT.format(n=7), encoding="utf-8")
    convert(f"{url}/in", to=f"{url}/new/out")
    assert "第7次" in (root / "new/out/0.md").read_text("utf-8")


def test_a_server_that_takes_nothing_is_told_before_work(tmp_path, server, capsys):
    url, root = server
    texts(root / "readable")
    (root / "closed").mkdir()
    (root / "closed/out").write_text("a file in the way")
    convert(f"{url}/readable", to=f"{url}/closed/out", code=4)
    told = capsys.readouterr().err.splitlines()
    assert "closed/out" in told[-1]
    assert "cannot be written" in told[-1]


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="dask is not installed")
def test_machines_of_a_cluster_fetch_and_deliver_by_themselves(tmp_path, server):
    from test_cluster import two_machines  # noqa: PLC0415

    url, root = server
    texts(root / "many", 20)
    (root / "many/bad.txt").write_bytes(b"")
    convert(root / "many", to=tmp_path / "here", code=1)
    (tmp_path / "cluster").mkdir()
    with two_machines(tmp_path / "cluster") as (address, _workers):
        on_cluster = ["--engine", "dask", "--scheduler", address]
        convert(f"{url}/many", to=f"{url}/there", code=1, options=on_cluster)
        convert(f"file://{root}/many", to=f"file://{tmp_path}/files", code=1, options=on_cluster)
    assert contents(root / "there") == contents(tmp_path / "here")
    assert contents(tmp_path / "files") == contents(tmp_path / "here")
