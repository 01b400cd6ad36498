"""The life of labels that was recorded from the real service (contract, section 11)."""

import pytest

from clients import labels, new_token


@pytest.fixture
def life(client, name):
    """Drives one secret; versions are v1, v2, v3."""
    return Life(client, name)


class Life:
    def __init__(self, client, name):
        self.client, self.name = client, name
        self.ids = {f"v{i}": new_token() for i in (1, 2, 3)}

    def create(self, version):
        self.client.create_secret(Name=self.name, SecretString=version, ClientRequestToken=self.ids[version])

    def put(self, version, *stages):
        labelled = {"VersionStages": list(stages)} if stages else {}
        self.client.put_secret_value(
            SecretId=self.name, SecretString=version, ClientRequestToken=self.ids[version], **labelled
        )

    def promote(self, old, new):
        self.client.update_secret_version_stage(
            SecretId=self.name,
            VersionStage="AWSCURRENT",
            RemoveFromVersionId=self.ids[old],
            MoveToVersionId=self.ids[new],
        )

    def shows(self, **expected):
        wanted = {self.ids[v]: {f"AWS{label}" for label in text.split()} for v, text in expected.items()}
        assert labels(self.client, self.name) == wanted


def up_to_the_first_promotion(life):
    life.create("v1")
    life.shows(v1="CURRENT")
    life.put("v2", "AWSPENDING")
    life.shows(v1="CURRENT", v2="PENDING")
    life.promote("v1", "v2")
    life.shows(v1="PREVIOUS", v2="CURRENT PENDING")


def test_two_rotations_by_hand(life):
    up_to_the_first_promotion(life)
    life.put("v3", "AWSPENDING")
    life.shows(v1="PREVIOUS", v2="CURRENT", v3="PENDING")
    life.promote("v2", "v3")
    life.shows(v2="PREVIOUS", v3="CURRENT PENDING")


def test_a_rotation_by_hand_and_a_plain_put(life):
    up_to_the_first_promotion(life)
    life.put("v3")
    life.shows(v2="PREVIOUS", v3="CURRENT")


def test_going_back_to_the_previous_version(life):
    up_to_the_first_promotion(life)
    life.promote("v2", "v1")
    assert labels(life.client, life.name)[life.ids["v1"]] == {"AWSCURRENT"}
    assert "AWSPREVIOUS" in labels(life.client, life.name)[life.ids["v2"]]
