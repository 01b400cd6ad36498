import pytest

from clients import refused, sdk_client


def names(client, *filters, **request):
    if filters:
        request["Filters"] = [{"Key": key, "Values": values} for key, *values in filters]
    return [entry["Name"] for entry in client.list_secrets(**request)["SecretList"]]


@pytest.fixture
def five(regional):
    """A Region that holds e, d, c, b, a, created in this order."""
    for secret_name in "edcba":
        regional.create_secret(Name=secret_name, SecretString="v")
    return regional


def test_a_region_without_secrets_lists_none(regional):
    answer = regional.list_secrets()
    assert answer["SecretList"] == [] and "NextToken" not in answer


def test_an_entry_shows_what_a_description_shows(regional):
    created = regional.create_secret(
        Name="one", SecretString="v", Description="d", Tags=[{"Key": "k", "Value": "v"}], Type="SnowflakePat"
    )
    regional.get_secret_value(SecretId="one")
    described = regional.describe_secret(SecretId="one")
    described["SecretVersionsToStages"] = described.pop("VersionIdsToStages")
    described.pop("ResponseMetadata")
    assert regional.list_secrets()["SecretList"] == [described]
    assert described["SecretVersionsToStages"] == {created["VersionId"]: ["AWSCURRENT"]}


def test_an_entry_without_value_has_no_versions(regional):
    regional.create_secret(Name="one")
    assert set(regional.list_secrets()["SecretList"][0]) == {"ARN", "Name", "CreatedDate", "LastChangedDate"}


def test_the_default_order_is_that_of_creation(five):
    assert names(five) == list("edcba")


@pytest.mark.parametrize(
    "sorting, expected",
    [
        ({"SortBy": "name"}, "abcde"),
        ({"SortBy": "name", "SortOrder": "desc"}, "edcba"),
        ({"SortBy": "created-date"}, "edcba"),
        ({"SortBy": "created-date", "SortOrder": "desc"}, "abcde"),
        ({"SortOrder": "desc"}, "abcde"),
        ({"SortBy": "last-changed-date"}, "edcba"),
    ],
)
def test_sorting(five, sorting, expected):
    assert names(five, **sorting) == list(expected)


def test_sorting_by_change(five):
    five.update_secret(SecretId="d", Description="changed")
    assert names(five, SortBy="last-changed-date") == list("ecbad")
    assert names(five, SortBy="last-changed-date", SortOrder="desc") == list("dabce")


def test_sorting_by_access_puts_those_never_read_last(five):
    five.get_secret_value(SecretId="c")
    assert names(five, SortBy="last-accessed-date") == list("cabde")


def test_pages(five):
    paginator = five.get_paginator("list_secrets")
    pages = [[e["Name"] for e in page["SecretList"]] for page in paginator.paginate(PaginationConfig={"PageSize": 2})]
    assert pages == [["e", "d"], ["c", "b"], ["a"]]


def test_a_full_last_page_has_no_token(five):
    assert "NextToken" not in five.list_secrets(MaxResults=5)


def test_a_page_holds_a_hundred_by_default(regional):
    for i in range(101):
        regional.create_secret(Name=f"{i:03}")
    first = regional.list_secrets()
    assert len(first["SecretList"]) == 100
    assert names(regional, NextToken=first["NextToken"]) == ["100"]


def test_pages_go_on_where_they_stopped_when_secrets_come_and_go(five):
    first = five.list_secrets(MaxResults=2)
    five.delete_secret(SecretId="d", ForceDeleteWithoutRecovery=True)
    five.create_secret(Name="f")
    second = five.list_secrets(MaxResults=2, NextToken=first["NextToken"])
    assert [e["Name"] for e in second["SecretList"]] == ["c", "b"]
    assert names(five, MaxResults=2, NextToken=second["NextToken"]) == ["a", "f"]


def test_pages_of_a_filter(five):
    first = five.list_secrets(MaxResults=1, Filters=[{"Key": "name", "Values": ["a", "e"]}])
    assert [e["Name"] for e in first["SecretList"]] == ["e"]
    assert names(five, ("name", "a", "e"), MaxResults=1, NextToken=first["NextToken"]) == ["a"]


def test_a_token_serves_only_its_own_question(five):
    token = five.list_secrets(MaxResults=2)["NextToken"]
    with refused("InvalidNextTokenException"):
        five.list_secrets(NextToken=token, Filters=[{"Key": "name", "Values": ["a"]}])
    with refused("InvalidNextTokenException"):
        five.list_secrets(NextToken=token, SortBy="name")


@pytest.mark.parametrize("forge", [lambda t: "x", lambda t: t[:-1], lambda t: t + "A", lambda t: t[::-1]])
def test_a_forged_token_is_refused(five, forge):
    token = five.list_secrets(MaxResults=2)["NextToken"]
    with refused("InvalidNextTokenException"):
        five.list_secrets(MaxResults=2, NextToken=forge(token))


def test_each_changed_byte_of_a_token_is_noticed(five):
    token = five.list_secrets(MaxResults=2)["NextToken"]
    for i in range(0, len(token) - 4, 7):
        changed = token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :]
        with refused("InvalidNextTokenException"):
            five.list_secrets(MaxResults=2, NextToken=changed)


def test_secrets_scheduled_for_deletion_are_hidden_unless_asked_for(five):
    five.delete_secret(SecretId="c")
    assert names(five) == list("edba")
    entries = five.list_secrets(IncludePlannedDeletion=True)["SecretList"]
    assert [e["Name"] for e in entries if "DeletedDate" in e] == ["c"] and len(entries) == 5


@pytest.fixture(scope="module")
def garden(server):
    """A Region whose secrets are made for filters."""
    client = sdk_client(server.url, region="eu-central-99", validate=False)
    for name, description, tags in GARDEN:
        client.create_secret(
            Name=name,
            **({"Description": description} if description else {}),
            Tags=[{"Key": k, "Value": v} for k, v in tags.items()],
        )
    return client


GARDEN = [
    ("SecretOne", "one two", {"Team": "Blue", "stage": "prod"}),
    ("Thirdsecret", "a secret", {"team": "green"}),
    ("prod/AppBeta", "an secret", {"stage": "proddish"}),
    ("COMPANYthings", "asecret", {}),
    ("prod-AppBeta/x", "", {}),
    ("/slash/first", "Two ONE", {}),
    ("testing1/one", "", {"stage": "dev"}),
]
ALL = [name for name, *_ in GARDEN]


@pytest.mark.parametrize(
    "filters, expected",
    [
        # name: prefix, case-sensitive
        ([("name", "prod")], ["prod/AppBeta", "prod-AppBeta/x"]),
        ([("name", "Prod")], []),
        ([("name", "AppBeta")], []),
        ([("name", "/")], ["/slash/first"]),
        ([("name", "!/")], [n for n in ALL if n != "/slash/first"]),
        ([("name", "testing1 one")], []),
        ([("name", "testing1/one")], ["testing1/one"]),
        ([("name", "SecretOne", "testing")], ["SecretOne", "testing1/one"]),
        ([("name", "!nothing has it")], ALL),
        ([("name", "!prod")], [n for n in ALL if not n.startswith("prod")]),
        # description: each word a prefix of some word, whatever the case
        ([("description", "a secret")], ["Thirdsecret", "prod/AppBeta"]),
        ([("description", "o t")], ["SecretOne", "/slash/first"]),
        ([("description", "ONE")], ["SecretOne", "/slash/first"]),
        ([("description", "ne")], []),
        # tags: prefix, case-sensitive
        ([("tag-key", "team")], ["Thirdsecret"]),
        ([("tag-key", "Te")], ["SecretOne"]),
        ([("tag-value", "prod")], ["SecretOne", "prod/AppBeta"]),
        ([("tag-value", "blue")], []),
        # all: words of one attribute, whatever the case
        ([("all", "sec")], ["SecretOne", "Thirdsecret", "prod/AppBeta"]),
        ([("all", "ret")], []),
        ([("all", "Beta")], ["prod/AppBeta"]),
        ([("all", "Ythings")], ["COMPANYthings"]),
        ([("all", "things")], []),
        ([("all", "prod")], ["SecretOne", "prod/AppBeta", "prod-AppBeta/x"]),
        ([("all", "x")], []),
        ([("all", "+")], []),
        ([("all", "green")], ["Thirdsecret"]),
        ([("all", "TEAM")], ["SecretOne", "Thirdsecret"]),
        ([("all", "blue one")], []),
        # several filters: all of them must match
        ([("name", "prod"), ("description", "secret")], ["prod/AppBeta"]),
        ([("name", "prod"), ("name", "prod-")], ["prod-AppBeta/x"]),
        ([("tag-key", "stage"), ("tag-value", "dev")], ["testing1/one"]),
        # of other services, or other Regions' replicas, there is none
        ([("owning-service", "rds")], []),
        ([("primary-region", "eu")], []),
    ],
    ids=str,
)
def test_filters(garden, filters, expected):
    assert sorted(names(garden, *filters)) == sorted(expected)


@pytest.mark.parametrize("secret_word, matches", [("secret", True), ("Third", True), ("dsecret", False)])
def test_words_of_names(regional, secret_word, matches):
    regional.create_secret(Name="ThirdSecret")
    assert names(regional, ("all", secret_word)) == (["ThirdSecret"] if matches else [])


@pytest.mark.parametrize("separator", list("/-_+=.@"))
def test_separators_of_words(regional, separator):
    regional.create_secret(Name=f"alpha{separator}beta")
    assert names(regional, ("all", "beta")) == [f"alpha{separator}beta"]


def test_negation_of_descriptions(garden):
    assert "SecretOne" not in names(garden, ("description", "!one"))
    assert len(names(garden, ("description", "!nowhere"))) == len(ALL)


def test_an_attribute_that_is_missing_is_matched_by_negation(garden):
    assert "prod-AppBeta/x" in names(garden, ("description", "!secret"))
    assert "COMPANYthings" in names(garden, ("tag-key", "!stage"))


@pytest.mark.parametrize(
    "request_, like",
    [
        (
            {"MaxResults": 0},
            "^1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1$",
        ),
        ({"MaxResults": 101}, "Value '101' at 'maxResults' .* value less than or equal to 100$"),
        ({"NextToken": ""}, "at 'nextToken' .* length greater than or equal to 1$"),
        ({"NextToken": "t" * 4097}, "at 'nextToken' .* length less than or equal to 4096$"),
        ({"SortBy": "size"}, r"Value 'size' at 'sortBy' .* Member must satisfy enum value set: \[.*created-date.*\]$"),
        ({"SortOrder": "up"}, r"Value 'up' at 'sortOrder' .* Member must satisfy enum value set: \[.*desc.*\]$"),
        ({"Filters": [{"Key": "name", "Values": ["v"]}] * 11}, "at 'filters' .* length less than or equal to 10$"),
        (
            {"Filters": [{"Key": "size", "Values": ["v"]}]},
            r"Value 'size' at 'filters.1.member.key' .* enum value set: \[.*tag-key.*\]$",
        ),
        ({"Filters": [{"Key": "name", "Values": ["v"] * 11}]}, "at 'filters.1.member.values' .* equal to 10$"),
        ({"Filters": [{"Key": "name", "Values": ["v" * 513]}]}, "at 'filters.1.member.values"),
        ({"Filters": [{"Key": "name", "Values": ["a#b"]}]}, "at 'filters.1.member.values.* regular expression pattern"),
    ],
    ids=str,
)
def test_constraints(loose, request_, like):
    with refused("ValidationException", like=like):
        loose.list_secrets(**request_)


def test_a_filter_without_key_or_values_is_refused(loose):
    with refused("InvalidParameterException", "Invalid filter key"):
        loose.list_secrets(Filters=[{"Values": ["v"]}])
    with refused("InvalidParameterException", "Invalid filter values for key: name"):
        loose.list_secrets(Filters=[{"Key": "name"}])
