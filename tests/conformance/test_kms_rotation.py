"""Rotation: kms contract 9.4 and 9.5, and the cases 24 to 28 of its section 16."""

import time

import pytest

from clients import refused, sdk_client
from kms_cases import key_arn, make_key
from shifted_clock import DAY, ShiftedClock


def test_periods(loose_kms):
    key = make_key(loose_kms)["KeyId"]
    for period in (90, 2560):
        loose_kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=period)
        assert loose_kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == period
    for period in (89, 2561):
        with refused("ValidationException", like="at 'rotationPeriodInDays'"):
            loose_kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=period)


def test_the_status(kms):
    key = make_key(kms)["KeyId"]
    status = kms.get_key_rotation_status(KeyId=key)
    assert {k: v for k, v in status.items() if k != "ResponseMetadata"} == {
        "KeyId": key_arn(key), "KeyRotationEnabled": False}
    kms.enable_key_rotation(KeyId=key)
    status = kms.get_key_rotation_status(KeyId=key)
    assert status["KeyRotationEnabled"] and status["RotationPeriodInDays"] == 365
    assert abs(status["NextRotationDate"].timestamp() - time.time() - 365 * DAY) < 60
    kms.disable_key(KeyId=key)
    with refused("DisabledException", f"{key_arn(key)} is disabled."):
        kms.disable_key_rotation(KeyId=key)
    kms.schedule_key_deletion(KeyId=key)
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is False
    kms.cancel_key_deletion(KeyId=key)
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is True


def test_on_demand(kms):
    key = make_key(kms)["KeyId"]
    first = kms.encrypt(KeyId=key, Plaintext=b"first")["CiphertextBlob"]
    assert kms.rotate_key_on_demand(KeyId=key)["KeyId"] == key_arn(key)
    second = kms.encrypt(KeyId=key, Plaintext=b"second")["CiphertextBlob"]
    opened = [kms.decrypt(CiphertextBlob=blob) for blob in (first, second)]
    assert [answer["Plaintext"] for answer in opened] == [b"first", b"second"]
    old, new = (answer["KeyMaterialId"] for answer in opened)
    assert old != new == kms.describe_key(KeyId=key)["KeyMetadata"]["CurrentKeyMaterialId"]
    [rotation] = kms.list_key_rotations(KeyId=key)["Rotations"]
    assert rotation.pop("RotationDate")
    assert rotation == {"KeyId": key_arn(key), "KeyMaterialId": new, "KeyMaterialState": "CURRENT",
                        "RotationType": "ON_DEMAND"}
    everything = kms.list_key_rotations(KeyId=key, IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]
    assert [(entry["KeyMaterialId"], entry["KeyMaterialState"]) for entry in everything] == [
        (new, "CURRENT"), (old, "NON_CURRENT")]
    assert "RotationType" not in everything[1]


def test_at_most_25_on_demand(kms):
    key = make_key(kms)["KeyId"]
    for _ in range(25):
        kms.rotate_key_on_demand(KeyId=key)
    with refused("LimitExceededException", "The on-demand rotations limit has been reached for the given keyId. No more "
                 f"on-demand rotations can be performed for this key: {key_arn(key)}"):
        kms.rotate_key_on_demand(KeyId=key)


def test_keys_that_do_not_rotate(kms):
    key = make_key(kms, KeySpec="HMAC_224", KeyUsage="GENERATE_VERIFY_MAC")["KeyId"]
    for call in (kms.rotate_key_on_demand, kms.enable_key_rotation, kms.list_key_rotations):
        with refused("UnsupportedOperationException", ""):
            call(KeyId=key)


@pytest.mark.parametrize("disabled", [False, True], ids=["enabled", "disabled"])
def test_automatically(tmp_path, disabled):
    with ShiftedClock(tmp_path) as clock:
        with clock.server("--data", str(tmp_path / "data")) as server:
            kms = sdk_client(server.url, "kms")
            key = make_key(kms)["KeyId"]
            kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=90)
            blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
            if disabled:
                kms.disable_key(KeyId=key)
            assert server.stop() == 0
        clock.advance(90 * DAY + 2)
        with clock.server("--data", str(tmp_path / "data")) as server:
            kms = sdk_client(server.url, "kms")
            if disabled:
                assert kms.list_key_rotations(KeyId=key)["Rotations"] == []
                kms.enable_key(KeyId=key)  # what fell due is done now
            [rotation] = wait_for_rotation(kms, key)
            assert rotation["RotationType"] == "AUTOMATIC"
            assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"x"
            status = kms.get_key_rotation_status(KeyId=key)
            assert status["NextRotationDate"] > rotation["RotationDate"]


def wait_for_rotation(kms, key, most=400):
    """The schedule runs every second; requests until then take their time."""
    for _ in range(most):
        if rotations := kms.list_key_rotations(KeyId=key)["Rotations"]:
            return rotations
        kms.generate_random(NumberOfBytes=1024)
    return []
