"""What keys do: kms contract 7, and the cases 1 to 13 of its section 16."""

import pytest
from botocore.exceptions import ClientError

from clients import at_least, at_most, refused, sdk_client, violation
from kms_cases import DRY_RUN, WRONG_KEY, make_key
from raw_http import send, signed_headers
from server_process import Server


@pytest.fixture(scope="module")
def key(kms):
    return make_key(kms)["Arn"]


def unreadable(call, **request):
    """Refused without telling why: the error has no text at all."""
    with pytest.raises(ClientError) as caught:
        call(**request)
    assert caught.value.response["Error"] == {"Code": "InvalidCiphertextException", "Message": ""}


def test_the_largest_plaintext(kms, key):
    plain = bytes(range(256)) * 16
    made = kms.encrypt(KeyId=key, Plaintext=plain)
    assert made["KeyId"] == key and made["EncryptionAlgorithm"] == "SYMMETRIC_DEFAULT" and "KeyMaterialId" not in made
    assert len(made["CiphertextBlob"]) == 4196
    opened = kms.decrypt(CiphertextBlob=made["CiphertextBlob"])
    assert opened["Plaintext"] == plain and opened["KeyId"] == key
    assert opened["KeyMaterialId"] == kms.describe_key(KeyId=key)["KeyMetadata"]["CurrentKeyMaterialId"]


def test_limits_of_the_plaintext(loose_kms, key):
    with refused("ValidationException", violation(at_most(4096), "plaintext", None)):
        loose_kms.encrypt(KeyId=key, Plaintext=bytes(4097))
    with refused("ValidationException", violation(at_least(1), "plaintext", None)):
        loose_kms.encrypt(KeyId=key, Plaintext=b"")
    with refused("ValidationException", violation("Member must not be null", "plaintext")):
        loose_kms.encrypt(KeyId=key)


def test_the_encryption_context(kms, key):
    blob = kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"a": "1", "b": "2"})["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=blob, EncryptionContext={"b": "2", "a": "1"})["Plaintext"] == b"x"
    for other in ({"A": "1", "b": "2"}, {"a": "1"}, {}, {"a": "1", "b": "2", "c": "3"}, {"a": "2", "b": "1"}):
        unreadable(kms.decrypt, CiphertextBlob=blob, EncryptionContext=other)
    blob = kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"a": "bc"})["CiphertextBlob"]
    unreadable(kms.decrypt, CiphertextBlob=blob, EncryptionContext={"ab": "c"})
    longest = "x" * (8192 - 7)  # the canonical form has the number of pairs, and each key and value with its length
    kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"a": longest})
    with refused("ValidationException", "The encryption context is longer than 8192 bytes."):
        kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext={"a": longest + "x"})


def test_a_context_in_which_a_key_stands_twice(server, key):
    def answer(context):
        body = f'{{"KeyId":"{key}","Plaintext":"eA==","EncryptionContext":{context}}}'.encode()
        return send(server.url, body, signed_headers(server.url, body, "TrentService.Encrypt", service="kms"))

    assert answer('{"a":"1","A":"1"}').status == 200
    for twice in ('{"a":"1","a":"2"}', '{"a":"1","a":"1"}', '{"a":"1","\\u0061":"2"}'):
        assert (answer(twice).status, answer(twice).code) == (400, "SerializationException")


def test_every_changed_byte_is_noticed(kms, key):
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    for at in range(len(blob)):
        changed = bytearray(blob)
        changed[at] ^= 0x40
        with pytest.raises(ClientError) as caught:
            kms.decrypt(CiphertextBlob=bytes(changed))
        code = caught.value.response["Error"]["Code"]
        # Bytes 4 to 19 name the key.
        assert code == ("AccessDeniedException" if 4 <= at < 20 else "InvalidCiphertextException"), at


def test_truncated_and_extended_blobs(kms, key):
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    for size in range(1, len(blob)):
        unreadable(kms.decrypt, CiphertextBlob=blob[:size])
    unreadable(kms.decrypt, CiphertextBlob=blob + b"\0")


def test_a_blob_of_another_deployment_and_one_of_aws(kms, key):
    with Server.dev() as elsewhere:
        stranger = sdk_client(elsewhere.url, "kms")
        foreign = stranger.encrypt(KeyId=make_key(stranger)["KeyId"], Plaintext=b"x")["CiphertextBlob"]
    for call, more in ((kms.decrypt, {}), (kms.re_encrypt, {"DestinationKeyId": key})):
        with refused("AccessDeniedException", like="on the resource associated with this ciphertext because"):
            call(CiphertextBlob=foreign, **more)
    with refused("IncorrectKeyException", WRONG_KEY):
        kms.decrypt(CiphertextBlob=foreign, KeyId=key)
    for named in ({}, {"KeyId": key}):
        unreadable(kms.decrypt, CiphertextBlob=b"\1\2\2\0" + foreign[4:], **named)


def test_decrypt_names_the_key(kms, key):
    other = make_key(kms)["KeyId"]
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=blob, KeyId=key)["Plaintext"] == b"x"
    with refused("IncorrectKeyException", WRONG_KEY):
        kms.decrypt(CiphertextBlob=blob, KeyId=other)


def test_re_encrypt(kms, key):
    other = make_key(kms)["Arn"]
    blob = kms.encrypt(KeyId=key, Plaintext=b"secret", EncryptionContext={"a": "1"})["CiphertextBlob"]
    moved = kms.re_encrypt(CiphertextBlob=blob, SourceEncryptionContext={"a": "1"}, DestinationKeyId=other,
                           DestinationEncryptionContext={"b": "2"})
    assert (moved["SourceKeyId"], moved["KeyId"]) == (key, other)
    assert moved["SourceKeyMaterialId"] != moved["DestinationKeyMaterialId"]
    opened = kms.decrypt(CiphertextBlob=moved["CiphertextBlob"], EncryptionContext={"b": "2"})
    assert (opened["Plaintext"], opened["KeyId"]) == (b"secret", other)
    unreadable(kms.re_encrypt, CiphertextBlob=blob, DestinationKeyId=other)


@pytest.mark.parametrize("size, length", [({"KeySpec": "AES_256"}, 32), ({"KeySpec": "AES_128"}, 16),
                                          ({"NumberOfBytes": 32}, 32), ({"NumberOfBytes": 1024}, 1024)])
def test_data_keys(kms, key, size, length):
    made = kms.generate_data_key(KeyId=key, EncryptionContext={"a": "1"}, **size)
    assert len(made["Plaintext"]) == length and made["KeyId"] == key
    opened = kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"a": "1"})
    assert opened["Plaintext"] == made["Plaintext"] and opened["KeyMaterialId"] == made["KeyMaterialId"]
    without = kms.generate_data_key_without_plaintext(KeyId=key, **size)
    assert "Plaintext" not in without
    assert len(kms.decrypt(CiphertextBlob=without["CiphertextBlob"])["Plaintext"]) == length


def test_the_size_of_a_data_key_is_said_once(kms, key):
    for size in ({}, {"KeySpec": "AES_256", "NumberOfBytes": 32}):
        with refused("ValidationException", "Please specify either number of bytes or key spec."):
            kms.generate_data_key(KeyId=key, **size)


def test_random_bytes(kms, loose_kms):
    assert len(kms.generate_random(NumberOfBytes=1)["Plaintext"]) == 1
    assert len(kms.generate_random(NumberOfBytes=1024)["Plaintext"]) == 1024
    with refused("ValidationException", "NumberOfBytes is required."):
        loose_kms.generate_random()
    for number, text in ((0, "greater than or equal to 1"), (1025, "less than or equal to 1024")):
        with refused("ValidationException", violation(f"Member must have value {text}", "numberOfBytes", number)):
            loose_kms.generate_random(NumberOfBytes=number)


def test_algorithms_that_do_not_fit(kms, key):
    with refused("InvalidKeyUsageException",
                 "Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT."):
        kms.encrypt(KeyId=key, Plaintext=b"x", EncryptionAlgorithm="RSAES_OAEP_SHA_256")


def test_an_hmac_key_does_not_encrypt(kms):
    key = make_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    assert key["MacAlgorithms"] == ["HMAC_SHA_256"] and "CurrentKeyMaterialId" not in key
    with refused("InvalidKeyUsageException",
                 f"{key['Arn']} key usage is GENERATE_VERIFY_MAC which is not valid for Encrypt."):
        kms.encrypt(KeyId=key["KeyId"], Plaintext=b"x")
    assert kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"] is False


def test_dry_runs_do_nothing_and_never_succeed(kms, key):
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    for call, request in (
        (kms.encrypt, {"KeyId": key, "Plaintext": b"x"}), (kms.decrypt, {"CiphertextBlob": blob}),
        (kms.re_encrypt, {"CiphertextBlob": blob, "DestinationKeyId": key}),
        (kms.generate_data_key, {"KeyId": key, "KeySpec": "AES_256"}),
        (kms.generate_data_key_without_plaintext, {"KeyId": key, "KeySpec": "AES_256"}),
    ):
        with refused("DryRunOperationException", DRY_RUN):
            call(DryRun=True, **request)
    unreadable(kms.decrypt, CiphertextBlob=blob, EncryptionContext={"a": "1"}, DryRun=True)


def test_an_enclave_is_refused(kms, key):
    with refused("UnsupportedOperationException"):
        kms.generate_data_key(KeyId=key, KeySpec="AES_256", Recipient={"KeyEncryptionAlgorithm": "RSAES_OAEP_SHA_256"})


@pytest.mark.parametrize("bits", [224, 256, 384, 512])
def test_authentication_codes(kms, bits):
    key = make_key(kms, KeySpec=f"HMAC_{bits}", KeyUsage="GENERATE_VERIFY_MAC")["Arn"]
    request = {"KeyId": key, "Message": b"message", "MacAlgorithm": f"HMAC_SHA_{bits}"}
    made = kms.generate_mac(**request)
    assert (len(made["Mac"]) * 8, made["KeyId"], made["MacAlgorithm"]) == (bits, key, f"HMAC_SHA_{bits}")
    assert kms.verify_mac(Mac=made["Mac"], **request)["MacValid"] is True
    changed = bytes([made["Mac"][0] ^ 1]) + made["Mac"][1:]
    for wrong in (changed, made["Mac"][:-1]):
        with pytest.raises(ClientError) as caught:
            kms.verify_mac(Mac=wrong, **request)
        assert caught.value.response["Error"] == {"Code": "KMSInvalidMacException", "Message": ""}
    with refused("DryRunOperationException", DRY_RUN):
        kms.generate_mac(DryRun=True, **request)


def test_codes_need_the_right_key_and_algorithm(kms, key):
    with refused("InvalidKeyUsageException",
                 f"{key} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac."):
        kms.generate_mac(KeyId=key, Message=b"x", MacAlgorithm="HMAC_SHA_256")
    mac = make_key(kms, KeySpec="HMAC_224", KeyUsage="GENERATE_VERIFY_MAC")["KeyId"]
    with refused("InvalidKeyUsageException", "Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224."):
        kms.generate_mac(KeyId=mac, Message=b"x", MacAlgorithm="HMAC_SHA_256")
