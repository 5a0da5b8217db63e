"""Static files under an address that changes with their content, so that a browser may keep them for ever.

While a release replaces another, pages of one ask processes of the other: they get the file that there is, and are told
not to keep it.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, Response, send_from_directory
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from chatapp.web.security import public

SOURCE = Path(__file__).parents[2] / "static"


def init_app(app: Flask) -> None:
    version = _version(SOURCE)
    folder = _compressed(SOURCE, app.extensions["settings"].var / "static" / version)
    server = WhiteNoise(
        app.wsgi_app,
        root=str(folder),
        prefix=f"static/{version}/",
        allow_all_origins=False,
        immutable_file_test=lambda path, url: url.startswith("/static/"),
        add_headers_function=_add_headers,
    )
    icon = folder / "favicon.svg"
    if icon.exists():
        server.add_file_to_dictionary("/favicon.ico", str(icon))
    app.wsgi_app = server
    app.add_url_rule("/static/<version>/<path:name>", "static", _of_another_release(folder))
    app.jinja_env.globals["asset"] = lambda path: f"/static/{version}/{path}"
    app.jinja_env.globals["page_modules"] = _modules(SOURCE)


def _of_another_release(folder: Path) -> Callable[..., Response]:
    @public
    def view(version: str, name: str) -> Response:
        response = send_from_directory(folder, name, conditional=False)
        response.headers["Cache-Control"] = "no-store"
        return response

    return view


def _version(source: Path) -> str:
    """A digest of every file's name and content: all addresses change together, so relative ones keep working."""
    digest = hashlib.sha256()
    for file in _files(source):
        digest.update(f"{file.relative_to(source)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _compressed(source: Path, folder: Path) -> Path:
    """A copy of the files with their .gz and .br beside them, made once per version.

    It appears by one rename, for several processes start at the same time.
    """
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=folder.parent)) / folder.name
    shutil.copytree(source, making)
    compressor = Compressor(quiet=True)
    for file in _files(making):
        if compressor.should_compress(file.name):
            compressor.compress(str(file))
    try:
        making.rename(folder)
    except OSError:
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(making.parent, ignore_errors=True)
    return folder


def _files(source: Path) -> list[Path]:
    return sorted(file for file in source.rglob("*") if file.is_file())


def _modules(source: Path) -> list[str]:
    """What the page's first script will import, told to the browser before it has read it."""
    return [file.name for file in sorted((source / "js").glob("*.js")) if file.name != "app.js"]


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
