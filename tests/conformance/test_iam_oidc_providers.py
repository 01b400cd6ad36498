"""OpenID Connect providers."""

import pytest

from clients import ACCOUNT, NOT_NULL, at_least, at_most, iam_name, refused, violation
from iam_documents import DUPLICATE_TAGS, allow, as_tags, pages_of, statement, trust

THUMBPRINT = "0123456789abcdefABCDEF0123456789abcdef01"
INVALID_URL = "Invalid Open ID Connect Provider URL"


def new_url():
    return f"https://{iam_name('idp')}.example.com/realm"


def arn_of(url):
    return f"arn:aws:iam::{ACCOUNT}:oidc-provider/{url.removeprefix('https://')}"


def not_found(arn):
    return f"OpenIDConnect Provider not found for arn {arn}"


@pytest.fixture
def provider(iam):
    """The ARN of a new provider."""
    return iam.create_open_id_connect_provider(Url=new_url())["OpenIDConnectProviderArn"]


def read(iam, arn):
    answer = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    del answer["ResponseMetadata"], answer["CreateDate"]
    return answer


def arns(iam):
    return [item["Arn"] for item in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]]


def test_a_provider_as_it_is_made_found_listed_and_deleted(iam):
    url = new_url()
    made = iam.create_open_id_connect_provider(
        Url=url, ClientIDList=["a", "b"], ThumbprintList=[THUMBPRINT], Tags=as_tags(team="blue")
    )
    arn = made["OpenIDConnectProviderArn"]
    assert (arn, made["Tags"]) == (arn_of(url), as_tags(team="blue"))
    assert read(iam, arn) == {
        "Url": url.removeprefix("https://"),
        "ClientIDList": ["a", "b"],
        "ThumbprintList": [THUMBPRINT],
        "Tags": as_tags(team="blue"),
    }
    assert arn in arns(iam)
    for _ in range(2):  # again is no error
        iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    assert arn not in arns(iam)


def test_client_ids_come_and_go(iam, provider):
    for _ in range(2):  # again is no error
        iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="one")
    iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="two")
    assert read(iam, provider)["ClientIDList"] == ["one", "two"]
    for _ in range(2):
        iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="one")
    assert read(iam, provider)["ClientIDList"] == ["two"]


def test_thumbprints_are_set_anew(iam, provider):
    iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=provider, ThumbprintList=[THUMBPRINT] * 5)
    assert read(iam, provider)["ThumbprintList"] == [THUMBPRINT] * 5
    iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=provider, ThumbprintList=[])
    assert read(iam, provider)["ThumbprintList"] == []


def test_a_taken_url_is_refused(iam):
    url = new_url()
    iam.create_open_id_connect_provider(Url=url)
    with refused("EntityAlreadyExists", f"Provider with url {url} already exists."):
        iam.create_open_id_connect_provider(Url=url)


@pytest.mark.parametrize("url", ["http://example.com", "example.com", "https://", "https:///path", "https://a?b=c"])
def test_what_is_no_url_is_refused(iam, url):
    with refused("ValidationError", INVALID_URL):
        iam.create_open_id_connect_provider(Url=url)


def test_how_many_there_may_be(iam, provider):
    with refused("InvalidInput", "Thumbprint list must contain fewer than 6 entries."):
        iam.create_open_id_connect_provider(Url=new_url(), ThumbprintList=[THUMBPRINT] * 6)
    with refused("InvalidInput", "Thumbprint list must contain fewer than 6 entries."):
        iam.update_open_id_connect_provider_thumbprint(
            OpenIDConnectProviderArn=provider, ThumbprintList=[THUMBPRINT] * 6
        )
    ids = [f"client-{i}" for i in range(101)]
    too_many = "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100"
    with refused("LimitExceeded", too_many):
        iam.create_open_id_connect_provider(Url=new_url(), ClientIDList=ids)
    full = iam.create_open_id_connect_provider(Url=new_url(), ClientIDList=ids[:100])["OpenIDConnectProviderArn"]
    with refused("LimitExceeded", too_many):
        iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=full, ClientID=ids[100])


def test_tags(iam, provider):
    iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=provider, Tags=as_tags(b="1", a="2", c="3"))
    iam.untag_open_id_connect_provider(OpenIDConnectProviderArn=provider, TagKeys=["B", "never there"])
    listed = iam.list_open_id_connect_provider_tags(OpenIDConnectProviderArn=provider)["Tags"]
    assert listed == as_tags(a="2", c="3")
    pages = pages_of(iam, "list_open_id_connect_provider_tags", "Tags", 1, OpenIDConnectProviderArn=provider)
    assert pages == [as_tags(a="2"), as_tags(c="3")]
    with refused("InvalidInput", DUPLICATE_TAGS):
        iam.tag_open_id_connect_provider(
            OpenIDConnectProviderArn=provider, Tags=[{"Key": "k", "Value": "1"}, {"Key": "K", "Value": "2"}]
        )


@pytest.mark.parametrize(
    "operation, more",
    [
        ("get_open_id_connect_provider", {}),
        ("add_client_id_to_open_id_connect_provider", {"ClientID": "a"}),
        ("remove_client_id_from_open_id_connect_provider", {"ClientID": "a"}),
        ("update_open_id_connect_provider_thumbprint", {"ThumbprintList": [THUMBPRINT]}),
        ("tag_open_id_connect_provider", {"Tags": as_tags(a="b")}),
        ("untag_open_id_connect_provider", {"TagKeys": ["a"]}),
        ("list_open_id_connect_provider_tags", {}),
    ],
)
def test_an_unknown_provider_is_not_found(iam, operation, more):
    for arn in (arn_of(new_url()), f"arn:aws:iam::{ACCOUNT}:user/somebody", "this is not an ARN at all"):
        with refused("NoSuchEntity", not_found(arn)):
            getattr(iam, operation)(OpenIDConnectProviderArn=arn, **more)


@pytest.mark.parametrize(
    "request_, text",
    [
        ({"Url": None}, violation(NOT_NULL, "url")),
        ({"Url": "https://" + "x" * 248}, violation(at_most(255), "url", "https://" + "x" * 248)),
        ({"ClientIDList": [""]}, None),
        ({"ThumbprintList": ["short"]}, None),
    ],
)
def test_constraints(loose_iam, request_, text):
    request = {"Url": new_url(), **request_}
    with refused("ValidationError", text):
        loose_iam.create_open_id_connect_provider(**{k: v for k, v in request.items() if v is not None})


def test_constraints_of_client_ids(loose_iam, provider):
    with refused("ValidationError", violation(at_least(1), "clientID", "")):
        loose_iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="")


def test_a_trust_policy_may_name_a_provider(iam, provider):
    text = trust(provider, "Federated").replace("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity")
    name = iam_name("role")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=text)
    document = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    assert document["Statement"][0]["Principal"] == {"Federated": provider}


def test_access_is_to_the_provider_and_its_tags(iam, user, as_user, provider):
    own = {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    url = new_url()
    allow(
        iam,
        user,
        statement("iam:CreateOpenIDConnectProvider", arn_of(url)),
        statement("iam:GetOpenIDConnectProvider", Condition=own),
    )
    limited = as_user("iam")
    limited.create_open_id_connect_provider(Url=url)
    other = new_url()
    with refused("AccessDenied", like=f"on resource: {arn_of(other)} because"):
        limited.create_open_id_connect_provider(Url=other)
    with refused("AccessDenied"):
        limited.get_open_id_connect_provider(OpenIDConnectProviderArn=provider)
    iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=provider, Tags=as_tags(team="blue"))
    limited.get_open_id_connect_provider(OpenIDConnectProviderArn=provider)
