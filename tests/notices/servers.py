"""Real servers on this machine: one that takes e-mail, one that plays an SMS gateway."""

import contextlib
import datetime as dt
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "wages", "Mail-Secret-2026"
TEMPORARY, REFUSED = "busy@example.cn", "gone@example.cn"


@dataclass
class Post:
    """What the mail server does with each recipient, and what it has taken."""

    taken: list = field(default_factory=list)
    peers: set = field(default_factory=set)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == TEMPORARY:
            return "451 4.3.2 try later"
        if address == REFUSED:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope)
        self.peers.add(session.peer)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _authenticate(server, session, envelope, mechanism, data) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()))


@contextlib.contextmanager
def mail_server(folder: Path | None = None, *, auth: bool = False, starttls: bool = True) -> Iterator[tuple[Post, int]]:
    """With ``folder``: TLS under a certificate of our own that is written there as ``ca.pem``."""
    post = Post()
    options: dict = {"auth_required": auth, "auth_require_tls": bool(folder) and starttls, "authenticator": _authenticate if auth else None}
    if folder and starttls:
        options |= {"tls_context": certificate(folder), "require_starttls": True}
    controller = Controller(post, hostname="127.0.0.1", port=free_port(), ssl_context=certificate(folder) if folder and not starttls else None, **options)
    controller.start()
    try:
        yield post, controller.port
    finally:
        controller.stop()


def certificate(folder: Path) -> ssl.SSLContext:
    """A server's context whose certificate is its own authority, for 127.0.0.1 and localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    return context


@dataclass
class Gateway:
    """The gateway's answers and what it was asked."""

    status: int = 200
    body: bytes = b'{"result": {"code": "0"}}'
    wait: float = 0
    location: str = ""
    asked: list[tuple[str, str, dict, bytes]] = field(default_factory=list)

    @property
    def said(self) -> dict:
        return json.loads(self.asked[-1][3])


@contextlib.contextmanager
def sms_gateway() -> Iterator[tuple[Gateway, int]]:
    gateway, over = Gateway(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            gateway.asked.append((self.command, self.path, dict(self.headers), content))
            over.wait(gateway.wait)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(gateway.status)
                if gateway.location:
                    self.send_header("Location", gateway.location)
                self.end_headers()
                self.wfile.write(gateway.body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield gateway, server.server_port
    finally:
        over.set()
        server.shutdown()
        server.server_close()
