"""The source archives of released projects: fetched as pip would, kept in .corpus."""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pip._internal.commands.download import DownloadCommand

CHECKOUT = Path(__file__).resolve().parent.parent
CACHE = CHECKOUT / ".corpus"


class FetchError(Exception):
    """An archive that is not to be had, or is not the one that was pinned."""


@dataclass(frozen=True, slots=True)
class Project:
    """A release of a project, and the digest of its source archive."""

    name: str
    version: str
    sha256: str


def source_of(project: Project, cache: Path = CACHE) -> Path:
    """The folder with the source of a project, fetched the first time.

    Raises:
        FetchError: there is no such archive.
    """
    folder = cache / f"{project.name}-{project.version}"
    if not folder.is_dir():
        data = archive(project)
        if (found := hashlib.sha256(data).hexdigest()) != project.sha256:
            raise FetchError(f"{project.name}: the sha256 is {found}, not {project.sha256!r}")
        cache.mkdir(parents=True, exist_ok=True)
        # Moved into place when complete: what is there is whole.
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            unpack(data, Path(scratch))
            (top,) = Path(scratch).iterdir()
            shutil.move(top, folder)
    return folder


def archive(project: Project) -> bytes:
    """The source archive, from whatever index the user configured for pip.

    `pip download` would run the project's build script for its metadata, which fails for old
    projects and which nobody wants to run. So pip is asked for the address only.
    """
    # Loaded here: only a fetch needs pip, which has no public interface.
    from pip._internal.commands import create_command  # noqa: PLC0415 (see above)
    from pip._internal.exceptions import PipError  # noqa: PLC0415 (see above)

    command = cast("DownloadCommand", create_command("download"))
    requirement = f"{project.name}=={project.version}"
    options, _ = command.parse_args(["--no-deps", "--no-binary", ":all:", requirement])
    try:
        with command.main_context():
            command.verbosity = 0
            return _fetched(command, options, project)
    except PipError as error:
        raise FetchError(f"{project.name}: {error}") from error


def _fetched(command: DownloadCommand, options: Any, project: Project) -> bytes:
    session = command.get_default_session(options)
    finder = command._build_package_finder(  # noqa: SLF001 (see above)
        options,
        session,
        ignore_requires_python=True,  # it is read, not run
    )
    for candidate in finder.find_all_candidates(project.name):
        if str(candidate.version) == project.version and not candidate.link.is_wheel:
            answer = session.get(candidate.link.url, headers={"Accept-Encoding": "identity"})
            answer.raise_for_status()
            return answer.content
    raise FetchError(f"{project.name}: the index has no source archive of {project.version}")


def unpack(data: bytes, folder: Path) -> None:
    """Write the files of an archive into a folder."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            zipped.extractall(folder)  # noqa: S202 - it takes no path out of the folder
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall(folder, filter=_harmless)  # noqa: S202 - see _harmless


def _harmless(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """A member as tarfile's data filter makes it, or None for what that refuses, as odd links."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None
