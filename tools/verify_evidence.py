#!/usr/bin/env python3
"""Verifies sealed evidence of azure-posture-monitor, written from docs/evidence-format.md with Python's standard library alone.

    python3 verify_evidence.py BUNDLE --key attest-p256.pem [--prior CHECKPOINT] [--json]

BUNDLE is the zip or its unpacked folder. The key must come from outside the bundle: the bundle's own key proves only that the bundle
agrees with itself. CHECKPOINT is one that you kept from an earlier bundle: the log must continue it.

Exit status: 0 verified; 1 altered; 2 verified but incomplete; 3 cannot be read, or nobody who is trusted vouches for it; 64 usage.
It shares no code with the monitor: where the two disagree, one of them is wrong.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import struct
import sys
import zlib

PIECE = 1 << 20
SHA256_HEX = re.compile(r"[0-9a-f]{64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._@-]*")
BODY_PATH = re.compile(r"raw/([0-9a-f]{64})\.body")
FINDING_LINE = re.compile(r" {4}(\{.*\}),?")
ALWAYS = """README.txt SHA256SUMS coverage/unknown.csv manifest.json raw/index.ndjson results/drift.csv results/result.json results/results.csv
scope/checks.json scope/claims.json scope/collector.json scope/excluded.csv scope/exceptions.csv scope/population.csv""".split()
ALWAYS_OF_PERIOD = """README.txt SHA256SUMS access-log.csv coverage/gaps.csv coverage/runs.csv coverage/unknown.csv index.html manifest.json
raw/index.ndjson results/drift.csv results/timeline.csv scope/checks.json scope/claims.json scope/collector.json scope/snapshots.csv""".split()
SEAL = """attestation.statement.json attestation.sig attestation.dsse.json attestation.sigstore.json log/entry.json
log/inclusion.tlog-proof log/checkpoint log/prior-checkpoint log/consistency.txt log/anchors.json""".split()
KEYS = "keys/attest-p256.pem keys/history.json keys/log-ed25519.pem keys/log.vkey".split()
OPTIONAL_SEAL = {"attestation.tsr"}
ABSENT = {
    "immutableBlob": "no immutable container is configured",
    "rfc3161": "no time stamp authority is configured",
}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "pem": "application/x-pem-file",
    "txt": "text/plain; charset=utf-8",
    "vkey": "text/plain; charset=utf-8",
}
ROLES = {"raw": "answer", "scope": "scope", "results": "result", "coverage": "coverage", "keys": "key"}
WHOLE_BYTES = 64 << 20
LINE_BYTES = 16 << 20
RESULT = "results/result.json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://azure-posture-monitor/attestation/evidence-snapshot/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"


class CannotRead(Exception):
    """The bundle, a key or a checkpoint is not there or is no such thing at all."""


class Findings:
    """What is wrong, and where; `altered` outweighs `untrusted`, which outweighs `incomplete`."""

    def __init__(self):
        self.altered, self.untrusted, self.incomplete = [], [], []

    def alter(self, path, message):
        self.altered.append((path, message))

    def status(self):
        return 1 if self.altered else 3 if self.untrusted else 2 if self.incomplete else 0


# ---- Elliptic curves ------------------------------------------------------------------------------------------------------------

P256_P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
P256_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P256_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
P256_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def p256_add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P256_P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P256_P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P256_P)
    x = (slope * slope - a[0] - b[0]) % P256_P
    return x, (slope * (a[0] - x) - a[1]) % P256_P


def p256_multiply(scalar, point):
    result = None
    while scalar:
        if scalar & 1:
            result = p256_add(result, point)
        point = p256_add(point, point)
        scalar >>= 1
    return result


def p256_key(spki):
    """The point of a SubjectPublicKeyInfo; None for any other key."""
    prefix = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200" + "04")
    if len(spki) != 91 or not spki.startswith(prefix):
        return None
    x, y = int.from_bytes(spki[27:59], "big"), int.from_bytes(spki[59:], "big")
    on_curve = x < P256_P and y < P256_P and (y * y - (x * x * x - 3 * x + P256_B)) % P256_P == 0
    return (x, y) if on_curve else None


def der_signature(der):
    """(r, s) of SEQUENCE { INTEGER, INTEGER } in its one shortest form; None for anything else."""

    def integer(at):
        if len(der) < at + 2 or der[at] != 2:
            return None
        length = der[at + 1]
        value = der[at + 2 : at + 2 + length]
        if length == 0 or length > 33 or len(value) != length or value[0] & 0x80:
            return None
        if length > 1 and value[0] == 0 and not value[1] & 0x80:
            return None
        return int.from_bytes(value, "big"), at + 2 + length

    if len(der) < 8 or der[0] != 0x30 or der[1] != len(der) - 2:
        return None
    first = integer(2)
    second = first and integer(first[1])
    return (first[0], second[0]) if second and second[1] == len(der) else None


def p256_verifies(spki, message, signature):
    key, pair = p256_key(spki), der_signature(signature)
    if key is None or pair is None or not all(0 < part < P256_N for part in pair):
        return False
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    inverse = pow(pair[1], -1, P256_N)
    point = p256_add(
        p256_multiply(digest * inverse % P256_N, P256_G), p256_multiply(pair[0] * inverse % P256_N, key)
    )
    return point is not None and point[0] % P256_N == pair[0]


ED_P = 2**255 - 19
ED_L = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, -1, ED_P) % ED_P
ED_I = pow(2, (ED_P - 1) // 4, ED_P)


def ed_point(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= ED_P:
        return None
    square = (y * y - 1) * pow(ED_D * y * y + 1, -1, ED_P) % ED_P
    x = pow(square, (ED_P + 3) // 8, ED_P)
    if (x * x - square) % ED_P:
        x = x * ED_I % ED_P
    if (x * x - square) % ED_P or (x == 0 and sign):
        return None
    return (ED_P - x if x & 1 != sign else x), y


def ed_add(a, b):
    product = ED_D * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, ED_P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, ED_P)
    return x % ED_P, y % ED_P


def ed_multiply(scalar, point):
    result = (0, 1)
    while scalar:
        if scalar & 1:
            result = ed_add(result, point)
        point = ed_add(point, point)
        scalar >>= 1
    return result


ED_BASE = ed_point((4 * pow(5, -1, ED_P) % ED_P).to_bytes(32, "little"))


def ed25519_verifies(public, message, signature):
    key, commitment = ed_point(public), ed_point(signature[:32]) if len(signature) == 64 else None
    if key is None or commitment is None:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ED_L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ED_L
    return ed_multiply(scalar, ED_BASE) == ed_add(commitment, ed_multiply(challenge, key))


# ---- Texts ----------------------------------------------------------------------------------------------------------------------


def from_base64(text):
    """The bytes of base64 in its one canonical spelling; None for any other."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, UnicodeEncodeError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def pem_of(spki):
    text = base64.b64encode(spki).decode()
    lines = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"


def pem_key(text):
    """The SubjectPublicKeyInfo of a PEM file in its one usual spelling; None for any other."""
    match = re.fullmatch(r"-----BEGIN PUBLIC KEY-----\n((?:[A-Za-z0-9+/=]{1,64}\n)+)-----END PUBLIC KEY-----\n?", text)
    spki = from_base64(match[1].replace("\n", "")) if match else None
    return spki if spki is not None and pem_of(spki).rstrip() == text.rstrip() else None


def fingerprint(spki):
    return "sha256:" + hashlib.sha256(spki).hexdigest()


def utf16_order(text):
    return text.encode("utf-16-be", "surrogatepass")


def as_json(value):
    """JSON on one line, members sorted by code units, as JavaScript writes it."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda item: utf16_order(item[0]))
        return "{" + ",".join(as_json(name) + ":" + as_json(member) for name, member in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(as_json(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def canonical(value, depth=0):
    """Canonical JSON of the files: indented down to level 4."""
    if depth >= 4 or not isinstance(value, (dict, list)):
        return as_json(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    indent = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda item: utf16_order(item[0]))
        inside = [f"{as_json(name)}: {canonical(member, depth + 1)}" for name, member in members]
        opening, closing = "{", "}"
    else:
        inside = [canonical(item, depth + 1) for item in value]
        opening, closing = "[", "]"
    return opening + indent + ("," + indent).join(inside) + "\n" + " " * depth + closing


def parse_json(data):
    """The value; None for what is not JSON or names a member twice."""

    def once(pairs):
        members = dict(pairs)
        if len(members) != len(pairs):
            raise ValueError("a member stands there twice")
        return members

    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError):
        return None


def get(value, *path):
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


# ---- Places to read from --------------------------------------------------------------------------------------------------------


class Folder:
    def __init__(self, path, findings):
        self.path = path
        self.names = []
        for folder, folders, files in os.walk(path):
            for name in sorted(folders + files):
                full = os.path.join(folder, name)
                relative = os.path.relpath(full, path).replace(os.sep, "/")
                if os.path.islink(full) or not (os.path.isdir(full) or os.path.isfile(full)):
                    findings.alter(relative, "is a link or special file")
                elif name in files:
                    self.names.append(relative)

    def size(self, name):
        return os.path.getsize(os.path.join(self.path, name))

    def pieces(self, name):
        with open(os.path.join(self.path, name), "rb") as file:
            while piece := file.read(PIECE):
                yield piece


class Zip:
    """A zip in the one form that the format has: stored entries one after the other, nothing before, between or behind them."""

    def __init__(self, path, findings):
        self.file = open(path, "rb")
        self.entries = {}
        self.findings = findings
        try:
            self.read_directory()
        except (struct.error, ValueError, IndexError, OverflowError) as error:
            findings.alter(".", f"is no whole zip: {error}")

    @property
    def names(self):
        return list(self.entries)

    def at(self, offset, length):
        if offset < 0:
            raise ValueError("it is too short")
        self.file.seek(offset)
        data = self.file.read(length)
        if len(data) != length:
            raise ValueError("it ends too early")
        return data

    def read_directory(self):
        total = os.fstat(self.file.fileno()).st_size
        magic, *_, count, size, offset, _ = struct.unpack("<4sHHHHIIH", self.at(total - 22, 22))
        if magic != b"PK\5\6":
            raise ValueError("it does not end with the end of its directory")
        if count == 0xFFFF or 0xFFFFFFFF in (size, offset):
            magic, *_, count, size, offset = struct.unpack("<4sQHHIIQQQQ", self.at(total - 98, 56))
        records = end_records(count, size, offset)
        if offset + size + len(records) != total or size > 256 << 20:
            raise ValueError("something lies between the directory and its end, or its sizes are wrong")
        if self.at(offset + size, len(records)) != records:
            raise ValueError("the end of its directory contradicts itself")
        directory, position, expected = self.at(offset, size), 0, 0
        previous = b""
        for _ in range(count):
            name_bytes, position, expected = self.read_entry(directory, position, expected)
            if name_bytes < previous:
                self.findings.alter(".", f"its entries are not sorted at {name_bytes!r}")
            previous = name_bytes
        if position != len(directory) or expected != offset:
            raise ValueError("something lies between the entries and the directory")

    def read_entry(self, directory, position, expected):
        fields = struct.unpack_from("<4sHHHHHHIIIHHHHHII", directory, position)
        magic, flags, method, crc, packed, size = fields[0], fields[3], fields[4], fields[7], fields[8], fields[9]
        name_length, extra_length, comment_length, external, offset = fields[10], fields[11], fields[12], fields[15], fields[16]
        name_bytes = directory[position + 46 : position + 46 + name_length]
        extra = directory[position + 46 + name_length : position + 46 + name_length + extra_length]
        if magic != b"PK\1\2" or len(name_bytes) != name_length:
            raise ValueError("its directory is damaged")
        if extra[:4] == b"\1\0\x18\0" and extra_length == 28:
            wide = struct.unpack("<QQQ", extra[4:])
            size, packed, offset = (
                big if small == 0xFFFFFFFF else small for small, big in zip((size, packed, offset), wide)
            )
        name = name_bytes.decode("utf-8", "replace")
        if flags & 0x2041 or method or size != packed or (external >> 16) != 0o100644:
            self.findings.alter(name, "is encrypted, compressed or no plain file")
        if name in self.entries:
            self.findings.alter(name, "stands in the zip twice")
        if offset != expected:
            raise ValueError(f"{name} does not follow on what stands before it")
        is_wide = size >= 0xFFFFFFFF or offset >= 0xFFFFFFFF
        sizes = (0xFFFFFFFF, 0xFFFFFFFF) if is_wide else (size, size)
        form = struct.pack("<4sHHHHHHIII", b"PK\1\2", 0x33F, 45 if is_wide else 20, 0x808, 0, 0, 0x21, crc, *sizes)
        form += struct.pack("<HHHHHII", name_length, 28 if is_wide else 0, 0, 0, 0, 0o100644 << 16, 0xFFFFFFFF if is_wide else offset)
        form += name_bytes + (struct.pack("<HHQQQ", 1, 24, size, size, offset) if is_wide else b"")
        if directory[position : position + len(form)] != form:
            self.findings.alter(name, "is not packed as the format has it")
        head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0x808, 0, 0, 0x21, 0, 0, 0, name_length, 0) + name_bytes
        if self.at(offset, len(head)) != head:
            raise ValueError(f"{name} is described in two ways")
        start = offset + len(head)
        behind = struct.pack("<4sIQQ" if is_wide else "<4sIII", b"PK\7\x08", crc, size, size)
        if self.at(start + size, len(behind)) != behind:
            raise ValueError(f"{name} is followed by another size or check sum than the directory has")
        self.entries[name] = (start, size, crc)
        return name_bytes, position + 46 + name_length + extra_length + comment_length, start + size + len(behind)

    def size(self, name):
        return self.entries[name][1]

    def pieces(self, name):
        start, left, crc = self.entries[name]
        running = 0
        while left:
            piece = self.at(start, min(PIECE, left))
            start, left = start + len(piece), left - len(piece)
            running = zlib.crc32(piece, running)
            yield piece
        if running != crc:
            self.findings.alter(name, "has another check sum than the zip says")


def end_records(count, size, offset):
    """What stands behind the directory, Zip64 records where a number needs them."""
    end = struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), min(size, 0xFFFFFFFF), min(offset, 0xFFFFFFFF), 0
    )
    if count < 0xFFFF and size < 0xFFFFFFFF and offset < 0xFFFFFFFF:
        return end
    wide = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 0x33F, 45, 0, 0, count, count, size, offset)
    return wide + struct.pack("<4sIQI", b"PK\6\7", 0, offset + size, 1) + end


# ---- Time stamps (only as far as what they stamp: openssl ts verifies who stamped) ----------------------------------------------


def der_elements(data):
    """(tag, content) of the elements side by side; raises a ValueError where they are not whole."""
    found, at = [], 0
    while at < len(data):
        if at + 2 > len(data) or data[at] & 0x1F == 0x1F or data[at + 1] == 0x80:
            raise ValueError("no DER")
        size = 0 if data[at + 1] < 0x80 else data[at + 1] & 0x7F
        start = at + 2 + size
        length = data[at + 1] if size == 0 else int.from_bytes(data[at + 2 : start], "big")
        if size > 4 or start + length > len(data):
            raise ValueError("no DER")
        found.append((data[at], data[start : start + length]))
        at = start + length
    return found


def stamps(response, digest):
    """Whether a TimeStampResp was granted and is about this SHA-256; RFC 3161, RFC 5652."""
    try:
        ((tag, whole),) = der_elements(response)
        (_, status_info), (_, token) = der_elements(whole)[:2]
        status_tag, status = der_elements(status_info)[0]
        (_, kind), (_, content) = der_elements(token)[:2]
        signed = der_elements(der_elements(content)[0][1])
        (_, info_kind), (_, explicit) = der_elements(signed[2][1])[:2]
        info = der_elements(der_elements(der_elements(explicit)[0][1])[0][1])
        imprint = info[2][1]
    except (ValueError, IndexError, TypeError):
        return False
    sha256 = bytes.fromhex("300d06096086480165030402010500") + b"\4\x20"
    return (
        (tag, status_tag) == (0x30, 2)
        and status in (b"\0", b"\1")
        and kind == bytes.fromhex("2a864886f70d010702")
        and info_kind == bytes.fromhex("2a864886f70d0109100104")
        and imprint == sha256 + digest
    )


def media_type_of(path):
    return MEDIA_TYPES.get(path.rsplit(".", 1)[-1], "application/octet-stream")


def role_of(path):
    if path == "raw/index.ndjson":
        return "answer-index"
    return ROLES.get(path.split("/")[0], "report") if "/" in path else "guide" if path == "README.txt" else "report"


# ---- The verification -----------------------------------------------------------------------------------------------------------


def is_exchange(line):
    """Whether a line of the index has what every exchange has."""

    def holds(name, kind):
        value = get(line, name)
        return isinstance(value, kind) and not (kind is not bool and isinstance(value, bool))

    digests = [get(line, "sha256")] + ([] if get(line, "requestSha256") is None else [get(line, "requestSha256")])
    return (
        isinstance(line, dict)
        and "requestSha256" in line
        and all(holds(name, str) for name in ("scan", "operation", "method", "url", "startedAt"))
        and all(holds(name, int) for name in ("seq", "status", "attempt", "bytes"))
        and holds("durationMs", (int, float))
        and holds("headers", dict)
        and holds("unaltered", bool)
        and all(isinstance(digest, str) and SHA256_HEX.fullmatch(digest) for digest in digests)
    )


def is_safe(path):
    return len(path) <= 400 and all(SAFE_NAME.fullmatch(part) and not part.endswith(".") for part in path.split("/"))


class Verifier:
    def __init__(self, source, findings, trusted, prior):
        self.source, self.findings, self.trusted, self.prior = source, findings, trusted, prior
        self.names = set(source.names)
        self.digests = {}
        self.notes = []

    def read(self, name, limit=WHOLE_BYTES):
        if name not in self.names:
            return None
        if self.source.size(name) > limit:
            self.findings.alter(name, "is larger than anything of its kind")
            return None
        return b"".join(self.source.pieces(name))

    def text(self, name):
        data = self.read(name)
        try:
            return None if data is None else data.decode("utf-8")
        except UnicodeDecodeError:
            self.findings.alter(name, "is no UTF-8 text")
            return None

    def run(self):
        self.check_names()
        sums = self.check_sums()
        manifest = self.check_manifest(sums)
        if manifest is not None:
            self.check_contents(manifest)
        if manifest is not None:
            self.check_seal(sums, manifest)

    def check_names(self):
        seen = {}
        for name in sorted(self.names):
            if not is_safe(name):
                self.findings.alter(name, "has a name that no bundle contains")
            other = seen.setdefault(name.lower(), name)
            if other != name:
                self.findings.alter(name, f"differs from {other} by case alone")
        if not self.names:
            self.findings.alter(".", "is empty")

    def check_sums(self):
        sums, text = {}, self.text("SHA256SUMS")
        if text is None:
            text = "\n"
        order = []
        for number, line in enumerate(text.split("\n")[:-1], 1):
            match = re.fullmatch(r"([0-9a-f]{64})  ([^\r]+)", line)
            if match is None:
                if text != "\n":
                    self.findings.alter("SHA256SUMS", f"line {number} is no sum")
                continue
            if match[2] in sums:
                self.findings.alter("SHA256SUMS", f"names {match[2]} twice")
            if match[2] == "SHA256SUMS" or match[2] in SEAL or match[2] in OPTIONAL_SEAL:
                self.findings.alter("SHA256SUMS", f"names {match[2]}, which it cannot know")
            if not is_safe(match[2]):
                self.findings.alter("SHA256SUMS", f"names a path that leaves the bundle: {match[2]}")
                continue
            sums[match[2]] = match[1]
            order.append(utf16_order(match[2]))
        if not text.endswith("\n") or order != sorted(order):
            self.findings.alter("SHA256SUMS", "is not sorted, or ends in the middle of a line")
        for name in sorted(self.names):
            digest = hashlib.sha256()
            for piece in self.source.pieces(name):
                digest.update(piece)
            self.digests[name] = digest.hexdigest()
            if name in sums:
                if sums[name] != self.digests[name]:
                    self.findings.alter(name, "was altered: its SHA-256 is not the one listed")
            elif name not in SEAL and name not in OPTIONAL_SEAL and name != "SHA256SUMS":
                self.findings.alter(name, "was added: it is not listed")
        for name in sums:
            if name not in self.names:
                self.findings.alter(name, "is listed but missing")
        if "SHA256SUMS" not in self.names:
            self.findings.alter("SHA256SUMS", "is missing: nothing can be verified")
        return sums

    def check_manifest(self, sums):
        data = self.read("manifest.json")
        manifest = None if data is None else parse_json(data)
        for name in ALWAYS_OF_PERIOD if get(manifest, "kind") == "period" else ALWAYS:
            if name != "SHA256SUMS" and name not in sums:
                self.findings.alter(name, "belongs to every bundle and is not listed")
        if data is None:
            return None
        counted_runs = isinstance(get(manifest, "coverage", "runsExpected"), int)
        is_kind_known = counted_runs if get(manifest, "kind") == "period" else isinstance(manifest, dict) and "kind" not in manifest
        if not is_kind_known or manifest.get("formatVersion") != "1":
            self.findings.alter("manifest.json", "is no manifest of this format")
            return None
        if (canonical(manifest) + "\n").encode() != data:
            self.findings.alter("manifest.json", "is not in its canonical form")
        configured = manifest.get("anchorsConfigured")
        if not isinstance(configured, list) or not all(isinstance(name, str) for name in configured):
            self.findings.alter("manifest.json", "is no manifest of this format")
            return None
        files = manifest.get("files")
        listed = [get(file, "path") for file in files] if isinstance(files, list) else []
        if listed != sorted((name for name in sums if name != "manifest.json"), key=utf16_order):
            self.findings.alter("manifest.json", "does not name the files that SHA256SUMS names")
        for file in files if isinstance(files, list) else []:
            name = get(file, "path")
            if name in self.digests and (get(file, "sha256"), get(file, "bytes")) != (
                self.digests[name],
                self.source.size(name),
            ):
                self.findings.alter("manifest.json", f"gives {name} another digest or size than it has")
            if (get(file, "role"), get(file, "mediaType")) != (role_of(str(name)), media_type_of(str(name))):
                self.findings.alter("manifest.json", f"gives {name} a wrong role or media type")
        return manifest

    def check_contents(self, manifest):
        bodies = {}
        for name in self.names:
            if name.startswith("raw/") and name != "raw/index.ndjson":
                match = BODY_PATH.fullmatch(name)
                if match is None or match[1] != self.digests.get(name):
                    self.findings.alter(name, "is not named by its digest")
                else:
                    bodies[match[1]] = self.source.size(name)
        coverage = manifest.get("coverage")
        exchanges = self.check_index(bodies)
        counted = {"exchanges": exchanges, "answers": len(bodies)}
        if manifest.get("kind") == "period":
            counted |= self.check_period()
        elif RESULT in self.names:
            counted |= self.check_result(bodies)
        for name, number in counted.items():
            if get(coverage, name) != number:
                self.findings.alter("manifest.json", f"counts {get(coverage, name)} {name}, there are {number}")

    def check_period(self):
        """A period counts its findings in its lists; its gaps and what was not known in it make it incomplete."""
        unknown, gaps = self.records("coverage/unknown.csv"), self.records("coverage/gaps.csv")
        if unknown:
            self.findings.incomplete.append(("coverage/unknown.csv", f"{unknown} readings or answers are not known"))
        if gaps:
            self.findings.incomplete.append(("coverage/gaps.csv", f"the period has {gaps} gaps"))
        return {"findings": self.records("results/drift.csv"), "findingsUnknown": unknown}

    def records(self, name):
        """Records of a CSV file without its header; a line feed in quotes ends none."""
        count, quoted, rest = 0, False, False
        for piece in self.source.pieces(name) if name in self.names else ():
            for n, part in enumerate(piece.split(b'"')):
                quoted = quoted != (n > 0)
                count += 0 if quoted else part.count(b"\n")
            rest = not piece.endswith(b"\n") or quoted
        return max(0, count + rest - 1)

    def lines(self, name):
        rest = b""
        for piece in self.source.pieces(name) if name in self.names else ():
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
            if len(rest) > LINE_BYTES:
                self.findings.alter(name, "has a line that is longer than any of its kind")
                return
        if rest:
            yield rest

    def check_index(self, bodies):
        count, used = 0, set()
        for count, line in enumerate(self.lines("raw/index.ndjson"), 1):
            exchange = parse_json(line)
            if not is_exchange(exchange):
                self.findings.alter("raw/index.ndjson", f"line {count} is no exchange")
                continue
            answer, question = get(exchange, "sha256"), get(exchange, "requestSha256")
            if answer not in bodies or get(exchange, "bytes") != bodies[answer]:
                self.findings.alter("raw/index.ndjson", f"line {count} names an answer that is not there, or its size")
            if question is not None and question not in bodies:
                self.findings.alter("raw/index.ndjson", f"line {count} names a question that is not there")
            used |= {answer, question}
        for body in sorted(set(bodies) - used):
            self.findings.alter(f"raw/{body}.body", "is in no line of raw/index.ndjson")
        return count

    def check_result(self, bodies):
        """Counts what stands in the result, line by line, whatever its size."""
        counts = dict.fromkeys("findings unknown unread subscriptions incomplete resources".split(), 0)
        section = ""
        for line in self.lines(RESULT):
            text = line.decode("utf-8", "replace")
            begun = re.match(r' "([a-zA-Z]+)": ', text)
            section = begun[1] if begun else section
            if section == "scan":
                resources = re.fullmatch(r' {4}"resources": (\d+),?', text)
                status = re.fullmatch(r' {4}"status": "([a-z]+)",?', text)
                counts["resources"] += int(resources[1]) if resources else 0
                counts["subscriptions"] += status is not None
                counts["incomplete"] += status is not None and status[1] != "complete"
            match = FINDING_LINE.fullmatch(text) if section == "claims" else None
            if match is None:
                continue
            finding = parse_json(match[1].encode())
            counts["findings"] += 1
            evidence = get(finding, "evidence")
            texts = [get(finding, "status"), get(finding, "resourceId"), *(evidence if isinstance(evidence, list) else [None])]
            # Absent in what older versions wrote.
            members = finding.get("readFrom", []) if isinstance(finding, dict) else None
            if isinstance(members, list):
                texts += [get(member, name) for member in members for name in ("evidence", "pointer")]
            else:
                texts.append(None)
            if not all(isinstance(text, str) for text in texts):
                self.findings.alter(RESULT, f"finding {counts['findings']} cannot be read")
                continue
            if any(get(member, "evidence") not in evidence for member in members):
                self.findings.alter(RESULT, f"finding {counts['findings']} was read from an answer on which it does not rest")
            if get(finding, "status") == "unknown":
                counts["unknown"] += 1
                # Pages on the web are not in Azure; every other name is.
                counts["unread"] += not str(get(finding, "resourceId")).startswith(("https://", "http://"))
            if any(item[7:] not in bodies for item in evidence):
                self.findings.alter(RESULT, f"finding {counts['findings']} rests on an answer that is not there")
        if counts["unread"]:
            self.findings.incomplete.append((RESULT, f"{counts['unread']} findings could not be read in Azure"))
        if counts["incomplete"]:
            self.findings.incomplete.append((RESULT, f"{counts['incomplete']} subscriptions were not read completely"))
        return {
            "findings": counts["findings"],
            "findingsUnknown": counts["unknown"],
            "subscriptions": counts["subscriptions"],
            "subscriptionsIncomplete": counts["incomplete"],
            "resources": counts["resources"],
        }

    # ---- The seal

    def check_seal(self, sums, manifest):
        if not any(name in self.names for name in [*SEAL, *OPTIONAL_SEAL]):
            self.findings.untrusted.append((".", "was not sealed: nobody vouches for it"))
            return
        missing = [name for name in SEAL + KEYS if name not in self.names]
        for name in missing:
            self.findings.alter(name, "belongs to every seal and is missing")
        if missing:
            return
        statement = self.check_statement(sums, manifest)
        entry = self.check_entry(manifest)
        keys = self.check_history()
        log = self.check_log(statement, entry, keys)
        self.check_signature(entry, keys)
        if log is not None and self.prior is not None:
            self.check_outside_prior(*log)
        self.check_anchors(manifest)

    def check_statement(self, sums, manifest):
        data = self.read("attestation.statement.json")
        statement = parse_json(data)
        if not isinstance(statement, dict) or (canonical(statement) + "\n").encode() != data:
            self.findings.alter("attestation.statement.json", "is no statement in its canonical form")
            return None
        named = {"SHA256SUMS": self.digests["SHA256SUMS"]} | {
            name: digest for name, digest in sums.items() if not name.startswith("raw/")
        }
        subjects = [
            {"digest": {"sha256": digest}, "name": name}
            for name, digest in sorted(named.items(), key=lambda item: utf16_order(item[0]))
        ]
        predicate = statement.get("predicate")
        coverage = get(manifest, "coverage")
        lines = "".join(f"{sums[name]}  {name}\n" for name in sums if name.startswith("scope/checks"))
        expected = {
            ("_type",): STATEMENT_TYPE,
            ("predicateType",): PREDICATE_TYPE,
            ("subject",): subjects,
            ("predicate", "snapshot"): get(manifest, "snapshot"),
            ("predicate", "tenantId"): get(manifest, "tenantId"),
            ("predicate", "period"): get(manifest, "period"),
            ("predicate", "coverage", "resources"): get(coverage, "resources"),
            ("predicate", "coverage", "readsUnknown"): get(coverage, "findingsUnknown"),
            **(
                {("predicate", "coverage", name): get(coverage, name) for name in ("runsExpected", "runsCompleted")}
                if get(manifest, "kind") == "period"
                else {}
            ),
            ("predicate", "collector", "version"): get(manifest, "collector", "version"),
            ("predicate", "collector", "configDigest"): {"sha256": get(manifest, "collector", "configurationSha256")},
            ("predicate", "claims", "sha256"): sums.get("scope/claims.json"),
            ("predicate", "checks", "sha256"): hashlib.sha256(lines.encode()).hexdigest(),
            ("predicate", "anchorsConfigured"): get(manifest, "anchorsConfigured"),
            ("predicate", "anchorsAbsent"): get(manifest, "anchorsAbsent"),
        }
        for path, value in expected.items():
            if get(statement, *path) != value:
                self.findings.alter("attestation.statement.json", f"says something else of {'.'.join(path)} than the bundle")
        shapes = {
            (): "_type predicate predicateType subject",
            ("predicate",): "anchorsAbsent anchorsConfigured checks claims collector coverage log period previous snapshot tenantId",
            ("predicate", "coverage"): "readsUnknown resources runsCompleted runsExpected",
            ("predicate", "collector"): "configDigest imageDigest principal version",
            ("predicate", "claims"): "sha256",
            ("predicate", "checks"): "sha256",
        }
        optional = {("predicate", "previous"): "manifest snapshot", ("predicate", "collector", "principal"): "appId objectId"}
        for path, members in (shapes | optional).items():
            value = get(statement, *path)
            if value is None and path in optional:
                continue
            if not isinstance(value, dict) or " ".join(sorted(value)) != members:
                self.findings.alter("attestation.statement.json", f"has not the members that it should in {'.'.join(path) or 'itself'}")
        if get(predicate, "coverage", "runsExpected") != get(predicate, "coverage", "runsCompleted"):
            self.findings.incomplete.append(("attestation.statement.json", "not every run that was due took place"))
        return statement

    def check_entry(self, manifest):
        data = self.read("log/entry.json")
        entry = parse_json(data)
        if entry is None or as_json(entry).encode() != data or len(data) > 60_000:
            self.findings.alter("log/entry.json", "is no log entry in its canonical form")
            return None
        body = get(entry, "body")
        expected = {
            "action": "sealed",
            "snapshot": get(manifest, "snapshot"),
            "scan": get(manifest, "scanId"),
            "manifest": {"sha256": self.digests.get("manifest.json")},
            "statement": {"sha256": self.digests.get("attestation.statement.json")},
            "signature": {"sha256": self.digests.get("attestation.sig")},
        }
        is_shaped = isinstance(body, dict) and sorted(body) == sorted([*expected, "key"]) and sorted(entry) == ["at", "body", "type"]
        if get(entry, "type") != "export" or not is_shaped or any(body[name] != value for name, value in expected.items()):
            self.findings.alter("log/entry.json", "is not the entry of this bundle")
        at, to = get(entry, "at"), get(manifest, "period", "to")
        if not isinstance(at, str) or not INSTANT.fullmatch(at) or not isinstance(to, str) or at < to:
            self.findings.alter("log/entry.json", "is older than what it seals")
        return entry

    def check_log(self, statement, entry, keys):
        vkey, public = self.log_key()
        newest, prior = self.text("log/checkpoint"), self.text("log/prior-checkpoint")
        if vkey is None or newest is None or prior is None:
            return None
        after = self.checkpoint("log/checkpoint", newest, vkey, public)
        before = self.checkpoint("log/prior-checkpoint", prior, vkey, public)
        if after is None or before is None:
            return None
        said = get(statement, "predicate", "log")
        if said != {"origin": vkey[0], "sizeBefore": before[0], "rootBefore": base64.b64encode(before[1]).decode()}:
            self.findings.alter("log/prior-checkpoint", "is not the one that the statement names")
        index, hashes = self.proof("log/inclusion.tlog-proof", r"c2sp\.org/tlog-proof@v1\nindex (0|[1-9]\d*)\n", newest)
        leaf = hashlib.sha256(b"\0" + (self.read("log/entry.json") or b"")).digest()
        if index is not None:
            if not before[0] <= index < after[0] or root_of(leaf, index, after[0], hashes) != after[1]:
                self.findings.alter("log/inclusion.tlog-proof", "does not prove that the entry is in the log")
        old, hashes = self.proof("log/consistency.txt", r"old (0|[1-9]\d*)\n", newest)
        if old is not None and (old != before[0] or not continues(before, after, hashes)):
            self.findings.alter("log/consistency.txt", "does not prove that the log only grew")
        line = self.text("keys/log.vkey").rstrip("\n")
        self.check_window([key for key in keys if get(key, "vkey") == line], "log", entry)
        return vkey, public, after

    def log_key(self):
        text, pem = self.text("keys/log.vkey"), pem_key(self.text("keys/log-ed25519.pem") or "")
        match = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n", text or "")
        data = from_base64(match[3]) if match else None
        if data is None or len(data) != 33 or data[0] != 1:
            self.findings.alter("keys/log.vkey", "is no key of a log")
            return None, None
        identifier = hashlib.sha256(match[1].encode() + b"\n" + data).digest()[:4]
        if identifier.hex() != match[2]:
            self.findings.alter("keys/log.vkey", "is no key of a log")
            return None, None
        if pem != ED_SPKI + data[1:] or self.text("keys/log-ed25519.pem") != pem_of(pem):
            self.findings.alter("keys/log-ed25519.pem", "is another key than keys/log.vkey")
        return (match[1], identifier), data[1:]

    def checkpoint(self, path, text, vkey, public):
        """(size, root) of a checkpoint that this key signed."""
        match = re.fullmatch(
            r"((\S+)\n(0|[1-9]\d*)\n(\S+)\n)\n\u2014 (\S+) (\S+)\n", text
        )
        root, signed = (from_base64(match[4]), from_base64(match[6])) if match else (None, None)
        if root is None or signed is None or len(root) != 32 or len(signed) != 68:
            self.findings.alter(path, "is no checkpoint")
            return None
        if match[2] != vkey[0] or match[5] != vkey[0] or signed[:4] != vkey[1]:
            self.findings.alter(path, "is of another log")
            return None
        if not ed25519_verifies(public, match[1].encode(), signed[4:]):
            self.findings.alter(path, "was not signed by the log's key")
            return None
        return int(match[3]), root

    def proof(self, path, head, checkpoint):
        text = self.text(path)
        match = re.fullmatch(head + r"((?:[A-Za-z0-9+/]{43}=\n)*)\n(.*)", text or "", re.DOTALL)
        hashes = [from_base64(line) for line in match[2].split("\n")[:-1]] if match else []
        if match is None or match[3] != checkpoint or None in hashes:
            self.findings.alter(path, "is no proof for log/checkpoint")
            return None, []
        return int(match[1]), hashes

    def check_signature(self, entry, keys):
        statement, signature = self.read("attestation.statement.json"), self.read("attestation.sig")
        spki = pem_key(self.text("keys/attest-p256.pem") or "")
        message = b"DSSEv1 28 %s %d " % (PAYLOAD_TYPE.encode(), len(statement)) + statement
        if spki is None or not p256_verifies(spki, message, signature):
            self.findings.alter("attestation.sig", "is no signature of the statement by keys/attest-p256.pem")
            return
        envelope = {
            "payload": base64.b64encode(statement).decode(),
            "payloadType": PAYLOAD_TYPE,
            "signatures": [{"keyid": fingerprint(spki), "sig": base64.b64encode(signature).decode()}],
        }
        if (canonical(envelope) + "\n").encode() != self.read("attestation.dsse.json"):
            self.findings.alter("attestation.dsse.json", "is not the envelope of this statement and signature")
        hint = base64.b64encode(hashlib.sha256(spki).digest()).decode()
        sigstore = {
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": {"publicKey": {"hint": hint}},
            "dsseEnvelope": envelope,
        }
        if (canonical(sigstore) + "\n").encode() != self.read("attestation.sigstore.json"):
            self.findings.alter("attestation.sigstore.json", "is not the bundle of this statement and signature")
        used = fingerprint(spki)
        if get(entry, "body", "key") != used:
            self.findings.alter("log/entry.json", "names another key than the one that signed")
        self.check_window([key for key in keys if key.get("fingerprint") == used], "attest", entry)
        self.check_trust(used, keys, get(entry, "at"))

    def check_history(self):
        """The records of keys/history.json, oldest first; what does not fit together in it is told."""
        path, data = "keys/history.json", self.read("keys/history.json")
        history = parse_json(data)
        keys = get(history, "keys")
        if not isinstance(keys, list) or not all(map(is_record, keys)) or (canonical(history) + "\n").encode() != data:
            self.findings.alter(path, "is no history of keys as one is written")
            return []
        for key in keys:
            spki = pem_key(key["publicKey"])
            if key["purpose"] == "attest" and (spki is None or p256_key(spki) is None or fingerprint(spki) != key["fingerprint"]):
                self.findings.alter(path, "gives a key another fingerprint than it has")
            times = [key["from"]] + ([] if key["to"] is None else [key["to"]])
            if not all(map(INSTANT.fullmatch, times)) or times != sorted(times):
                self.findings.alter(path, "gives a key a time that is none")
            is_known = any(older["fingerprint"] == key["signedBy"] for older in keys)
            if key["signature"] is not None and is_known and not vouched(key, keys):
                self.findings.alter(path, "says that a key vouched for another, which is not so")
        for purpose in ("attest", "log"):
            own = [key for key in keys if key["purpose"] == purpose]
            if any(key["to"] != following["from"] for key, following in zip(own, own[1:])):
                self.findings.alter(path, "lets a key end at another time than the next one begins")
        return keys

    def check_window(self, keys, purpose, entry):
        """The key that was used must have counted when the entry was made, by the bundle's own history."""
        at = get(entry, "at")
        if isinstance(at, str) and not any(key["purpose"] == purpose and is_within(key, at) for key in keys):
            self.findings.alter("keys/history.json", f"says that the {purpose} key that was used did not count at {at}")

    def check_trust(self, used, keys, at):
        """From a trusted key to the one that signed: itself, or forward along signed successions; never backward."""
        path = "keys/attest-p256.pem"
        if not self.trusted:
            self.findings.untrusted.append((path, "no trusted key was given: the bundle only agrees with itself"))
            return
        own = [key for key in self.trusted if key["fingerprint"] == used]
        if own:
            if not any(is_within(key, str(at)) for key in own):
                self.findings.untrusted.append((path, f"is a trusted key, but did not count at {at}"))
            return
        reached, grew = {key["fingerprint"] for key in self.trusted if key["to"] is None}, True
        while grew:
            found = {
                key["fingerprint"]
                for key in keys
                if key["purpose"] == "attest" and key["signedBy"] in reached and vouched(key, keys)
            }
            grew = not found <= reached
            reached |= found
        if used not in reached:
            self.findings.untrusted.append((path, f"{used} is not the trusted key, and no trusted key vouches for it"))

    def check_outside_prior(self, vkey, public, after):
        before = self.checkpoint("--prior", self.prior, vkey, public)
        if before is None:
            return
        inside = self.checkpoint("log/prior-checkpoint", self.text("log/prior-checkpoint"), vkey, public)
        if before[0] > after[0]:
            self.findings.alter("log/checkpoint", "is older than the checkpoint that you kept")
        elif before in (after, inside):
            return
        elif inside is not None and before[0] == inside[0] or before[0] == after[0]:
            self.findings.alter("log/checkpoint", "contradicts the checkpoint that you kept: the log was forked")
        else:
            self.findings.incomplete.append(("log/consistency.txt", "does not begin at the checkpoint that you kept"))

    def check_anchors(self, manifest):
        path, data = "log/anchors.json", self.read("log/anchors.json")
        anchors = get(parse_json(data), "anchors")
        kinds = [get(anchor, "kind") for anchor in anchors] if isinstance(anchors, list) else []
        is_shaped = kinds == ["immutableBlob", "rfc3161"] and all(
            sorted(anchor) == ["detail", "kind", "status"] and isinstance(anchor["detail"], str) for anchor in anchors
        )
        if not is_shaped or (canonical({"anchors": anchors}) + "\n").encode() != data:
            self.findings.alter(path, "does not say what became of each anchor")
            return
        configured = [name.split(":")[0] for name in manifest["anchorsConfigured"]]
        for anchor in anchors:
            kind, status, detail = anchor["kind"], anchor["status"], anchor["detail"]
            if (status != "absent") != (kind in configured) or status not in ("present", "absent", "failed"):
                self.findings.alter(path, f"contradicts the manifest about {kind}")
            if status == "absent" and detail != ABSENT[kind]:
                self.findings.alter(path, f"says of {kind} what it never does")
            if status == "failed":
                self.findings.incomplete.append((path, f"{kind} was configured and failed: {detail}"))
            if kind == "immutableBlob" and status == "present" and not detail.startswith("locked until "):
                self.findings.incomplete.append((path, f"{kind} does not keep its owner from deleting: {detail}"))
        stamp = self.read("attestation.tsr")
        if (anchors[1]["status"] == "present") != (stamp is not None):
            self.findings.alter("attestation.tsr", "is there or missing against what log/anchors.json says")
        elif stamp is not None and not stamps(stamp, bytes.fromhex(self.digests["attestation.sig"])):
            self.findings.alter("attestation.tsr", "is no granted time stamp of this signature")


ED_SPKI = bytes.fromhex("302a300506032b6570032100")


def is_record(key):
    """Whether a value is a record of a key with the members of its form."""
    texts, others = ("fingerprint", "publicKey", "from", "algorithm"), ("to", "signedBy", "signature", "vkey", "keyId")
    return (
        isinstance(key, dict)
        and key.get("purpose") in ("attest", "log")
        and all(isinstance(key.get(name), str) for name in texts)
        and all(name in key and isinstance(key[name], (str, type(None))) for name in others)
    )


def is_within(key, at):
    return (key["from"] is None or key["from"] <= at) and (key["to"] is None or at < key["to"])


def vouched(key, keys):
    """Whether the key that it replaced signed it."""
    older = next((pem_key(other["publicKey"]) for other in keys if other["fingerprint"] == key["signedBy"]), None)
    signature = None if key["signature"] is None else from_base64(key["signature"])
    if older is None or signature is None:
        return False
    words = f"posture-key-rotation v1\n{key['purpose']}\n{key['fingerprint']}\n{key['from']}\n{key['signedBy']}\n"
    return p256_verifies(older, words.encode(), signature)


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaf, index, size, path):
    """The root to which an inclusion proof leads (RFC 9162, 2.1.3.2); None where it does not fit."""
    first, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if first & 1 or first == last:
            result = node(sibling, result)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            result = node(result, sibling)
        first, last = first >> 1, last >> 1
    return result if last == 0 else None


def continues(before, after, path):
    """Whether the tree `after` begins with the tree `before` (RFC 9162, 2.1.4.2)."""
    (old, old_root), (new, new_root) = before, after
    if old > new:
        return False
    if old == new or old == 0:
        return not path and (old_root == new_root if old else old_root == hashlib.sha256().digest())
    if old & (old - 1) == 0:
        path = [old_root, *path]
    if not path:
        return False
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old_side = new_side = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            old_side, new_side = node(sibling, old_side), node(sibling, new_side)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            new_side = node(new_side, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and (old_side, new_side) == (old_root, new_root)


def read_text(path):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(f"{path}: {error}") from error


def trusted_keys(path):
    """The P-256 keys of a PEM file, or of a published list of keys."""
    text = read_text(path)
    listed = parse_json(text.encode())
    candidates = [{"publicKey": text.replace("\r\n", "\n")}] if listed is None else get(listed, "keys")
    keys = []
    for candidate in candidates if isinstance(candidates, list) else []:
        pem = get(candidate, "publicKey")
        spki = pem_key(pem) if isinstance(pem, str) else None
        if spki and p256_key(spki) and get(candidate, "purpose") in (None, "attest"):
            window = {name: instant_or_none(get(candidate, name)) for name in ("from", "to")}
            keys.append({"fingerprint": fingerprint(spki)} | window)
    if not keys:
        raise CannotRead(f"{path} holds no ECDSA P-256 public key (PEM, or a list of keys)")
    return keys


def instant_or_none(value):
    return value if isinstance(value, str) and INSTANT.fullmatch(value) else None


def open_source(path, findings):
    if os.path.isdir(path):
        return Folder(path, findings)
    try:
        with open(path, "rb") as file:
            begins = file.read(4)
    except OSError as error:
        raise CannotRead(f"{path}: {error}") from error
    if not begins.startswith(b"PK"):
        raise CannotRead(f"{path} is neither a folder nor a zip")
    return Zip(path, findings)


def verify(bundle, key=None, prior=None):
    """Everything that was found; raises CannotRead."""
    findings = Findings()
    trusted = [] if key is None else trusted_keys(key)
    kept = None if prior is None else read_text(prior)
    source = open_source(bundle, findings)
    try:
        Verifier(source, findings, trusted, kept).run()
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, OverflowError) as error:
        findings.alter(".", f"is so damaged that it cannot be gone through: {error!r}")
    return findings


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        self.exit(64, f"{self.format_usage()}{message}\n")


def main():
    arguments = Arguments(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bundle")
    arguments.add_argument("--key")
    arguments.add_argument("--prior")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    try:
        findings = verify(options.bundle, options.key, options.prior)
    except CannotRead as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 3
    status = findings.status()
    word = {0: "verified", 1: "ALTERED", 2: "verified, but incomplete", 3: "NOT VERIFIED"}[status]
    groups = {name: getattr(findings, name) for name in ("altered", "untrusted", "incomplete")}
    if options.json:
        shown = {name: [{"path": path, "message": message} for path, message in group] for name, group in groups.items()}
        print(json.dumps({"status": status, "result": word} | shown))
        return status
    for name, group in groups.items():
        for path, message in group:
            print(f"{name}: {path}: {message}")
    print(word)
    return status


if __name__ == "__main__":
    sys.exit(main())
