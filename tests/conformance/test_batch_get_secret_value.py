import pytest

from clients import MARKED_FOR_DELETION, NOT_FOUND, refused, walk


@pytest.fixture
def three(regional):
    """A Region that holds c, b, a, created in this order, with their names as values."""
    for secret_name in "cba":
        regional.create_secret(Name=secret_name, SecretString=secret_name)
    return regional


def values(answer):
    return {entry["Name"]: entry["SecretString"] for entry in answer["SecretValues"]}


def test_secrets_by_name_and_arn(three):
    arn = three.describe_secret(SecretId="b")["ARN"]
    answer = three.batch_get_secret_value(SecretIdList=["a", arn])
    assert values(answer) == {"a": "a", "b": "b"}
    assert answer["Errors"] == []


def test_an_entry_is_like_that_of_a_single_read(three):
    single = three.get_secret_value(SecretId="a")
    single.pop("ResponseMetadata")
    assert three.batch_get_secret_value(SecretIdList=["a"])["SecretValues"] == [single]


def test_bytes(regional):
    regional.create_secret(Name="bytes", SecretBinary=b"\x00\xff")
    assert regional.batch_get_secret_value(SecretIdList=["bytes"])["SecretValues"][0]["SecretBinary"] == b"\x00\xff"


def test_what_fails_is_told_beside_what_works(three):
    three.create_secret(Name="valueless")
    three.delete_secret(SecretId="b")
    answer = three.batch_get_secret_value(SecretIdList=["a", "b", "nowhere", "valueless"])
    assert values(answer) == {"a": "a"}
    errors = {e["SecretId"]: (e["ErrorCode"], e["Message"]) for e in answer["Errors"]}
    assert errors == {
        "b": ("InvalidRequestException", MARKED_FOR_DELETION),
        "nowhere": ("ResourceNotFoundException", NOT_FOUND),
        "valueless": (
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        ),
    }


def test_secrets_by_filter(three):
    answer = three.batch_get_secret_value(Filters=[{"Key": "name", "Values": ["a", "c"]}])
    assert values(answer) == {"a": "a", "c": "c"}


def test_pages(three):
    filters = [{"Key": "name", "Values": ["a", "b", "c"]}]
    pages = list(walk(three.batch_get_secret_value, "SecretValues", Filters=filters, MaxResults=2))
    assert [[entry["SecretString"] for entry in page] for page in pages] == [["c", "b"], ["a"]]


def test_a_forged_token_is_refused(three):
    with refused("InvalidNextTokenException"):
        three.batch_get_secret_value(Filters=[{"Key": "name", "Values": ["a"]}], MaxResults=1, NextToken="forged")


def test_a_token_of_list_secrets_is_refused(three):
    filters = [{"Key": "name", "Values": ["a", "b", "c"]}]
    token = three.list_secrets(Filters=filters, MaxResults=1)["NextToken"]
    with refused("InvalidNextTokenException"):
        three.batch_get_secret_value(Filters=filters, MaxResults=1, NextToken=token)


def test_twenty_secrets_are_the_most(regional):
    ids = [f"s{i}" for i in range(21)]
    for secret_name in ids:
        regional.create_secret(Name=secret_name, SecretString=secret_name)
    assert len(regional.batch_get_secret_value(SecretIdList=ids[:20])["SecretValues"]) == 20
    with refused("ValidationException", like="at 'secretIdList' .* length less than or equal to 20$"):
        regional.batch_get_secret_value(SecretIdList=ids)


@pytest.mark.parametrize("request_", [{}, {"SecretIdList": ["a"], "Filters": [{"Key": "name", "Values": ["a"]}]}])
def test_either_a_list_or_filters(loose, request_):
    text = "Either 'SecretIdList' or 'Filters' must be provided, but not both."
    with refused("InvalidParameterException", text):
        loose.batch_get_secret_value(**request_)


def test_a_page_size_needs_filters(loose):
    text = "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided."
    for request in ({"SecretIdList": ["a"], "MaxResults": 2}, {"MaxResults": 2}):
        with refused("InvalidParameterException", text):
            loose.batch_get_secret_value(**request)


def test_constraints(loose):
    with refused("ValidationException", like="at 'maxResults' .* value less than or equal to 20$"):
        loose.batch_get_secret_value(Filters=[{"Key": "name", "Values": ["a"]}], MaxResults=21)
    with refused("ValidationException", like="at 'secretIdList' .* length greater than or equal to 1$"):
        loose.batch_get_secret_value(SecretIdList=[])


def test_reading_sets_the_day_of_last_access(three):
    three.batch_get_secret_value(SecretIdList=["a"])
    assert "LastAccessedDate" in three.describe_secret(SecretId="a")
