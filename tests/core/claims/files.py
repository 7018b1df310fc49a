"""Behaviours 56 to 68: FileResponse and Content-Disposition."""

from __future__ import annotations

from tests.core.claims.claim import Since, bad_header, claims
from tests.core.snippets import Raised

_NO_ENCODE = "object has no attribute 'encode'"


def _headers(call: str) -> str:
    return f"dict(FileResponse({call}).items())"


def _guess(file_name: str) -> str:
    return f"FileResponse(File(name={file_name!r}))['Content-Type']"


_PLAIN = {
    "Content-Type": "text/plain",
    "Content-Length": "3",
    "Content-Disposition": 'inline; filename="a.txt"',
}

CLAIMS = claims(
    [
        (
            56,
            "f = io.BytesIO(b'x' * 5000)\n[len(c) for c in FileResponse(f)]",
            [4096, 904],
        ),
        (
            56,
            (
                "r = FileResponse(types.SimpleNamespace(read=io.StringIO('ab').read))\n"
                "i = iter(r)\n"
                "[next(i) for _ in range(4)]"
            ),
            [b"ab", b"", b"", b""],
        ),
        (
            56,
            "f = File(b'a')\n(FileResponse(f).file_to_stream is f, FileResponse.block_size)",
            (True, 4096),
        ),
        (57, "list(FileResponse('ab'))", [b"a", b"b"]),
        (57, "list(FileResponse(b'ab'))", [b"97", b"98"]),
        (
            57,
            "FileResponse(Path('a'))",
            Since(
                "5.2",
                Raised("TypeError", "'PurePosixPath' object is not an async iterable"),
                Raised("AttributeError", "'PurePosixPath' object has no attribute '__aiter__'"),
            ),
        ),
        (58, _headers("File(b'abc', 'a.txt')"), _PLAIN),
        (
            58,
            "f = File(b'abcdef')\nf.seek(2)\n(FileResponse(f)['Content-Length'], f.tell())",
            ("4", 2),
        ),
        (
            58,
            "f = File(b'abcdef', seek=True)\nf.seek(2)\nFileResponse(f)['Content-Length']",
            "4",
        ),
        (
            58,
            (
                "import tempfile\nwith tempfile.NamedTemporaryFile() as f:\n    f.write(b'abc')\n"
                "    f.flush()\n    r = FileResponse(types.SimpleNamespace(read=f.read, "
                "tell=lambda: 1, name=f.name))\nr['Content-Length']"
            ),
            "2",
        ),
        (
            58,
            (
                "f = io.BytesIO(b'x' * 5000)\nf.seek(4)\nr = FileResponse("
                "types.SimpleNamespace(read=f.read, seek=f.seek))\n(r['Content-Length'], f.tell())"
            ),
            ("4996", 4),
        ),
        (
            58,
            (
                "r = FileResponse(types.SimpleNamespace(read=io.BytesIO().read, tell=lambda: 0))\n"
                "'Content-Length' in r"
            ),
            False,
        ),
        (58, "FileResponse(File(b'abc'), headers={'Content-Length': 9})['Content-Length']", "3"),
        (
            58,
            (
                "r = FileResponse(types.SimpleNamespace(read=io.BytesIO().read, "
                "tell=lambda: 1, seek=None, seekable=lambda: False))\n'Content-Length' in r"
            ),
            False,
        ),
        (59, _guess("a.txt"), "text/plain"),
        (59, _guess("/dir.css/a"), "application/octet-stream"),
        (59, "FileResponse(File())['Content-Type']", "application/octet-stream"),
        (59, "FileResponse(File(name='a.txt'), filename='a.css')['Content-Type']", "text/css"),
        (59, "FileResponse(File(name='a.txt'), content_type='x')['Content-Type']", "x"),
        (59, "FileResponse(File(name='a.txt'), content_type='')['Content-Type']", ""),
        (59, "FileResponse(File(name='a.txt'), content_type=None)['Content-Type']", "text/plain"),
        (59, "FileResponse(File(name='a.txt'), 'x')['Content-Type']", "text/plain"),
        (
            59,
            "FileResponse(File(name='a.txt'), headers={'Content-Type': 'x'})['Content-Type']",
            "text/plain",
        ),
        (60, _guess("a.tar.gz"), "application/gzip"),
        (60, _guess("a.tar.bz2"), "application/x-bzip"),
        (60, _guess("a.tar.xz"), "application/x-xz"),
        (60, _guess("a.tar.br"), Since("5.2", "application/x-brotli", "application/x-tar")),
        (60, _guess("a.tar.Z"), Since("5.2", "application/x-compress", "application/x-tar")),
        (
            61,
            "FileResponse(File(name='a.txt'), as_attachment=True)['Content-Disposition']",
            'attachment; filename="a.txt"',
        ),
        (61, "FileResponse(File(), as_attachment=True)['Content-Disposition']", "attachment"),
        (61, "'Content-Disposition' in FileResponse(File())", False),
        (
            61,
            (
                "FileResponse(File(name='a'), "
                "headers={'Content-Disposition': 'x'})['Content-Disposition']"
            ),
            'inline; filename="a"',
        ),
        (
            61,
            "FileResponse(File(), headers={'Content-Disposition': 'x'})['Content-Disposition']",
            "x",
        ),
        (
            62,
            "FileResponse(File(), filename='/a/b.txt')['Content-Disposition']",
            'inline; filename="b.txt"',
        ),
        (62, "'Content-Disposition' in FileResponse(File(name=5))", False),
        (62, "'Content-Disposition' in FileResponse(File(name=b'a.txt'))", False),
        (
            63,
            _headers("['a'], as_attachment=True, filename='a.txt'"),
            {"Content-Type": "text/html; charset=utf-8"},
        ),
        (63, "FileResponse(['a']).file_to_stream", None),
        (64, "FileResponse(File(name='a'), True)['Content-Disposition']", 'inline; filename="a"'),
        (
            65,
            (
                "r = FileResponse(File(b'abc', 'a.txt'))\n"
                "r.streaming_content = File(b'a', 'b.css')\n"
                "dict(r.items())"
            ),
            {
                "Content-Type": "text/css",
                "Content-Length": "1",
                "Content-Disposition": 'inline; filename="b.css"',
            },
        ),
        (65, "f = File(b'a')\nr = FileResponse(f)\nr.close()\nf.closed", True),
        (
            65,
            "f = File(b'a')\nf.close()\nFileResponse(f)",
            Raised("ValueError", "I/O operation on closed file."),
        ),
        (66, "content_disposition_header(True, '')", "attachment"),
        (66, "content_disposition_header(False, None)", None),
        (66, "content_disposition_header(False, 'a')", 'inline; filename="a"'),
        (
            66,
            r"""content_disposition_header(True, 'a\\b"c\t ~')""",
            'attachment; filename="a\\\\b\\"c\t ~"',
        ),
        (
            66,
            "content_disposition_header(True, 'é/a b')",
            "attachment; filename*=utf-8''%C3%A9/a%20b",
        ),
        (
            67,
            r"content_disposition_header(True, 'a\nb')",
            Since("5.2", "attachment; filename*=utf-8''a%0Ab", 'attachment; filename="a\nb"'),
        ),
        (
            67,
            r"content_disposition_header(True, '\x7f')",
            Since("5.2", "attachment; filename*=utf-8''%7F", 'attachment; filename="\x7f"'),
        ),
        (67, r"content_disposition_header(True, 'a\n')", 'attachment; filename="a\n"'),
        (
            67,
            r"FileResponse(File(name='a\n'))",
            bad_header(repr('inline; filename="a\n"')),
        ),
        (
            68,
            "content_disposition_header(True, Path('a'))",
            Raised("AttributeError", f"'PurePosixPath' {_NO_ENCODE}"),
        ),
        (
            68,
            "content_disposition_header(True, b'a')",
            Raised("AttributeError", f"'bytes' {_NO_ENCODE}"),
        ),
        (
            68,
            r"content_disposition_header(True, '\ud800')",
            Raised(
                "UnicodeEncodeError",
                "'utf-8' codec can't encode character '\\ud800' in position 0: "
                "surrogates not allowed",
            ),
        ),
    ]
)
