"""Starts a Chromium process that can reach only its sink, and stops it at the end."""

import asyncio
import base64
import contextlib
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import trustme

from mkdocs_praxis.browser.find import without_sandbox
from mkdocs_praxis.browser.sink import DNS_PATH, FOREIGN_IP, LOOPBACK, Sink
from mkdocs_praxis.problem import PraxisError, msg

_START = 30.0  # seconds


def certificate(host: str) -> tuple[trustme.LeafCert, str]:
    """Return a certificate for the own host, and its pin, for the browser to accept this certificate only."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    leaf = trustme.CA().issue_cert(host, LOOPBACK)
    key = x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes()).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return leaf, base64.b64encode(hashlib.sha256(spki).digest()).decode()


class Chromium:
    """A Chromium process with an ordinary profile: incognito windows ignore dns-prefetch and preconnect."""

    def __init__(self, path: str, sink: Sink, pin: str) -> None:
        self._path, self._sink, self._pin = path, sink, pin
        self._process: asyncio.subprocess.Process | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="praxis-prove-", ignore_cleanup_errors=True)

    async def start(self) -> str:
        """Start it and return the address of its DevTools. Raises PraxisError when it does not come up."""
        profile = Path(self._folder.name)
        resolver = {
            "mode": "secure",
            "templates": f"https://{LOOPBACK}:{self._sink.tls_port}{DNS_PATH}",
        }
        # Distributions disable resource hints; visitors' browsers have them enabled. WebRTC would send UDP past name server and
        # resolver rules, so UDP is disabled; the script in the page records its servers.
        preferences = {
            "net": {"network_prediction_options": 1},
            "webrtc": {"ip_handling_policy": "disable_non_proxied_udp"},
        }
        (profile / "Default").mkdir()
        (profile / "Local State").write_text(json.dumps({"dns_over_https": resolver}))
        (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
        said = profile / "said"
        try:
            with said.open("wb") as errors:
                # Its own session, so that Ctrl-C reaches only us, and we stop the browser.
                self._process = await asyncio.create_subprocess_exec(
                    self._path,
                    *self._flags(profile),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=errors,
                    stderr=errors,
                    start_new_session=True,
                )
            return f"http://{LOOPBACK}:{await self._port(profile / 'DevToolsActivePort')}"
        except (OSError, TimeoutError) as error:
            words = said.read_text(errors="replace").strip().splitlines() if said.exists() else []
            await self.stop()
            raise PraxisError(
                msg("Chromium did not start: {error}", error=error),
                file=self._path,
                why=words[-1][:300] if words else None,
                fix="see whether it starts by hand; name another one in PRAXIS_CHROMIUM",
            ) from None
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End it, kindly first, and remove its profile."""
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 5)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        # Helper processes end a moment later, and write until then. What is left is removed at our end (TemporaryDirectory).
        for _ in range(30):
            if await asyncio.to_thread(_removed, Path(self._folder.name)):
                break
            await asyncio.sleep(0.1)

    def _flags(self, profile: Path) -> list[str]:
        # Patterns are matched against "host" and "host:443", and must match only IPv4 and IPv6 addresses.
        patterns = [*(f"*.*.*.*{digit}" for digit in range(10)), "*:*:*"]
        literal = ",".join(f"MAP {pattern} {FOREIGN_IP}" for pattern in patterns)
        return [
            "--headless", *without_sandbox(), "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-crash-reporter",
            "--disable-features=OptimizationHints,MediaRouter,Translate", "--disable-backgrounding-occluded-windows",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--remote-debugging-port=0", f"--user-data-dir={profile}", f"--ignore-certificate-errors-spki-list={self._pin}",
            f"--testing-fixed-https-port={self._sink.tls_port}", f"--testing-fixed-http-port={self._sink.plain_port}",
            f"--host-resolver-rules={literal},EXCLUDE {LOOPBACK}", "about:blank",
        ]  # fmt: skip

    async def _port(self, file: Path) -> str:
        for _ in range(int(_START / 0.05)):
            words = await asyncio.to_thread(_words, file)
            if len(words) == 2:
                return words[0]
            if self._process is not None and self._process.returncode is not None:
                raise OSError(f"it ended at once with status {self._process.returncode}")
            await asyncio.sleep(0.05)
        raise TimeoutError(f"nothing within {_START:.0f} seconds")


def _words(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


def _removed(folder: Path) -> bool:
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
