"""Imported material: kms contract 11.6, and the case 43 of its section 16."""

import base64
import datetime
import os
import time

import pytest
from botocore.exceptions import ClientError

from aws_cli import CLIS, aws_of
from clients import refused, sdk_client
from kms_cases import allow, key_arn, make_key
from openssl import openssl
from shifted_clock import DAY, ShiftedClock

FOREVER = {"ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE"}
WRAPPINGS = ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"]


def external_key(kms, **options):
    return make_key(kms, Origin="EXTERNAL", **options)["KeyId"]


def wrapped(folder, public_key, algorithm, material):
    """The material as an openssl of the owner wraps it."""
    oaep = ("pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", "wrapping.der", "-in", "plain",
            "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", f"rsa_oaep_md:sha{algorithm.rsplit('_', 1)[1]}")
    files = {"wrapping.der": public_key}
    if algorithm.startswith("RSAES"):
        return openssl(folder, *oaep, **files, plain=material)
    key = os.urandom(32)
    return openssl(folder, *oaep, **files, plain=key) + openssl(
        folder, "enc", "-id-aes256-wrap-pad", "-K", key.hex(), "-iv", "A65959A6", "-in", "plain", plain=material)


def parameters(kms, key, algorithm="RSAES_OAEP_SHA_256", spec="RSA_2048"):
    return kms.get_parameters_for_import(KeyId=key, WrappingAlgorithm=algorithm, WrappingKeySpec=spec)


def import_into(kms, folder, key, material, algorithm="RSAES_OAEP_SHA_256", spec="RSA_2048", **options):
    given = parameters(kms, key, algorithm, spec)
    return kms.import_key_material(
        KeyId=key, ImportToken=given["ImportToken"],
        EncryptedKeyMaterial=wrapped(folder, given["PublicKey"], algorithm, material), **(options or FOREVER))


def in_days(days):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)


@pytest.fixture
def key(kms):
    return external_key(kms)


def test_a_key_without_material(kms, key):
    made = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert (made["Origin"], made["KeyState"], made["Enabled"]) == ("EXTERNAL", "PendingImport", False)
    assert not {"CurrentKeyMaterialId", "ExpirationModel", "ValidTo"} & set(made)
    for call in (lambda: kms.encrypt(KeyId=key, Plaintext=b"x"), lambda: kms.enable_key(KeyId=key),
                 lambda: kms.disable_key(KeyId=key), lambda: kms.rotate_key_on_demand(KeyId=key)):
        with refused("KMSInvalidStateException", f"{key_arn(key)} is pending import."):
            call()
    for call in (kms.enable_key_rotation, kms.get_key_rotation_status):
        with refused("UnsupportedOperationException",
                     f"{key_arn(key)} origin is EXTERNAL which is not valid for this operation."):
            call(KeyId=key)
    assert "KeyMaterialId" not in kms.delete_imported_key_material(KeyId=key)


@pytest.mark.parametrize("algorithm", WRAPPINGS)
def test_import_delete_and_import_again(kms, key, tmp_path, algorithm):
    material = os.urandom(32)
    answer = import_into(kms, tmp_path, key, material, algorithm)
    assert answer["KeyId"] == key_arn(key)
    made = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert (made["KeyState"], made["Enabled"], made["ExpirationModel"]) == (
        "Enabled", True, "KEY_MATERIAL_DOES_NOT_EXPIRE")
    assert made["CurrentKeyMaterialId"] == answer["KeyMaterialId"] and "ValidTo" not in made
    blob = kms.encrypt(KeyId=key, Plaintext=b"secret")["CiphertextBlob"]

    deleted = kms.delete_imported_key_material(KeyId=key)
    assert (deleted["KeyId"], deleted["KeyMaterialId"]) == (key_arn(key), answer["KeyMaterialId"])
    made = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert (made["KeyState"], made["Enabled"]) == ("PendingImport", False) and "ExpirationModel" not in made
    assert made["CurrentKeyMaterialId"] == answer["KeyMaterialId"]
    with refused("KMSInvalidStateException", f"{key_arn(key)} is pending import."):
        kms.decrypt(CiphertextBlob=blob)
    with refused("IncorrectKeyMaterialException"):
        import_into(kms, tmp_path, key, os.urandom(32), algorithm)
    assert import_into(kms, tmp_path, key, material, algorithm)["KeyMaterialId"] == answer["KeyMaterialId"]
    assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"secret"


def test_another_key_shows_another_id_for_the_same_material(kms, tmp_path):
    ids = [import_into(kms, tmp_path, external_key(kms), bytes(32))["KeyMaterialId"] for _ in range(2)]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("bits, size", [(224, 28), (256, 32), (384, 48), (512, 64)])
def test_material_of_an_hmac_key(kms, tmp_path, bits, size):
    key = external_key(kms, KeySpec=f"HMAC_{bits}", KeyUsage="GENERATE_VERIFY_MAC")
    for wrong in (size - 1, size + 1):
        with refused("IncorrectKeyMaterialException"):
            import_into(kms, tmp_path, key, bytes(wrong))
    material = os.urandom(size)
    import_into(kms, tmp_path, key, material)
    made = kms.generate_mac(KeyId=key, Message=b"message", MacAlgorithm=f"HMAC_SHA_{bits}")["Mac"]
    assert made == openssl(tmp_path, "dgst", f"-sha{bits}", "-mac", "hmac", "-macopt", f"hexkey:{material.hex()}",
                           "-binary", "message", message=b"message")
    assert "CurrentKeyMaterialId" not in kms.describe_key(KeyId=key)["KeyMetadata"]


def test_material_of_a_key_pair(kms, tmp_path):
    openssl(tmp_path, "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "own.pem")
    private = openssl(tmp_path, "pkcs8", "-topk8", "-nocrypt", "-in", "own.pem", "-outform", "DER")
    key = external_key(kms, KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    import_into(kms, tmp_path, key, private, "RSA_AES_KEY_WRAP_SHA_256")
    assert kms.get_public_key(KeyId=key)["PublicKey"] == openssl(
        tmp_path, "pkey", "-in", "own.pem", "-pubout", "-outform", "DER")
    signature = kms.sign(KeyId=key, Message=b"x", SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256")["Signature"]
    assert signature == openssl(tmp_path, "dgst", "-sha256", "-sign", "own.pem", "message", message=b"x")
    other = external_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    with refused("IncorrectKeyMaterialException"):
        import_into(kms, tmp_path, other, private, "RSA_AES_KEY_WRAP_SHA_256")


def test_material_of_wrong_length_or_wrongly_wrapped(kms, key, tmp_path):
    for size in (1, 16, 31, 33, 64):
        with refused("IncorrectKeyMaterialException"):
            import_into(kms, tmp_path, key, bytes(size))
    given = parameters(kms, key)
    good = wrapped(tmp_path, given["PublicKey"], "RSAES_OAEP_SHA_256", bytes(32))
    by_another_algorithm = wrapped(tmp_path, given["PublicKey"], "RSAES_OAEP_SHA_1", bytes(32))
    for bad in (good[:-1], good + b"\0", bytes([good[0] ^ 1]) + good[1:], by_another_algorithm, b"x"):
        with pytest.raises(ClientError) as caught:
            kms.import_key_material(KeyId=key, ImportToken=given["ImportToken"], EncryptedKeyMaterial=bad, **FOREVER)
        assert caught.value.response["Error"] == {"Code": "InvalidCiphertextException", "Message": ""}
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingImport"


def test_tokens(kms, key, tmp_path):
    given = parameters(kms, key, spec="RSA_3072")
    assert given["KeyId"] == key_arn(key)
    assert abs(given["ParametersValidTo"].timestamp() - time.time() - DAY) < 60
    blob = wrapped(tmp_path, given["PublicKey"], "RSAES_OAEP_SHA_256", bytes(32))
    token = given["ImportToken"]
    for target, bad in ((external_key(kms), token), (key, token[:-1]), (key, token[:50] + b"x" + token[51:]), (key, b"x")):
        with refused("InvalidImportTokenException"):
            kms.import_key_material(KeyId=target, ImportToken=bad, EncryptedKeyMaterial=blob, **FOREVER)
    kms.import_key_material(KeyId=key, ImportToken=token, EncryptedKeyMaterial=blob, **FOREVER)


def test_the_last_token_alone_is_good(kms, key, tmp_path):
    first, last = parameters(kms, key), parameters(kms, key)
    blobs = [wrapped(tmp_path, given["PublicKey"], "RSAES_OAEP_SHA_256", bytes(32)) for given in (first, last)]
    for blob in blobs:
        with refused("ExpiredImportTokenException"):
            kms.import_key_material(KeyId=key, ImportToken=first["ImportToken"], EncryptedKeyMaterial=blob, **FOREVER)
    with refused("InvalidCiphertextException"):
        kms.import_key_material(KeyId=key, ImportToken=last["ImportToken"], EncryptedKeyMaterial=blobs[0], **FOREVER)
    kms.import_key_material(KeyId=key, ImportToken=last["ImportToken"], EncryptedKeyMaterial=blobs[1], **FOREVER)


def test_keys_that_make_their_own_material(kms):
    key = make_key(kms)["KeyId"]
    text = f"{key_arn(key)} origin is AWS_KMS which is not valid for this operation."
    for call in (lambda: parameters(kms, key), lambda: kms.delete_imported_key_material(KeyId=key),
                 lambda: kms.import_key_material(KeyId=key, ImportToken=b"x", EncryptedKeyMaterial=b"x", **FOREVER)):
        with refused("UnsupportedOperationException", text):
            call()


def test_wrappings_that_are_not_there(kms, key):
    for request in ({"algorithm": "RSAES_PKCS1_V1_5"}, {"algorithm": "SM2PKE"}, {"spec": "SM2"}):
        with refused("UnsupportedOperationException"):
            parameters(kms, key, **request)


def test_dates_of_expiry(kms, key, tmp_path):
    with refused("ValidationException", "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES"):
        import_into(kms, tmp_path, key, bytes(32), ExpirationModel="KEY_MATERIAL_EXPIRES")
    for wrong in ({"ValidTo": in_days(-1)}, {"ValidTo": in_days(366)}, {"ValidTo": in_days(1), **FOREVER}):
        with refused("ValidationException"):
            import_into(kms, tmp_path, key, bytes(32), **wrong)
    wanted = in_days(30).replace(microsecond=0)
    import_into(kms, tmp_path, key, bytes(32), ValidTo=wanted)
    made = kms.describe_key(KeyId=key)["KeyMetadata"]
    assert (made["ExpirationModel"], made["ValidTo"]) == ("KEY_MATERIAL_EXPIRES", wanted)


def test_new_material_waits_for_a_rotation(kms, key, tmp_path):
    first = import_into(kms, tmp_path, key, bytes(32))["KeyMaterialId"]
    blob = kms.encrypt(KeyId=key, Plaintext=b"old")["CiphertextBlob"]
    with refused("KMSInvalidStateException", f"No available key material pending rotation for the key: {key_arn(key)}."):
        kms.rotate_key_on_demand(KeyId=key)
    new = {"ImportType": "NEW_KEY_MATERIAL", "KeyMaterialDescription": "second", **FOREVER}
    second = import_into(kms, tmp_path, key, b"2" * 32, **new)["KeyMaterialId"]
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["CurrentKeyMaterialId"] == first
    with refused("KMSInvalidStateException", like=f"because another key material \\(id: {second}\\) is pending rotation"):
        import_into(kms, tmp_path, key, b"3" * 32, **new)
    everything = kms.list_key_rotations(KeyId=key, IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]
    assert [(entry["KeyMaterialId"], entry["KeyMaterialState"], entry["ImportState"]) for entry in everything] == [
        (second, "PENDING_ROTATION", "IMPORTED"), (first, "CURRENT", "IMPORTED")]
    assert everything[0]["KeyMaterialDescription"] == "second"
    kms.rotate_key_on_demand(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["CurrentKeyMaterialId"] == second
    assert kms.decrypt(CiphertextBlob=blob)["KeyMaterialId"] == first
    kms.delete_imported_key_material(KeyId=key, KeyMaterialId=first)
    with refused("KMSInvalidStateException"):
        kms.encrypt(KeyId=key, Plaintext=b"x")
    import_into(kms, tmp_path, key, bytes(32), KeyMaterialId=first, **FOREVER)
    assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"old"
    with refused("IncorrectKeyMaterialException"):
        import_into(kms, tmp_path, key, bytes(32), KeyMaterialId=second, **FOREVER)
    with refused("NotFoundException"):
        kms.delete_imported_key_material(KeyId=key, KeyMaterialId="0" * 64)


def test_a_deletion_that_is_cancelled_before_an_import(kms, key):
    kms.schedule_key_deletion(KeyId=key)
    with refused("KMSInvalidStateException", f"{key_arn(key)} is pending deletion."):
        parameters(kms, key)
    kms.cancel_key_deletion(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingImport"


def test_conditions(kms, iam, as_user, user, key, tmp_path):
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=allow(
        "kms:GetParametersForImport", Condition={"StringEquals": {
            "kms:WrappingAlgorithm": "RSAES_OAEP_SHA_256", "kms:WrappingKeySpec": "RSA_2048"}}))
    iam.put_user_policy(UserName=user, PolicyName="q", PolicyDocument=allow(
        "kms:ImportKeyMaterial", Condition={
            "StringEquals": {"kms:ExpirationModel": "KEY_MATERIAL_EXPIRES"},
            "DateLessThan": {"kms:ValidTo": in_days(10).strftime("%Y-%m-%dT%H:%M:%SZ")}}))
    theirs = as_user("kms")
    with refused("AccessDeniedException"):
        parameters(theirs, key, "RSAES_OAEP_SHA_1")
    for options in (FOREVER, {"ValidTo": in_days(20)}):
        with refused("AccessDeniedException"):
            import_into(theirs, tmp_path, key, bytes(32), **options)
    import_into(theirs, tmp_path, key, bytes(32), ValidTo=in_days(5))


def test_secrets_under_imported_material(client, kms, key, name, tmp_path):
    import_into(kms, tmp_path, key, bytes(32))
    client.create_secret(Name=name, SecretString="v", KmsKeyId=key)
    kms.delete_imported_key_material(KeyId=key)
    with refused("DecryptionFailure", like="is pending import"):
        client.get_secret_value(SecretId=name)
    import_into(kms, tmp_path, key, bytes(32))
    assert client.get_secret_value(SecretId=name)["SecretString"] == "v"


def test_material_expires_and_tokens_do(tmp_path):
    with ShiftedClock(tmp_path) as clock, clock.server("--data", str(tmp_path / "data")) as server:
        kms = sdk_client(server.url, "kms")
        key = external_key(kms)
        import_into(kms, tmp_path, key, bytes(32), ValidTo=in_days(3))
        blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
        given = parameters(kms, key)
        assert server.stop() == 0
        clock.advance(3 * DAY + 2)
        with clock.server("--data", str(tmp_path / "data")) as again:
            kms = sdk_client(again.url, "kms")
            again.run_jobs()
            made = kms.describe_key(KeyId=key)["KeyMetadata"]
            assert made["KeyState"] == "PendingImport" and "ValidTo" not in made
            with refused("ExpiredImportTokenException"):
                kms.import_key_material(
                    KeyId=key, ImportToken=given["ImportToken"], **FOREVER,
                    EncryptedKeyMaterial=wrapped(tmp_path, given["PublicKey"], "RSAES_OAEP_SHA_256", bytes(32)))
            import_into(kms, tmp_path, key, bytes(32))
            assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"x"


@pytest.mark.parametrize("cli", CLIS)
def test_with_the_aws_cli(cli, server, tmp_path):
    aws = aws_of(cli, server, tmp_path, "kms")
    key = aws("create-key", "--origin", "EXTERNAL")["KeyMetadata"]["KeyId"]
    given = aws("get-parameters-for-import", "--key-id", key, "--wrapping-algorithm", "RSAES_OAEP_SHA_256",
                "--wrapping-key-spec", "RSA_2048")
    (tmp_path / "token").write_bytes(base64.b64decode(given["ImportToken"]))
    (tmp_path / "blob").write_bytes(
        wrapped(tmp_path, base64.b64decode(given["PublicKey"]), "RSAES_OAEP_SHA_256", os.urandom(32)))
    aws("import-key-material", "--key-id", key, "--import-token", "fileb://token", "--encrypted-key-material",
        "fileb://blob", "--expiration-model", "KEY_MATERIAL_DOES_NOT_EXPIRE")
    assert aws("describe-key", "--key-id", key)["KeyMetadata"]["KeyState"] == "Enabled"
    aws("delete-imported-key-material", "--key-id", key)
    assert aws("describe-key", "--key-id", key)["KeyMetadata"]["KeyState"] == "PendingImport"
