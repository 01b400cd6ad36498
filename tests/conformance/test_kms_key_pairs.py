"""Key pairs: kms contract 2.3, 7 and 11, and the cases 9, 11, 41 and 42 of its section 16."""

import base64
import concurrent.futures
import hashlib

import pytest
from botocore.exceptions import ClientError

from aws_cli import CLIS, aws_of
from clients import ACCOUNT, refused, violation
from kms_cases import DRY_RUN, allow, delegating, make_key, statement
from openssl import openssl

RSA_SIGNATURES = [f"RSASSA_{scheme}_SHA_{bits}" for scheme in ("PKCS1_V1_5", "PSS") for bits in (256, 384, 512)]
SIGNERS = {
    "RSA_2048": RSA_SIGNATURES, "RSA_3072": RSA_SIGNATURES, "RSA_4096": RSA_SIGNATURES,
    "ECC_NIST_P256": ["ECDSA_SHA_256"], "ECC_NIST_P384": ["ECDSA_SHA_384"], "ECC_NIST_P521": ["ECDSA_SHA_512"],
    "ECC_SECG_P256K1": ["ECDSA_SHA_256"], "ECC_NIST_EDWARDS25519": ["ED25519_SHA_512"],
}
CURVES = {"ECC_NIST_P256": "P-256", "ECC_NIST_P384": "P-384", "ECC_NIST_P521": "P-521"}
MESSAGE = b"a message that is signed"


def failed(code, call, **request):
    """Refused by an error without any text."""
    with pytest.raises(ClientError) as caught:
        call(**request)
    assert caught.value.response["Error"] == {"Code": code, "Message": ""}


@pytest.fixture(scope="module", params=SIGNERS)
def signer(request, kms):
    return make_key(kms, KeySpec=request.param, KeyUsage="SIGN_VERIFY")


@pytest.fixture(scope="module")
def p256(kms):
    return make_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["Arn"]


@pytest.fixture(scope="module")
def rsa(kms):
    return make_key(kms, KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")


@pytest.fixture(scope="module")
def symmetric(kms):
    return make_key(kms)["Arn"]


def hash_name(algorithm):
    return f"sha{algorithm[-3:]}"


def openssl_accepts(folder, public_key, algorithm, signature):
    openssl(folder, "pkey", "-pubin", "-inform", "DER", "-in", "der", "-out", "pem", der=public_key)
    if algorithm == "ED25519_SHA_512":
        return openssl(folder, "pkeyutl", "-verify", "-pubin", "-inkey", "pem", "-rawin", "-in", "message", "-sigfile",
                       "signature", check=False, message=MESSAGE, signature=signature)
    pss = ("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest") if "PSS" in algorithm else ()
    return openssl(folder, "dgst", f"-{hash_name(algorithm)}", *pss, "-verify", "pem", "-signature", "signature",
                   "message", check=False, message=MESSAGE, signature=signature)


def test_what_signs(kms, signer, tmp_path):
    spec, key = signer["KeySpec"], signer["Arn"]
    assert signer["SigningAlgorithms"] == SIGNERS[spec] and signer["CustomerMasterKeySpec"] == spec
    assert "EncryptionAlgorithms" not in signer and "CurrentKeyMaterialId" not in signer
    public = kms.get_public_key(KeyId=key)
    assert (public["KeyId"], public["KeySpec"], public["KeyUsage"]) == (key, spec, "SIGN_VERIFY")
    assert public["SigningAlgorithms"] == SIGNERS[spec] and "EncryptionAlgorithms" not in public
    for algorithm in SIGNERS[spec]:
        request = {"KeyId": key, "Message": MESSAGE, "SigningAlgorithm": algorithm}
        signed = kms.sign(**request)
        assert (signed["KeyId"], signed["SigningAlgorithm"]) == (key, algorithm)
        assert openssl_accepts(tmp_path, public["PublicKey"], algorithm, signed["Signature"])
        verified = kms.verify(Signature=signed["Signature"], **request)
        assert (verified["KeyId"], verified["SignatureValid"], verified["SigningAlgorithm"]) == (key, True, algorithm)
        changed = bytes([signed["Signature"][0] ^ 1]) + signed["Signature"][1:]
        for wrong in (changed, signed["Signature"][:-1], b"x"):
            failed("KMSInvalidSignatureException", kms.verify, Signature=wrong, **request)
        failed("KMSInvalidSignatureException", kms.verify, **{**request, "Message": b"another"},
               Signature=signed["Signature"])


def test_digests(kms, signer):
    key = signer["Arn"]
    for algorithm in SIGNERS[signer["KeySpec"]]:
        raw = {"KeyId": key, "SigningAlgorithm": algorithm}
        if algorithm == "ED25519_SHA_512":
            with refused("ValidationException", f"MessageType DIGEST is invalid for algorithm {algorithm}."):
                kms.sign(Message=bytes(64), MessageType="DIGEST", **raw)
            continue
        digest = hashlib.new(hash_name(algorithm), MESSAGE).digest()
        signature = kms.sign(Message=digest, MessageType="DIGEST", **raw)["Signature"]
        assert kms.verify(Message=MESSAGE, Signature=signature, **raw)["SignatureValid"]
        assert kms.verify(Message=digest, MessageType="DIGEST", Signature=signature, **raw)["SignatureValid"]
        for call, more in ((kms.sign, {}), (kms.verify, {"Signature": signature})):
            with refused("ValidationException", f"Digest is invalid length for algorithm {algorithm}."):
                call(Message=digest[:-1], MessageType="DIGEST", **raw, **more)


def test_keys_and_algorithms_that_do_not_fit(kms, loose_kms, p256, rsa, symmetric):
    mac = make_key(kms, KeySpec="HMAC_224", KeyUsage="GENERATE_VERIFY_MAC")["Arn"]
    for key, usage in ((symmetric, "ENCRYPT_DECRYPT"), (rsa["Arn"], "ENCRYPT_DECRYPT"), (mac, "GENERATE_VERIFY_MAC")):
        with refused("InvalidKeyUsageException", f"{key} key usage is {usage} which is not valid for Sign."):
            kms.sign(KeyId=key, Message=b"x", SigningAlgorithm="ECDSA_SHA_256")
    with refused("InvalidKeyUsageException", f"{p256} key usage is SIGN_VERIFY which is not valid for Encrypt."):
        kms.encrypt(KeyId=p256, Plaintext=b"x")
    with refused("InvalidKeyUsageException", "Algorithm ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256."):
        kms.verify(KeyId=p256, Message=b"x", Signature=b"x", SigningAlgorithm="ECDSA_SHA_384")
    for key in (symmetric, mac):
        with refused("UnsupportedOperationException"):
            kms.get_public_key(KeyId=key)
    with refused("ValidationException", violation("Member must have length less than or equal to 4096", "message", None)):
        loose_kms.sign(KeyId=p256, Message=bytes(4097), SigningAlgorithm="ECDSA_SHA_256")


def test_kinds_of_key_pairs_that_there_are_not(kms):
    for spec in ("ML_DSA_44", "SM2"):
        with refused("UnsupportedOperationException", like=spec):
            kms.create_key(KeySpec=spec, KeyUsage="SIGN_VERIFY")
    with refused("ValidationException", "KeyUsage KEY_AGREEMENT is not compatible with KeySpec ECC_SECG_P256K1"):
        kms.create_key(KeySpec="ECC_SECG_P256K1", KeyUsage="KEY_AGREEMENT")


def test_a_key_pair_that_is_switched_off(kms):
    key = make_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["Arn"]
    request = {"KeyId": key, "Message": b"x", "SigningAlgorithm": "ECDSA_SHA_256"}
    kms.disable_key(KeyId=key)
    for call in (lambda: kms.sign(**request), lambda: kms.verify(Signature=b"x", **request),
                 lambda: kms.get_public_key(KeyId=key)):
        with refused("DisabledException", f"{key} is disabled."):
            call()
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is False
    with refused("DisabledException"):
        kms.enable_key_rotation(KeyId=key)


@pytest.mark.parametrize("spec, limits", [("RSA_2048", (214, 190)), ("RSA_3072", (342, 318)), ("RSA_4096", (470, 446))])
def test_rsa_encrypts(kms, spec, limits, tmp_path):
    made = make_key(kms, KeySpec=spec, KeyUsage="ENCRYPT_DECRYPT")
    key = made["Arn"]
    assert made["EncryptionAlgorithms"] == ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"]
    public = kms.get_public_key(KeyId=key)
    assert public["EncryptionAlgorithms"] == made["EncryptionAlgorithms"]
    for (algorithm, hash_of), longest in zip((("RSAES_OAEP_SHA_1", "sha1"), ("RSAES_OAEP_SHA_256", "sha256")), limits):
        plain = bytes(range(256)) * 2
        sealed = kms.encrypt(KeyId=key, Plaintext=plain[:longest], EncryptionAlgorithm=algorithm)
        assert (sealed["KeyId"], sealed["EncryptionAlgorithm"]) == (key, algorithm)
        request = {"KeyId": key, "EncryptionAlgorithm": algorithm}
        opened = kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"], **request)
        assert opened["Plaintext"] == plain[:longest] and "KeyMaterialId" not in opened
        with refused("ValidationException", f"Algorithm {algorithm} and key spec {spec} cannot encrypt data larger than "
                     f"{longest} bytes."):
            kms.encrypt(KeyId=key, Plaintext=plain[:longest + 1], EncryptionAlgorithm=algorithm)
        theirs = openssl(tmp_path, "pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", "der", "-in", "plain",
                         "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", f"rsa_oaep_md:{hash_of}",
                         der=public["PublicKey"], plain=b"from outside")
        assert kms.decrypt(CiphertextBlob=theirs, **request)["Plaintext"] == b"from outside"
        changed = bytes([theirs[0] ^ 1]) + theirs[1:]
        for wrong in (changed, theirs[:-1], theirs + b"\0", b"x"):
            failed("InvalidCiphertextException", kms.decrypt, CiphertextBlob=wrong, **request)


def test_rsa_needs_its_algorithm_and_no_context(kms, rsa, symmetric):
    key = rsa["Arn"]
    with refused("InvalidKeyUsageException", "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048."):
        kms.encrypt(KeyId=key, Plaintext=b"x")
    algorithm = {"EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}
    with refused("ValidationException"):
        kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"a": "1"}, **algorithm)
    blob = kms.encrypt(KeyId=key, Plaintext=b"x", **algorithm)["CiphertextBlob"]
    with refused("ValidationException"):
        kms.decrypt(KeyId=key, CiphertextBlob=blob, EncryptionContext={"a": "1"}, **algorithm)
    failed("InvalidCiphertextException", kms.decrypt, KeyId=key, CiphertextBlob=blob,
           EncryptionAlgorithm="RSAES_OAEP_SHA_1")
    failed("InvalidCiphertextException", kms.decrypt, CiphertextBlob=blob, **algorithm)
    with refused("IncorrectKeyException"):
        kms.decrypt(KeyId=key, CiphertextBlob=kms.encrypt(KeyId=symmetric, Plaintext=b"x")["CiphertextBlob"])


def test_re_encryption_with_rsa_on_either_side(kms, rsa, symmetric):
    algorithm = "RSAES_OAEP_SHA_256"
    blob = kms.encrypt(KeyId=symmetric, Plaintext=b"moved", EncryptionContext={"a": "1"})["CiphertextBlob"]
    out = kms.re_encrypt(CiphertextBlob=blob, SourceEncryptionContext={"a": "1"}, DestinationKeyId=rsa["Arn"],
                         DestinationEncryptionAlgorithm=algorithm)
    assert (out["KeyId"], out["DestinationEncryptionAlgorithm"]) == (rsa["Arn"], algorithm)
    assert "SourceKeyMaterialId" in out and "DestinationKeyMaterialId" not in out
    back = kms.re_encrypt(CiphertextBlob=out["CiphertextBlob"], SourceKeyId=rsa["Arn"],
                          SourceEncryptionAlgorithm=algorithm, DestinationKeyId=symmetric)
    assert kms.decrypt(CiphertextBlob=back["CiphertextBlob"])["Plaintext"] == b"moved"
    long = kms.encrypt(KeyId=symmetric, Plaintext=bytes(191))["CiphertextBlob"]
    with refused("ValidationException", like="cannot encrypt data larger than 190 bytes"):
        kms.re_encrypt(CiphertextBlob=long, DestinationKeyId=rsa["Arn"], DestinationEncryptionAlgorithm=algorithm)


@pytest.mark.parametrize("spec", CURVES)
def test_both_sides_agree_on_a_secret(kms, spec, tmp_path):
    mine, theirs = (make_key(kms, KeySpec=spec, KeyUsage="KEY_AGREEMENT") for _ in range(2))
    assert mine["KeyAgreementAlgorithms"] == ["ECDH"]
    public = {key["Arn"]: kms.get_public_key(KeyId=key["Arn"]) for key in (mine, theirs)}
    assert public[mine["Arn"]]["KeyAgreementAlgorithms"] == ["ECDH"]

    def derived(key, other):
        return kms.derive_shared_secret(KeyId=key["Arn"], KeyAgreementAlgorithm="ECDH", PublicKey=other)

    answer = derived(mine, public[theirs["Arn"]]["PublicKey"])
    assert (answer["KeyId"], answer["KeyAgreementAlgorithm"], answer["KeyOrigin"]) == (mine["Arn"], "ECDH", "AWS_KMS")
    assert answer["SharedSecret"] == derived(theirs, public[mine["Arn"]]["PublicKey"])["SharedSecret"]
    openssl(tmp_path, "genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{CURVES[spec]}", "-out", "own.pem")
    outside = openssl(tmp_path, "pkey", "-in", "own.pem", "-pubout", "-outform", "DER")
    openssl(tmp_path, "pkey", "-pubin", "-inform", "DER", "-in", "peer.der", "-out", "peer.pem",
            **{"peer.der": public[mine["Arn"]]["PublicKey"]})
    secret = openssl(tmp_path, "pkeyutl", "-derive", "-inkey", "own.pem", "-peerkey", "peer.pem")
    assert derived(mine, outside)["SharedSecret"] == secret


def test_public_keys_that_nobody_agrees_with(kms, p256, rsa):
    key = make_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")["Arn"]
    request = {"KeyId": key, "KeyAgreementAlgorithm": "ECDH"}
    good = kms.get_public_key(KeyId=key)["PublicKey"]
    other_curve = make_key(kms, KeySpec="ECC_NIST_P384", KeyUsage="KEY_AGREEMENT")["Arn"]
    off_the_curve = good[:-1] + bytes([good[-1] ^ 1])
    for bad in (b"x", good[:-1], good + b"\0", off_the_curve, kms.get_public_key(KeyId=other_curve)["PublicKey"],
                kms.get_public_key(KeyId=rsa["Arn"])["PublicKey"]):
        failed("ValidationException", kms.derive_shared_secret, PublicKey=bad, **request)
    with refused("InvalidKeyUsageException", f"{p256} key usage is SIGN_VERIFY which is not valid for "
                 "DeriveSharedSecret."):
        kms.derive_shared_secret(KeyId=p256, KeyAgreementAlgorithm="ECDH", PublicKey=good)


@pytest.mark.parametrize("spec", ["RSA_2048", "ECC_NIST_P384", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519"])
def test_data_key_pairs(kms, symmetric, spec, tmp_path):
    request = {"KeyId": symmetric, "KeyPairSpec": spec, "EncryptionContext": {"a": "1"}}
    made = kms.generate_data_key_pair(**request)
    assert (made["KeyId"], made["KeyPairSpec"]) == (symmetric, spec)
    opened = kms.decrypt(CiphertextBlob=made["PrivateKeyCiphertextBlob"], EncryptionContext={"a": "1"})
    assert opened["Plaintext"] == made["PrivateKeyPlaintext"] and opened["KeyMaterialId"] == made["KeyMaterialId"]
    assert openssl(tmp_path, "pkey", "-inform", "DER", "-in", "own", "-pubout", "-outform", "DER",
                   own=made["PrivateKeyPlaintext"]) == made["PublicKey"]
    without = kms.generate_data_key_pair_without_plaintext(**request)
    assert "PrivateKeyPlaintext" not in without and without["PublicKey"] != made["PublicKey"]
    opened = kms.decrypt(CiphertextBlob=without["PrivateKeyCiphertextBlob"], EncryptionContext={"a": "1"})
    assert openssl(tmp_path, "pkey", "-inform", "DER", "-in", "own", "-pubout", "-outform", "DER",
                   own=opened["Plaintext"]) == without["PublicKey"]


def test_data_key_pairs_that_there_are_not(kms, rsa, symmetric):
    with refused("UnsupportedOperationException"):
        kms.generate_data_key_pair(KeyId=symmetric, KeyPairSpec="SM2")
    with refused("InvalidKeyUsageException", "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048."):
        kms.generate_data_key_pair(KeyId=rsa["Arn"], KeyPairSpec="RSA_2048")
    with refused("UnsupportedOperationException"):
        kms.generate_data_key_pair(KeyId=symmetric, KeyPairSpec="RSA_2048",
                                   Recipient={"KeyEncryptionAlgorithm": "RSAES_OAEP_SHA_256"})


def test_dry_runs(kms, p256, rsa, symmetric):
    agreeing = make_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")["Arn"]
    signing = {"KeyId": p256, "Message": b"x", "SigningAlgorithm": "ECDSA_SHA_256"}
    signature = kms.sign(**signing)["Signature"]
    algorithm = {"EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}
    blob = kms.encrypt(KeyId=rsa["Arn"], Plaintext=b"x", **algorithm)["CiphertextBlob"]
    pair = {"KeyId": symmetric, "KeyPairSpec": "RSA_4096"}
    for call, request in (
        (kms.sign, signing), (kms.verify, {**signing, "Signature": signature}),
        (kms.encrypt, {"KeyId": rsa["Arn"], "Plaintext": b"x", **algorithm}),
        (kms.decrypt, {"KeyId": rsa["Arn"], "CiphertextBlob": blob, **algorithm}),
        (kms.generate_data_key_pair, pair), (kms.generate_data_key_pair_without_plaintext, pair),
        (kms.derive_shared_secret, {"KeyId": agreeing, "KeyAgreementAlgorithm": "ECDH",
                                    "PublicKey": kms.get_public_key(KeyId=agreeing)["PublicKey"]}),
        (kms.re_encrypt, {"SourceKeyId": symmetric, "DestinationKeyId": symmetric,
                          "DryRunModifiers": ["IGNORE_CIPHERTEXT"]}),
    ):
        with refused("DryRunOperationException", DRY_RUN):
            call(DryRun=True, **request)
    failed("KMSInvalidSignatureException", kms.verify, DryRun=True, **signing, Signature=b"x")


def test_conditions(kms, as_user, user):
    arn = f"arn:aws:iam::{ACCOUNT}:user/{user}"
    key = make_key(kms, KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY", Policy=delegating(
        statement(arn, "kms:Sign", Condition={"StringEquals": {
            "kms:SigningAlgorithm": "RSASSA_PSS_SHA_256", "kms:MessageType": "RAW"}})))["Arn"]
    theirs = as_user("kms")
    theirs.sign(KeyId=key, Message=b"x", SigningAlgorithm="RSASSA_PSS_SHA_256")
    for request in ({"SigningAlgorithm": "RSASSA_PSS_SHA_512", "Message": b"x"},
                    {"SigningAlgorithm": "RSASSA_PSS_SHA_256", "MessageType": "DIGEST", "Message": bytes(32)}):
        with refused("AccessDeniedException"):
            theirs.sign(KeyId=key, **request)


def test_a_condition_on_the_pair(kms, iam, as_user, user, symmetric):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
        "kms:GenerateDataKeyPair*", symmetric, Condition={"StringEquals": {"kms:DataKeyPairSpec": "ECC_NIST_P256"}}))
    theirs = as_user("kms")
    assert theirs.generate_data_key_pair(KeyId=symmetric, KeyPairSpec="ECC_NIST_P256")["KeyId"] == symmetric
    with refused("AccessDeniedException"):
        theirs.generate_data_key_pair(KeyId=symmetric, KeyPairSpec="ECC_NIST_P384")


def test_grants(kms, as_user, user):
    arn = f"arn:aws:iam::{ACCOUNT}:user/{user}"
    key = make_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["Arn"]
    theirs, request = as_user("kms"), {"KeyId": key, "Message": b"x", "SigningAlgorithm": "ECDSA_SHA_256"}
    with refused("AccessDeniedException"):
        theirs.sign(**request)
    kms.create_grant(KeyId=key, GranteePrincipal=arn, Operations=["Sign", "GetPublicKey"])
    signature = theirs.sign(**request)["Signature"]
    assert theirs.get_public_key(KeyId=key)["PublicKey"]
    with refused("AccessDeniedException"):
        theirs.verify(Signature=signature, **request)


def test_others_are_served_while_rsa_keys_are_made(kms, symmetric):
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        making = [pool.submit(kms.generate_data_key_pair_without_plaintext, KeyId=symmetric, KeyPairSpec="RSA_2048")
                  for _ in range(6)]
        served = 0
        while not all(job.done() for job in making):
            kms.generate_random(NumberOfBytes=16)
            served += 1
    assert len({job.result()["PublicKey"] for job in making}) == 6
    assert served > 12  # would they wait for a key each time, there were a handful


@pytest.mark.parametrize("cli", CLIS)
def test_with_the_aws_cli(cli, server, tmp_path):
    aws = aws_of(cli, server, tmp_path, "kms")
    key = aws("create-key", "--key-spec", "ECC_NIST_P256", "--key-usage", "SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    (tmp_path / "message").write_bytes(MESSAGE)
    request = ("--key-id", key, "--message", "fileb://message", "--signing-algorithm", "ECDSA_SHA_256")
    (tmp_path / "signature").write_bytes(base64.b64decode(aws("sign", *request)["Signature"]))
    assert aws("verify", "--signature", "fileb://signature", *request)["SignatureValid"] is True
    public = base64.b64decode(aws("get-public-key", "--key-id", key)["PublicKey"])
    assert openssl_accepts(tmp_path, public, "ECDSA_SHA_256", (tmp_path / "signature").read_bytes())
    wrapping = aws("create-key")["KeyMetadata"]["KeyId"]
    pair = ("--key-id", wrapping, "--key-pair-spec", "ECC_NIST_P521")
    assert aws("generate-data-key-pair", *pair)["PrivateKeyPlaintext"]
    assert "PrivateKeyPlaintext" not in aws("generate-data-key-pair-without-plaintext", *pair)
    if cli == "debian":  # too old to know of key agreement
        return
    agreeing = aws("create-key", "--key-spec", "ECC_NIST_P384", "--key-usage", "KEY_AGREEMENT")["KeyMetadata"]["KeyId"]
    (tmp_path / "peer").write_bytes(base64.b64decode(aws("get-public-key", "--key-id", agreeing)["PublicKey"]))
    assert len(base64.b64decode(aws("derive-shared-secret", "--key-id", agreeing, "--key-agreement-algorithm", "ECDH",
                                    "--public-key", "fileb://peer")["SharedSecret"])) == 48
