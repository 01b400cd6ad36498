import itertools

import pytest

from clients import iam_name, sdk_client, unique_name
from server_process import Server


@pytest.fixture(scope="session")
def server():
    """The server that most tests share."""
    with Server.dev() as running:
        yield running
        assert running.stop() == 0


@pytest.fixture(scope="session")
def client(server):
    return sdk_client(server.url)


@pytest.fixture(scope="session")
def loose(server):
    """Sends what the SDK would refuse by itself."""
    return sdk_client(server.url, validate=False)


@pytest.fixture(scope="session")
def iam(server):
    return sdk_client(server.url, "iam")


@pytest.fixture(scope="session")
def kms(server):
    return sdk_client(server.url, "kms")


@pytest.fixture(scope="session")
def loose_kms(server):
    return sdk_client(server.url, "kms", validate=False)


@pytest.fixture(scope="session")
def loose_iam(server):
    return sdk_client(server.url, "iam", validate=False)


@pytest.fixture
def user(iam):
    """The name of a new user without any permission."""
    name = iam_name("user")
    iam.create_user(UserName=name)
    return name


@pytest.fixture
def as_user(server, iam, user):
    """Makes clients that sign as that user: `as_user("iam")`."""
    key = iam.create_access_key(UserName=user)["AccessKey"]
    return lambda service: sdk_client(
        server.url, service, key=key["AccessKeyId"], secret=key["SecretAccessKey"], validate=False
    )


region_numbers = itertools.count(100)


@pytest.fixture
def regional(server):
    """A client in a Region that no other test uses, for tests that look at all secrets."""
    return sdk_client(server.url, region=f"eu-central-{next(region_numbers)}", validate=False)


@pytest.fixture
def name():
    return unique_name()


@pytest.fixture
def secret(client, name):
    """A secret with the value "value"; the answer of CreateSecret."""
    return client.create_secret(Name=name, SecretString="value")


@pytest.fixture
def scheduled(client, secret):
    """A secret that is scheduled for deletion; the answer of CreateSecret."""
    client.delete_secret(SecretId=secret["ARN"])
    return secret
