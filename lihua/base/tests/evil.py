"""An unfriendly internet on the loopback: names that mean what a test says, and a server that answers as it likes.

Nothing here leaves the machine: whatever address is dialled, the connection goes to the evil server, and is noted.
"""

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from lihua.base.outgoing import Network

Behaviour = Callable[[socket.socket], None]

PUBLIC = "93.184.216.34"
PUBLIC_V6 = "2606:2800:220:1::1"


def answer(body: bytes = b"hello", *, status: str = "200 OK", **headers: str) -> Behaviour:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return raw("\r\n".join([*lines, "", ""]).encode() + body)


def redirect(location: str, status: str = "302 Found") -> Behaviour:
    return answer(b"", status=status, Location=location)


def raw(data: bytes) -> Behaviour:
    return lambda connection: connection.sendall(data)


@dataclass
class EvilInternet:
    """`names`: what DNS says (a list of lists: one answer after the other). `paths`: how the server behaves."""

    names: dict[str, list[str] | Iterator[list[str]]] = field(default_factory=dict)
    paths: dict[str, Behaviour] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    authorities: ssl.SSLContext | None = None
    dialled: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def network(self) -> Network:
        return Network(resolve=self._resolve, dial=self._dial, authorities=lambda: self.authorities)  # type: ignore[return-value,arg-type]

    def close(self) -> None:
        self._listener.close()

    def _resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        answers = self.names[host]
        return answers if isinstance(answers, list) else next(answers)

    def _dial(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.dialled.append((address, port))
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=timeout)

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            stream = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
            stream.settimeout(5)
            with stream:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = stream.recv(65536)
                    if not piece:
                        return
                    request += piece
                self.requests.append(request.decode("latin-1"))
                path = request.split(b" ", 2)[1].decode("latin-1")
                self.paths[path](stream)


@dataclass(frozen=True)
class CertificateAuthority:
    """Signs certificates for a test, good and bad ones."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def trusted(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        root = self._certificate("Test authority", self.key.public_key(), days=30, authority=True)
        context.load_verify_locations(cadata=root.public_bytes(serialization.Encoding.PEM).decode())
        return context

    def server(self, name: str, *, days: int = 30, self_signed: bool = False) -> ssl.SSLContext:
        """The server's side of TLS for `name`, valid for `days` from now (negative: expired)."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(name, key.public_key(), days=days, signer=key if self_signed else self.key)
        pem = self.folder / f"{name}{days}{self_signed}.pem"
        pem.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context

    def _certificate(
        self,
        name: str,
        public_key: ec.EllipticCurvePublicKey,
        *,
        days: int,
        signer: ec.EllipticCurvePrivateKey | None = None,
        authority: bool = False,
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        signer = signer or self.key
        issuer = "Test authority" if signer is self.key else name
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=60))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name.replace(" ", "-"))]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=True,
                    key_cert_sign=authority,
                    crl_sign=authority,
                    content_commitment=False,
                    key_encipherment=False,
                    data_encipherment=False,
                    key_agreement=False,
                    encipher_only=False,
                    decipher_only=False,
                ),
                critical=True,
            )
            .sign(signer, hashes.SHA256())
        )
