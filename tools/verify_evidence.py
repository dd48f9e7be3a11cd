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
OUTSIDE_SUMS = re.compile(r"SHA256SUMS|attestation\.[a-z.]+|log/[a-z.-]+")
ALWAYS = """README.txt manifest.json SHA256SUMS raw/index.ndjson results/result.json results/results.csv scope/claims.json
keys/attest-p256.pem keys/log-ed25519.pem keys/log.vkey keys/history.json""".split()
SEAL = """attestation.statement.json attestation.sig attestation.dsse.json attestation.sigstore.json log/entry.json
log/inclusion.tlog-proof log/checkpoint log/prior-checkpoint log/consistency.txt log/anchors.json""".split()
OPTIONAL_SEAL = {"attestation.tsr"}
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


def pem_key(text):
    match = re.fullmatch(r"-----BEGIN PUBLIC KEY-----\n((?:[A-Za-z0-9+/=]{1,64}\n)+)-----END PUBLIC KEY-----\n?", text)
    return from_base64(match[1].replace("\n", "")) if match else None


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
    """A zip as the format has it: stored entries one after the other, nothing before, between or behind them."""

    def __init__(self, path, findings):
        self.file = open(path, "rb")
        self.entries = {}
        self.findings = findings
        try:
            self.read_directory()
        except (struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
            findings.alter(".", f"is no whole zip: {error}")

    @property
    def names(self):
        return list(self.entries)

    def at(self, offset, length):
        self.file.seek(offset)
        data = self.file.read(length)
        if len(data) != length:
            raise ValueError("it ends too early")
        return data

    def read_directory(self):
        end = os.fstat(self.file.fileno()).st_size - 22
        tail = self.at(max(end, 0), 22)
        _, disk, start_disk, here, count, size, offset, comment = struct.unpack("<IHHHHIIH", tail)
        if tail[:4] != b"PK\5\6" or comment or disk or start_disk or here != count:
            raise ValueError("its last record is not the end of a directory")
        if 0xFFFF in (count,) or 0xFFFFFFFF in (size, offset):
            locator = struct.unpack("<4sIQI", self.at(end - 20, 20))
            record = struct.unpack("<4sQHHIIQQQQ", self.at(locator[2], 56))
            if locator[0] != b"PK\6\7" or record[0] != b"PK\6\6" or locator[2] + 56 != end - 20:
                raise ValueError("its Zip64 records are not in their places")
            real = record[7], record[8], record[9]
            if record[6] != record[7] or any(
                small not in (big, limit)
                for small, big, limit in zip((count, size, offset), real, (0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))
            ):
                raise ValueError("its Zip64 records contradict the others")
            count, size, offset = real
            end = locator[2]
        if offset + size != end:
            raise ValueError("something lies between the directory and its end")
        directory, position, expected = self.at(offset, size), 0, 0
        for _ in range(count):
            position, expected = self.read_entry(directory, position, expected)
        if position != len(directory) or expected != offset:
            raise ValueError("something lies between the entries and the directory")

    def read_entry(self, directory, position, expected):
        fields = struct.unpack_from("<4sHHHHHHIIIHHHHHII", directory, position)
        magic, made, _, flags, method, time, date, crc, packed, plain, name_length, extra_length, comment, disk = fields[:14]
        external, offset = fields[15], fields[16]
        raw_name = directory[position + 46 : position + 46 + name_length]
        extra = directory[position + 46 + name_length : position + 46 + name_length + extra_length]
        name = raw_name.decode("utf-8")
        if magic != b"PK\1\2":
            raise ValueError("its directory is damaged")
        wide = zip64_values(extra, plain, packed, offset)
        plain, packed, offset = wide
        if flags & ~0x0808 or not (flags & 0x0800 or raw_name.isascii()) or method or plain != packed or comment or disk:
            self.findings.alter(name, "is encrypted, compressed or otherwise not as the format has it")
        if (external >> 16) & 0o170000 not in (0, 0o100000):
            self.findings.alter(name, "is no plain file")
        if (time, date) != (0, 0x21):
            self.findings.alter(name, "has a time of its own")
        if name in self.entries:
            self.findings.alter(name, "stands in the zip twice")
        if offset != expected:
            raise ValueError(f"{name} does not follow on what stands before it")
        local = struct.unpack("<4sHHHHHIIIHH", self.at(offset, 30))
        if local[0] != b"PK\3\4" or local[2] != flags or local[3] != method or (local[4], local[5]) != (time, date):
            raise ValueError(f"{name} is described in two ways")
        after_name = self.at(offset + 30, local[9] + local[10])
        if after_name[: local[9]] != raw_name:
            raise ValueError(f"{name} has two names")
        start = offset + 30 + local[9] + local[10]
        following = start + plain
        if flags & 8:
            following += self.descriptor(following, crc, plain)
        elif (local[6], *zip64_values(after_name[local[9] :], local[8], local[7], 0)[:2]) != (crc, plain, packed):
            raise ValueError(f"{name} has two sizes")
        self.entries[name] = (start, plain, crc)
        return position + 46 + name_length + extra_length, following

    def descriptor(self, at, crc, size):
        for form in ("<4sIII", "<4sIQQ"):
            length = struct.calcsize(form)
            try:
                if struct.unpack(form, self.at(at, length)) == (b"PK\7\x08", crc, size, size):
                    return length
            except ValueError:
                continue
        raise ValueError("the size behind an entry is not that of the directory")

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


def zip64_values(extra, plain, packed, offset):
    """Sizes and place, from the Zip64 field where the plain ones are full."""
    values, at = [plain, packed, offset], 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            full = [index for index, value in enumerate(values) if value == 0xFFFFFFFF]
            numbers = struct.unpack_from(f"<{length // 8}Q", extra, at + 4)
            for index, number in zip(full, numbers):
                values[index] = number
        at += 4 + length
    return tuple(values)


# ---- The verification -----------------------------------------------------------------------------------------------------------


class Verifier:
    def __init__(self, source, findings, trusted, prior):
        self.source, self.findings, self.trusted, self.prior = source, findings, trusted, prior
        self.names = set(source.names)
        self.digests = {}
        self.notes = []

    def read(self, name, limit=64 << 20):
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
        self.check_seal(sums, manifest)

    def check_names(self):
        seen = {}
        for name in sorted(self.names):
            parts = name.split("/")
            if len(name) > 400 or not all(SAFE_NAME.fullmatch(part) and not part.endswith(".") for part in parts):
                self.findings.alter(name, "has a name that no bundle contains")
            other = seen.setdefault(name.lower(), name)
            if other != name:
                self.findings.alter(name, f"differs from {other} by case alone")
        for name in ALWAYS:
            if name not in self.names:
                self.findings.alter(name, "belongs to every bundle and is missing")

    def check_sums(self):
        sums, text = {}, self.text("SHA256SUMS")
        if text is None:
            return sums
        order = []
        for number, line in enumerate(text.split("\n")[:-1], 1):
            match = re.fullmatch(r"([0-9a-f]{64})  ([^\r]+)", line)
            if match is None:
                self.findings.alter("SHA256SUMS", f"line {number} is no sum")
                continue
            if match[2] in sums:
                self.findings.alter("SHA256SUMS", f"names {match[2]} twice")
            if OUTSIDE_SUMS.fullmatch(match[2]):
                self.findings.alter("SHA256SUMS", f"names {match[2]}, which proves itself")
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
        return sums

    def check_manifest(self, sums):
        data = self.read("manifest.json")
        if data is None:
            return None
        manifest = parse_json(data)
        if not isinstance(manifest, dict) or manifest.get("formatVersion") != "1":
            self.findings.alter("manifest.json", "is no manifest of this format")
            return None
        if (canonical(manifest) + "\n").encode() != data:
            self.findings.alter("manifest.json", "is not in its canonical form")
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
        findings, unknown, unread = self.check_findings(bodies)
        counted = {
            "exchanges": exchanges,
            "answers": len(bodies),
            "findings": findings,
            "findingsUnknown": unknown,
        }
        for name, number in counted.items():
            if get(coverage, name) != number:
                self.findings.alter("manifest.json", f"counts {get(coverage, name)} {name}, there are {number}")
        if unread:
            self.findings.incomplete.append(("results/result.json", f"{unread} findings could not be read in Azure"))
        if get(coverage, "subscriptionsIncomplete"):
            self.findings.incomplete.append(("manifest.json", "subscriptions were not read completely"))

    def lines(self, name):
        rest = b""
        for piece in self.source.pieces(name) if name in self.names else ():
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        if rest:
            yield rest

    def check_index(self, bodies):
        count, used = 0, set()
        for count, line in enumerate(self.lines("raw/index.ndjson"), 1):
            exchange = parse_json(line)
            answer, question = get(exchange, "sha256"), get(exchange, "requestSha256")
            if answer not in bodies or get(exchange, "bytes") != bodies[answer]:
                self.findings.alter("raw/index.ndjson", f"line {count} names an answer that is not there, or its size")
            if question is not None and question not in bodies:
                self.findings.alter("raw/index.ndjson", f"line {count} names a question that is not there")
            used |= {answer, question}
        for body in sorted(set(bodies) - used):
            self.findings.alter(f"raw/{body}.body", "is in no line of raw/index.ndjson")
        return count

    def check_findings(self, bodies):
        count = unknown = unread = 0
        for line in self.lines("results/result.json"):
            match = FINDING_LINE.fullmatch(line.decode("utf-8", "replace"))
            if match is None:
                continue
            finding = parse_json(match[1].encode())
            count += 1
            if get(finding, "status") == "unknown":
                unknown += 1
                unread += str(get(finding, "resourceId")).lower().startswith("/subscriptions/")
            evidence = get(finding, "evidence")
            if not isinstance(evidence, list) or any(str(item)[7:] not in bodies for item in evidence):
                self.findings.alter("results/result.json", f"finding {count} rests on an answer that is not there")
        return count, unknown, unread

    # ---- The seal

    def check_seal(self, sums, manifest):
        present = [name for name in SEAL if name in self.names]
        if not present:
            self.findings.untrusted.append((".", "was not sealed: nobody vouches for it"))
            return
        for name in SEAL:
            if name not in self.names:
                self.findings.alter(name, "belongs to every seal and is missing")
        if len(present) < len(SEAL):
            return
        statement = self.check_statement(sums, manifest)
        entry = self.check_entry(manifest)
        log = self.check_log(statement, entry)
        self.check_signature(entry)
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
            ("predicate", "collector", "version"): get(manifest, "collector", "version"),
            ("predicate", "claims", "sha256"): sums.get("scope/claims.json"),
            ("predicate", "checks", "sha256"): hashlib.sha256(lines.encode()).hexdigest(),
            ("predicate", "anchorsConfigured"): get(manifest, "anchorsConfigured"),
            ("predicate", "anchorsAbsent"): get(manifest, "anchorsAbsent"),
        }
        for path, value in expected.items():
            if get(statement, *path) != value:
                self.findings.alter("attestation.statement.json", f"says something else of {'.'.join(path)} than the bundle")
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
        if get(entry, "type") != "export" or any(get(body, name) != value for name, value in expected.items()):
            self.findings.alter("log/entry.json", "is not the entry of this bundle")
        at, to = get(entry, "at"), get(manifest, "period", "to")
        if not isinstance(at, str) or not INSTANT.fullmatch(at) or not isinstance(to, str) or at < to:
            self.findings.alter("log/entry.json", "is older than what it seals")
        return entry

    def check_log(self, statement, entry):
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
        self.check_window("log", fingerprint_of_log(public), entry)
        return vkey, public, after

    def log_key(self):
        text, pem = self.text("keys/log.vkey"), pem_key(self.text("keys/log-ed25519.pem") or "")
        match = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n", text or "")
        data = from_base64(match[3]) if match else None
        if data is None or len(data) != 33 or data[0] != 1:
            self.findings.alter("keys/log.vkey", "is no key of a log")
            return None, None
        identifier = hashlib.sha256(match[1].encode() + b"\n" + data).digest()[:4]
        if identifier.hex() != match[2] or pem != ED_SPKI + data[1:]:
            self.findings.alter("keys/log.vkey", "is not the key of keys/log-ed25519.pem")
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

    def check_signature(self, entry):
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
        if get(parse_json(self.read("attestation.sigstore.json")), "dsseEnvelope", "payload") != envelope["payload"]:
            self.findings.alter("attestation.sigstore.json", "is not about this statement")
        if get(entry, "body", "key") != fingerprint(spki):
            self.findings.alter("log/entry.json", "names another key than the one that signed")
        keys = self.check_window("attest", fingerprint(spki), entry)
        if self.trusted is None:
            self.findings.untrusted.append(("keys/attest-p256.pem", "no trusted key was given: the bundle only agrees with itself"))
        elif fingerprint(spki) not in linked(keys, self.trusted):
            self.findings.untrusted.append(("keys/attest-p256.pem", "is not the trusted key, and no trusted key vouches for it"))

    def check_window(self, purpose, wanted, entry):
        """The keys of one purpose; the one that was used must have been valid when the entry was made."""
        data = self.read("keys/history.json")
        history = parse_json(data) if data is not None else None
        keys = [key for key in get(history, "keys") or [] if get(key, "purpose") == purpose]
        at = get(entry, "at") or ""
        valid = [
            key
            for key in keys
            if key.get("fingerprint") == wanted
            and str(key.get("from")) <= at
            and (key.get("to") is None or at < str(key.get("to")))
        ]
        if not valid:
            self.findings.alter("keys/history.json", f"says that the {purpose} key was not valid at {at or 'that time'}")
        for key in keys:
            spki = pem_key(str(key.get("publicKey")))
            if spki is None or fingerprint(spki) != key.get("fingerprint"):
                self.findings.alter("keys/history.json", "gives a key another fingerprint than it has")
        return keys

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
        anchors = get(parse_json(self.read("log/anchors.json")), "anchors")
        if not isinstance(anchors, list) or sorted(str(get(anchor, "kind")) for anchor in anchors) != ["immutableBlob", "rfc3161"]:
            self.findings.alter("log/anchors.json", "does not say what became of each anchor")
            return
        configured = [str(name).split(":")[0] for name in get(manifest, "anchorsConfigured") or []]
        for anchor in anchors:
            kind, status = get(anchor, "kind"), get(anchor, "status")
            if (status != "absent") != (kind in configured) or status not in ("present", "absent", "failed"):
                self.findings.alter("log/anchors.json", f"contradicts the manifest about {kind}")
            elif status == "failed":
                self.findings.incomplete.append(("log/anchors.json", f"{kind} was configured and failed"))
        stamped = any(get(anchor, "kind") == "rfc3161" and get(anchor, "status") == "present" for anchor in anchors)
        stamp = self.read("attestation.tsr")
        if stamped != (stamp is not None):
            self.findings.alter("attestation.tsr", "is there or missing against what log/anchors.json says")
        elif stamp is not None and bytes.fromhex(self.digests["attestation.sig"]) not in stamp:
            self.findings.alter("attestation.tsr", "is a time stamp of something else")


ED_SPKI = bytes.fromhex("302a300506032b6570032100")


def fingerprint_of_log(public):
    return fingerprint(ED_SPKI + public)


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


def linked(keys, trusted):
    """Fingerprints that are trusted, or that a chain of signatures ties to a trusted one."""
    by_name = {key.get("fingerprint"): pem_key(str(key.get("publicKey"))) for key in keys}
    reached, grew = {fingerprint(key) for key in trusted}, True
    while grew:
        grew = False
        for key in keys:
            older, newer = key.get("signedBy"), key.get("fingerprint")
            if older is None or key.get("signature") is None or (older in reached) == (newer in reached):
                continue
            words = f"posture-key-rotation v1\n{key.get('purpose')}\n{newer}\n{key.get('from')}\n{older}\n"
            signature = from_base64(str(key.get("signature")))
            if by_name.get(older) and signature and p256_verifies(by_name[older], words.encode(), signature):
                reached |= {older, newer}
                grew = True
    return reached


def read_text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(f"{path}: {error}") from error


def trusted_keys(path):
    """The P-256 keys of a PEM file, or of a published list of keys."""
    text = read_text(path)
    listed = get(parse_json(text.encode()), "keys")
    texts = [str(get(key, "publicKey")) for key in listed] if isinstance(listed, list) else [text.replace("\r\n", "\n")]
    keys = [key for key in map(pem_key, texts) if key and p256_key(key)]
    if not keys:
        raise CannotRead(f"{path} holds no ECDSA P-256 public key (PEM, or a list of keys)")
    return keys


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
    findings = Findings()
    try:
        trusted = None if options.key is None else trusted_keys(options.key)
        prior = None if options.prior is None else read_text(options.prior)
        source = open_source(options.bundle, findings)
    except CannotRead as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 3
    try:
        Verifier(source, findings, trusted, prior).run()
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        findings.alter(".", f"is so damaged that it cannot be gone through: {error!r}")
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
