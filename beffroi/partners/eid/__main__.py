"""For support staff: is this token good, and if not, which check failed?

python -m beffroi.partners.eid token.json --nonce … --origin https://… --trust DIR --at 2026-11-24T09:00:00Z
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from beffroi.partners.eid import Expectation, Holder, TokenRefused, TrustStore, validate
from beffroi.partners.eid.fetch import get_list, post_ocsp
from beffroi.partners.eid.policies import AUTHENTICATION
from beffroi.partners.eid.revocation import OnlineRevocation


def main(words: list[str] | None = None) -> int:
    """0: valid; 1: refused; 2: the call or its files are off."""
    options = _options(words)
    try:
        expectation = Expectation(
            options.nonce, options.origin, options.at, None if options.policies == "any" else AUTHENTICATION
        )
        trust = TrustStore.from_folder(options.trust)
        text = options.token.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - a command speaks
        return 2
    revocation = OnlineRevocation(post_ocsp, get_list) if options.revocation == "on" else None
    try:
        holder = validate(text.strip(), expectation, trust, revocation)
    except TokenRefused as refusal:
        print(json.dumps({"result": "refused", "check": refusal.check, "reason": refusal.reason}))  # noqa: T201 - a command speaks
        return 1
    print(json.dumps(_shown(holder), ensure_ascii=False))  # noqa: T201 - a command speaks
    return 0


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m beffroi.partners.eid", description=__doc__)
    parser.add_argument("token", type=Path, help="file with the token, JSON as the browser extension gave it")
    parser.add_argument("--nonce", required=True, help="the challenge nonce that was sent, in base64")
    parser.add_argument("--origin", required=True, help="the sign-in service's origin, https://host[:port]")
    parser.add_argument("--trust", required=True, type=Path, help="folder of trusted certificates, PEM or DER")
    parser.add_argument("--at", required=True, type=_instant, help="instant of validation, ISO 8601 with offset or Z")
    parser.add_argument("--revocation", choices=("on", "off"), default="on", help="ask OCSP and CRL (default: on)")
    parser.add_argument("--policies", choices=("belgian", "any"), default="belgian", help="accepted policies")
    return parser.parse_args(words)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError("needs an offset or Z")
    return instant


def _shown(holder: Holder) -> dict[str, str | None]:
    return {
        "result": "valid",
        "given_names": holder.given_names,
        "surname": holder.surname,
        "niss": holder.niss or holder.identifier,
        "country": holder.country,
    }


if __name__ == "__main__":
    sys.exit(main())
