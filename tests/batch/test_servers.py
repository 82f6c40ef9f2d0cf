"""An object store and an SFTP server on this machine, where the extra `servers` is installed."""

import asyncio
import threading
from pathlib import Path

import pytest
from test_urls import OWN, contents, convert, texts

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def s3(monkeypatch):
    """A bucket of moto, as its client sees it."""
    pytest.importorskip("s3fs", reason="needs the extra “servers”: s3fs")
    moto = pytest.importorskip("moto.server", reason="needs the extra “servers”: moto")
    import boto3  # noqa: PLC0415  # comes with moto

    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    access = {"key": "x", "secret": "y", "client_kwargs": {"region_name": "us-east-1"}}
    monkeypatch.setitem(fsspec.config.conf, "s3", {"endpoint_url": address, **access})
    client = boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="x",
        aws_secret_access_key="y",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="archive")
    yield client
    server.stop()


def keys(client, prefix: str) -> dict[str, bytes]:
    found = client.list_objects_v2(Bucket="archive", Prefix=prefix).get("Contents", [])
    names = [entry["Key"] for entry in found]
    return {n.removeprefix(prefix): client.get_object(Bucket="archive", Key=n)["Body"].read() for n in names}


def test_an_object_store_gives_and_takes(tmp_path, s3, capsys):
    folder = texts(tmp_path / "in")
    (folder / "有 空格#1%20.txt").write_bytes((folder / "0.txt").read_bytes())
    for path in folder.rglob("*.txt"):
        key = path.relative_to(folder).as_posix()
        s3.put_object(Bucket="archive", Key=f"speeches/{key}", Body=path.read_bytes())
    for mark in ("speeches/", "speeches/empty/"):  # what a console makes for a new folder
        s3.put_object(Bucket="archive", Key=mark, Body=b"")
    convert("s3://archive/speeches", to="s3://archive/out")
    said = capsys.readouterr().err
    assert "Left out" not in said
    assert "s3://archive/out/gongwen-index.html" in said
    convert(folder, to=tmp_path / "out")
    made = {name: data for name, data in keys(s3, "out/").items() if name not in OWN}
    assert made == contents(tmp_path / "out")
    convert("s3://archive/speeches", to="s3://archive/out")
    assert "5 unchanged" in capsys.readouterr().err
    assert not [name for name in keys(s3, "out/") if name.startswith(".") or "lock" in name]


def test_a_bucket_that_is_not_there(tmp_path, s3, capsys):
    convert("s3://nobody/speeches", to=tmp_path / "out", code=3)
    assert "does not exist" in capsys.readouterr().err


@pytest.fixture
def sftp(tmp_path):
    """The URL of an SFTP server, and the folder that it shows."""
    pytest.importorskip("paramiko", reason="needs the extra “servers”: paramiko")
    asyncssh = pytest.importorskip("asyncssh", reason="needs the extra “servers”: asyncssh")
    root = tmp_path / "sftp"
    root.mkdir()

    class Door(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == ("me", "secret")

    async def listen():
        key = asyncssh.generate_private_key("ssh-rsa")
        shown = lambda channel: asyncssh.SFTPServer(channel, chroot=str(root))  # noqa: E731
        return await asyncssh.create_server(Door, "127.0.0.1", 0, server_host_keys=[key], sftp_factory=shown)

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(20)
    yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", root
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def test_an_sftp_server_gives_and_takes(tmp_path, sftp, capsys):
    place, root = sftp
    folder: Path = texts(root / "speeches")
    (folder / "有 空格.txt").write_bytes((folder / "0.txt").read_bytes())
    convert(f"sftp://me:secret@{place}/speeches", to=f"sftp://me:secret@{place}/out")
    said = capsys.readouterr().err
    assert f"sftp://{place}/out/gongwen-index.html" in said
    assert "secret" not in said
    convert(folder, to=tmp_path / "out")
    assert contents(root / "out") == contents(tmp_path / "out")
    convert(f"sftp://me:secret@{place}/speeches", to=f"sftp://me:secret@{place}/out")
    assert "5 unchanged" in capsys.readouterr().err
    assert not list(root.rglob(".gongwen-*"))


def test_a_wrong_password_is_said(tmp_path, sftp, capsys):
    place, _root = sftp
    convert(f"sftp://me:wrong@{place}/speeches", to=tmp_path / "out", code=3)
    assert "Authentication failed" in capsys.readouterr().err
