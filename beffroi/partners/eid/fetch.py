"""HTTP to responders and lists: short, bounded, no redirects."""

import httpx

TIMEOUT = 5.0  # seconds
_LARGEST_ANSWER = 64 * 1024  # bytes
_LARGEST_LIST = 32 * 1024 * 1024  # bytes


def post_ocsp(url: str, request: bytes) -> bytes:
    """Raises `OSError` where nothing useful came back."""
    return _fetched("POST", url, _LARGEST_ANSWER, content=request, headers={"Content-Type": "application/ocsp-request"})


def get_list(url: str) -> bytes:
    return _fetched("GET", url, _LARGEST_LIST)


def _fetched(
    method: str, url: str, largest: int, *, content: bytes | None = None, headers: dict[str, str] | None = None
) -> bytes:
    try:
        with httpx.stream(
            method, url, content=content, headers=headers, timeout=TIMEOUT, follow_redirects=False, trust_env=False
        ) as answer:
            if answer.status_code != 200:
                raise OSError(f"answered {answer.status_code}")
            body = bytearray()
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > largest:
                    raise OSError("answer too large")
            return bytes(body)
    except httpx.HTTPError as error:
        raise OSError(type(error).__name__) from error
