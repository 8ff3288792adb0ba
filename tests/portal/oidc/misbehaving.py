"""A provider over real HTTP whose every answer a test can bend."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from beffroi.kernel import clock

ACCESS_TOKEN = "an-access-token"


def unsigned(claims: dict[str, Any]) -> str:
    """`alg` none, as no library of ours would make it."""
    return _joined({"alg": "none", "typ": "JWT"}, claims) + "."


def under_hmac(claims: dict[str, Any], secret: bytes) -> str:
    """HS256 by hand: the library refuses a public key as its secret, an attacker does not."""
    signed = _joined({"alg": "HS256", "kid": "one"}, claims)
    return f"{signed}.{_base64(hmac.digest(secret, signed.encode(), sha256))}"


def _joined(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@cache
def _rsa_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "kid": "rsa"})


class Provider:
    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": "one"})
        self.rsa = _rsa_key()
        self.published: list[dict[str, Any]] = [self.key.as_dict(private=False)]
        self.changes: dict[str, Any] = {}
        self.header: dict[str, Any] = {"alg": "ES256", "kid": "one"}
        self.person: dict[str, Any] = {"sub": "a-subject", "name": "Ada Lievens", "niss": "85073003328", "locale": "nl"}
        self.document: dict[str, Any] = {}
        self.token_answer: tuple[int, dict[str, Any]] | None = None
        self.nonce, self.fetched = "", []
        self.id_token: str | None = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def claims(self) -> dict[str, Any]:
        """Sound ones, then what the test bends; None leaves a claim out."""
        now = int(clock.now().timestamp())
        sound = {
            "iss": self.origin,
            "aud": "portal",
            "sub": "a-subject",
            "sid": "a-session",
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": self.nonce,
            "acr": "urn:beffroi:acr:400",
            "amr": ["pwd", "otp"],
            "at_hash": _base64(sha256(ACCESS_TOKEN.encode()).digest()[:16]),
        }
        return {name: value for name, value in (sound | self.changes).items() if value is not None}

    def sign(self, claims: dict[str, Any], key: ECKey | RSAKey | None = None, **header: Any) -> str:
        named = {name: value for name, value in (self.header | header).items() if value is not None}
        return jwt.encode(named, claims, key or self.key, algorithms=["ES256", "RS256"], default_type=None)

    def answer(self, path: str) -> tuple[int, dict[str, Any]]:
        self.fetched.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.origin,
                "authorization_endpoint": f"{self.origin}/authorize",
                "token_endpoint": f"{self.origin}/token",
                "userinfo_endpoint": f"{self.origin}/userinfo",
                "jwks_uri": f"{self.origin}/jwks",
                "end_session_endpoint": f"{self.origin}/end",
            } | self.document
        if path == "/jwks":
            return 200, {"keys": self.published}
        if path == "/userinfo":
            return 200, self.person
        if self.token_answer:
            return self.token_answer
        id_token = self.id_token if self.id_token is not None else self.sign(self.claims())
        return 200, {"access_token": ACCESS_TOKEN, "token_type": "Bearer", "id_token": id_token}


def _handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = provider.answer(urlsplit(self.path).path)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def running() -> Iterator[Provider]:
    made = Provider()
    Thread(target=made.server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()
