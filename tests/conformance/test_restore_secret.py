from clients import NOT_FOUND, NOT_NULL, labels, refused, violation


def test_a_scheduled_secret_is_whole_again(client, scheduled):
    restored = client.restore_secret(SecretId=scheduled["Name"])
    assert (restored["ARN"], restored["Name"]) == (scheduled["ARN"], scheduled["Name"])
    assert "DeletedDate" not in client.describe_secret(SecretId=scheduled["Name"])
    assert client.get_secret_value(SecretId=scheduled["Name"])["SecretString"] == "value"
    assert labels(client, scheduled["Name"]) == {scheduled["VersionId"]: {"AWSCURRENT"}}


def test_an_active_secret_stays_as_it_is(client, secret):
    assert client.restore_secret(SecretId=secret["Name"])["ARN"] == secret["ARN"]


def test_an_unknown_secret_is_not_found(client, name):
    with refused("ResourceNotFoundException", NOT_FOUND):
        client.restore_secret(SecretId=name)


def test_constraints(loose):
    with refused("ValidationException", violation(NOT_NULL, "secretId")):
        loose.restore_secret()
