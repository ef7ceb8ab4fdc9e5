"""Sign evidence and verify it: a DSSE envelope (https://github.com/secure-systems-lab/dsse) around the statement."""

import json
from pathlib import Path
from typing import Any

from mkdocs_praxis.evidence import PAYLOAD_TYPE
from mkdocs_praxis.files import given
from mkdocs_praxis.problem import PraxisError, msg, needing


def sign(statement: bytes, key: Path) -> str:
    """Return the JSON envelope of a statement, signed by a private key (PEM: Ed25519, ECDSA, RSA). Raises PraxisError."""
    with needing("signed"):
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
        from securesystemslib.dsse import Envelope
        from securesystemslib.signer import CryptoSigner

    try:
        # ValueError: an unsupported key type.
        signer = CryptoSigner(load_pem_private_key(given(key), None))
    except (TypeError, ValueError) as error:
        raise PraxisError(
            msg("this is no private key that can sign: {error}", error=error), file=str(key), fix=_MAKE
        ) from None
    envelope = Envelope(statement, PAYLOAD_TYPE, {})
    envelope.sign(signer)
    return json.dumps(envelope.to_dict(), indent=1) + "\n"


def signed_by(path: Path, key: Path) -> bool:
    """Whether an evidence file is an envelope with a signature valid under a public key (PEM). Raises PraxisError."""
    with needing("signed"):
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
        from securesystemslib.dsse import Envelope
        from securesystemslib.exceptions import FormatError
        from securesystemslib.signer import SSlibKey

    try:
        public = SSlibKey.from_crypto(load_pem_public_key(given(key)))
    except (TypeError, ValueError) as error:
        raise PraxisError(
            msg("this is no public key: {error}", error=error), file=str(key), fix=_MAKE
        ) from None
    try:
        data: Any = json.loads(path.read_bytes())
        if not isinstance(data, dict) or "payloadType" not in data:
            return False
        envelope = Envelope.from_dict(data)
    except (KeyError, TypeError, AttributeError, ValueError, FormatError) as error:
        raise PraxisError(msg("this is no envelope: {error}", error=error), file=str(path)) from None
    return any(_accepts(public, signature, envelope.pae()) for signature in envelope.signatures.values())


def _accepts(public: Any, signature: Any, message: bytes) -> bool:
    from securesystemslib.exceptions import UnverifiedSignatureError

    public.keyid = signature.keyid  # cosign leaves it empty, so do not match by key id
    try:
        public.verify_signature(signature, message)
    except UnverifiedSignatureError:
        return False
    return True


_MAKE = "`openssl genpkey -algorithm ed25519 -out praxis.key` makes one, `openssl pkey -in praxis.key -pubout` its public half"
