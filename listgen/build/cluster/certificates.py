"""Three files that every PC of a cluster has. Who has them belongs to it; nobody else can speak to it.

Dask compares no names, it asks whether the other side's certificate is signed by the CA. So one certificate
serves all PCs, and the key that signed it is thrown away: nobody can ever sign another.
"""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from listgen.build.errors import Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate, CertificateBuilder, KeyUsage, Name
    from distributed.security import Security

CA, CERT, KEY = "ca.pem", "cert.pem", "key.pem"
YEARS = 5


@dataclass(frozen=True, slots=True)
class Certificates:
    """The files: who signed, what was signed, and its key."""

    ca: Path
    cert: Path
    key: Path

    def check(self) -> None:
        """Raises Refused `cluster-certificates` where a file is missing, or is not what it should be."""
        for path in (self.ca, self.cert, self.key):
            try:
                path.read_bytes()
            except OSError as refusal:
                reason = refusal.strerror or ""
                raise Refused("cluster-certificates", value=str(path), reason=reason) from refusal
        for path, load in ((self.ca, self._load_ca), (self.cert, self._load_pair)):
            try:
                load(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
            except (ssl.SSLError, ValueError) as fault:
                raise Refused("cluster-certificates", value=str(path), reason=str(fault)) from fault

    def _load_ca(self, context: ssl.SSLContext) -> None:
        context.load_verify_locations(self.ca)

    def _load_pair(self, context: ssl.SSLContext) -> None:
        context.load_cert_chain(self.cert, self.key)

    def security(self) -> Security:
        """As Dask takes them, for any of its roles. Nothing unencrypted is spoken to."""
        from distributed.security import Security

        roles = ("client", "scheduler", "worker")
        cert = {f"tls_{role}_cert": str(self.cert) for role in roles}
        key = {f"tls_{role}_key": str(self.key) for role in roles}
        return Security(require_encryption=True, tls_ca_file=str(self.ca), **cert, **key)


def in_folder(folder: Path) -> Certificates:
    """The files of a folder that `make_certificates` made."""
    return Certificates(folder / CA, folder / CERT, folder / KEY)


def make_certificates(folder: Path, today: date) -> date:
    """Write ca.pem, cert.pem and key.pem into a new or empty folder; the last day on which they are valid.

    They begin a day before `today`, for a PC whose clock is behind.
    Raises Refused: `cluster-not-installed`, `certificates-there`; OSError.
    """
    try:
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError as missing:
        raise Refused("cluster-not-installed") from missing
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused("certificates-there", value=str(folder))
    first, last = today - timedelta(days=1), today + timedelta(days=YEARS * 365)
    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    signed_by = _authority(authority, first, last)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / KEY, _key_pem(own))
    _write(folder / CERT, _pem(_member(own, authority, signed_by, first, last)))
    _write(folder / CA, _pem(signed_by))
    return last


def _authority(key: EllipticCurvePrivateKey, first: date, last: date) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    name = _named("listgen cluster")
    builder = _dated(name, name, first, last).public_key(key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_others=True), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    return builder.sign(key, SHA256())


def _member(
    key: EllipticCurvePrivateKey, authority: EllipticCurvePrivateKey, by: Certificate, first: date, last: date
) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import ExtendedKeyUsageOID as Usage

    builder = _dated(_named("listgen cluster PC"), by.subject, first, last).public_key(key.public_key())
    for extension, critical in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(signs_others=False), True),
        (x509.ExtendedKeyUsage([Usage.SERVER_AUTH, Usage.CLIENT_AUTH]), False),
        (x509.SubjectAlternativeName([x509.DNSName("listgen-cluster")]), False),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False),
    ):
        builder = builder.add_extension(extension, critical)
    return builder.sign(authority, SHA256())


def _named(name: str) -> Name:
    from cryptography.x509 import Name, NameAttribute
    from cryptography.x509.oid import NameOID

    return Name([NameAttribute(NameOID.COMMON_NAME, name)])


def _dated(subject: Name, issuer: Name, first: date, last: date) -> CertificateBuilder:
    from cryptography.x509 import CertificateBuilder, random_serial_number

    builder = CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.serial_number(random_serial_number())
    builder = builder.not_valid_before(datetime.combine(first, time.min, UTC))
    return builder.not_valid_after(datetime.combine(last, time.max.replace(microsecond=0), UTC))


def _usage(signs_others: bool) -> KeyUsage:
    from cryptography.x509 import KeyUsage

    return KeyUsage(
        digital_signature=not signs_others,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_others,
        crl_sign=signs_others,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _key_pem(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, data: bytes) -> None:
    """A new file that only its owner reads, where the system knows owners."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(data)
