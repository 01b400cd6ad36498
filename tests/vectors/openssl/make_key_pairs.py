"""Writes key_pairs.json: key pairs of the openssl command, and what it signs, encrypts and agrees on with them."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

MESSAGE = b"a message that is signed"
PLAIN = bytes(range(32))
RSA, CURVE = ("RSA", "-pkeyopt", "rsa_keygen_bits:"), ("EC", "-pkeyopt", "ec_paramgen_curve:")
SPECS = {
    "RSA_2048": (*RSA[:2], RSA[2] + "2048"),
    "RSA_3072": (*RSA[:2], RSA[2] + "3072"),
    "RSA_4096": (*RSA[:2], RSA[2] + "4096"),
    "ECC_NIST_P256": (*CURVE[:2], CURVE[2] + "P-256"),
    "ECC_NIST_P384": (*CURVE[:2], CURVE[2] + "P-384"),
    "ECC_NIST_P521": (*CURVE[:2], CURVE[2] + "P-521"),
    "ECC_SECG_P256K1": (*CURVE[:2], CURVE[2] + "secp256k1"),
    "ECC_NIST_EDWARDS25519": ("ED25519",),
}
ECDSA_HASHES = {"ECC_NIST_P384": "384", "ECC_NIST_P521": "512"}


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=True).stdout


def private_der(file):
    return openssl("pkcs8", "-topk8", "-nocrypt", "-in", file, "-outform", "DER").hex()


def public_der(file):
    return openssl("pkey", "-in", file, "-pubout", "-outform", "DER").hex()


def signed(hash_bits, *options):
    return openssl("dgst", f"-sha{hash_bits}", *options, "-sign", "key.pem", "message").hex()


def of_rsa():
    pss = ("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest")
    signatures, encrypted = {}, {}
    for bits in ("256", "384", "512"):
        signatures[f"RSASSA_PKCS1_V1_5_SHA_{bits}"] = signed(bits)
        signatures[f"RSASSA_PSS_SHA_{bits}"] = signed(bits, *pss)
    for name, digest in (("RSAES_OAEP_SHA_1", "sha1"), ("RSAES_OAEP_SHA_256", "sha256")):
        settings = ("rsa_padding_mode:oaep", f"rsa_oaep_md:{digest}", f"rsa_mgf1_md:{digest}")
        options = [part for setting in settings for part in ("-pkeyopt", setting)]
        encrypted[name] = openssl("pkeyutl", "-encrypt", "-inkey", "key.pem", *options, data=PLAIN).hex()
    return {"signatures": signatures, "plain": PLAIN.hex(), "encrypted": encrypted}


def of_curve(spec):
    bits = ECDSA_HASHES.get(spec, "256")
    openssl("genpkey", "-algorithm", *SPECS[spec], "-out", "peer.pem")
    openssl("pkey", "-in", "peer.pem", "-pubout", "-out", "peer_public.pem")
    openssl("ec", "-in", "key.pem", "-conv_form", "compressed", "-out", "compressed.pem")
    openssl("ec", "-in", "key.pem", "-no_public", "-out", "without_public.pem")
    return {
        "signatures": {f"ECDSA_SHA_{bits}": signed(bits)},
        "peerPublicKey": public_der("peer.pem"),
        "sharedSecret": openssl("pkeyutl", "-derive", "-inkey", "key.pem", "-peerkey", "peer_public.pem").hex(),
        "otherForms": [private_der("compressed.pem"), private_der("without_public.pem")],
    }


def of_edwards():
    signature = openssl("pkeyutl", "-sign", "-rawin", "-inkey", "key.pem", "-in", "message")
    return {"signatures": {"ED25519_SHA_512": signature.hex()}}


def key_pair(spec):
    openssl("genpkey", "-algorithm", *SPECS[spec], "-out", "key.pem")
    made = of_rsa() if spec.startswith("RSA") else of_edwards() if "EDWARDS" in spec else of_curve(spec)
    halves = {"privateKey": private_der("key.pem"), "publicKey": public_der("key.pem")}
    return {"spec": spec, **halves, "message": MESSAGE.hex(), **made}


if __name__ == "__main__":
    out = Path(__file__).with_name("key_pairs.json").resolve()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("message").write_bytes(MESSAGE)
        out.write_text(json.dumps({"keyPairs": [key_pair(spec) for spec in SPECS]}, indent=1) + "\n")
