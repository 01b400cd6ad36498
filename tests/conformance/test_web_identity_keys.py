"""AssumeRoleWithWebIdentity with keys that are fetched from the provider: a small one on this machine."""

import itertools
import json
import os
import time

import pytest

from clients import ACCOUNT, iam_name, refused, sdk_client
from identity_provider import AUDIENCE, Authority, EllipticKey, Issuer, compact, signed_token
from server_process import Server
from shifted_clock import DAY, ShiftedClock

ROOT_KEY = {"STRONGROOM_ROOT_ACCESS_KEY_ID": "root", "STRONGROOM_ROOT_SECRET_ACCESS_KEY": "secret"}
NO_KEY = (
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
    "documentation for requirements"
)
UNTRUSTED = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"
GONE = "The identity provider that was asked to verify the incoming identity token could not be reached."
DISCOVERY, KEYS = "/tenant/.well-known/openid-configuration", "/tenant/keys"
PAUSE = 10
HOUR = 3600

key_numbers = itertools.count(1)


class Production:
    """A server as an operator runs it, whose root user registers providers."""

    def __init__(self, folder, clock, identity):
        key_file = folder / "root.key"
        key_file.write_bytes(os.urandom(32))
        key_file.chmod(0o600)
        config = folder / "settings.toml"
        settings = "".join(f"{name} = {json.dumps(value)}\n" for name, value in identity.items())
        config.write_text(
            f'[server]\nlisten = "127.0.0.1:0"\ndata = "{folder}/data"\n[seal]\nkey_file = "{key_file}"\n'
            f"[identity]\n{settings}"
        )
        self.clock = clock
        self.server = Server("serve", "--config", config, "--clock-file", clock.file, **ROOT_KEY)
        self.iam = sdk_client(self.server.url, "iam", key="root", secret="secret")
        self.sts = sdk_client(self.server.url, "sts", key="root", secret="secret")

    def role_for(self, issuer, **provider):
        arn = self.iam.create_open_id_connect_provider(Url=issuer.url, ClientIDList=[AUDIENCE], **provider)
        trust = {
            "Effect": "Allow",
            "Principal": {"Federated": arn["OpenIDConnectProviderArn"]},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{issuer.name}:sub": "repo:example/app"}},
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": trust})
        return self.iam.create_role(RoleName=iam_name("role"), AssumeRolePolicyDocument=document)["Role"]["Arn"]

    def assume(self, role, issuer, key):
        now = int(time.time()) + self.clock.offset
        token = signed_token(key, issuer.url, exp=now + 600, iat=now)
        return self.sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="it", WebIdentityToken=token)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("provider")


@pytest.fixture(scope="module")
def authority(folder):
    return Authority(folder)


@pytest.fixture(scope="module")
def stranger(folder):
    return Authority(folder, "stranger")


@pytest.fixture(scope="module")
def production(tmp_path_factory, authority):
    """Asks providers on this machine, and trusts the authority alone."""
    folder = tmp_path_factory.mktemp("server")
    with ShiftedClock(folder) as clock:
        made = Production(
            folder, clock, {"ca_file": str(authority.certificate), "private_addresses": ["127.0.0.0/8"]}
        )
        yield made
        assert made.server.stop() == 0


@pytest.fixture
def start(tmp_path, production):
    """Starts servers with these settings of [identity]."""
    started = []

    def run(**identity):
        started.append(Production(tmp_path, production.clock, identity))
        return started[-1]

    yield run
    for made in started:
        assert made.server.stop() == 0


@pytest.fixture
def make_key(folder):
    return lambda: EllipticKey(folder, f"key-{next(key_numbers)}")


@pytest.fixture
def key(make_key):
    return make_key()


@pytest.fixture
def issuer(authority, key):
    with Issuer(authority, key) as running:
        yield running


def test_keys_are_fetched_once_and_kept(production, issuer, key):
    role = production.role_for(issuer)
    assert issuer.asked == []
    answer = production.assume(role, issuer, key)
    assert answer["Provider"] == issuer.name
    production.assume(role, issuer, key)
    assert issuer.asked == [DISCOVERY, KEYS]


def test_keys_are_fetched_again_when_they_are_old(production, issuer, key):
    role = production.role_for(issuer)
    production.assume(role, issuer, key)
    production.clock.advance(299)
    production.assume(role, issuer, key)
    assert len(issuer.asked) == 2
    production.clock.advance(1)
    production.assume(role, issuer, key)
    assert len(issuer.asked) == 4


def test_a_provider_may_change_its_keys(production, issuer, key, make_key):
    role = production.role_for(issuer)
    production.assume(role, issuer, key)
    second = make_key()
    issuer.keys = [second]
    production.clock.advance(PAUSE)
    production.assume(role, issuer, second)
    with refused("InvalidIdentityToken", NO_KEY):
        production.assume(role, issuer, key)


def test_unknown_keys_do_not_make_us_ask_all_the_time(production, issuer, key, make_key):
    role = production.role_for(issuer)
    unknown = make_key()
    production.assume(role, issuer, key)
    for _ in range(5):
        with refused("InvalidIdentityToken", NO_KEY):
            production.assume(role, issuer, unknown)
    assert len(issuer.asked) == 2
    production.assume(role, issuer, key)


def test_a_provider_that_was_gone_is_asked_again(production, authority, key):
    with Issuer(authority, key) as issuer:
        role = production.role_for(issuer)
    for _ in range(2):
        with refused("IDPCommunicationError", GONE):
            production.assume(role, issuer, key)
    with Issuer(authority, key, port=issuer.port) as again:
        with refused("IDPCommunicationError", GONE):
            production.assume(role, again, key)
        assert again.asked == []
        production.clock.advance(PAUSE)
        production.assume(role, again, key)


def test_keys_outlive_a_provider_that_is_gone_by_a_day(production, authority, key):
    with Issuer(authority, key) as issuer:
        role = production.role_for(issuer)
        production.assume(role, issuer, key)
    production.clock.advance(DAY - HOUR)
    production.assume(role, issuer, key)
    production.clock.advance(HOUR)
    with refused("IDPCommunicationError", GONE):
        production.assume(role, issuer, key)


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://localhost/other"},
        {"issuer": None},
        {"jwks_uri": "http://localhost/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://169.254.169.254/latest"},
        {"jwks_uri": 5},
    ],
)
def test_a_document_that_is_not_the_providers_is_not_believed(production, issuer, key, document):
    issuer.document = document
    role = production.role_for(issuer)
    with refused("InvalidIdentityToken", NO_KEY):
        production.assume(role, issuer, key)
    assert issuer.asked == [DISCOVERY]


def test_a_certificate_of_nobody_whom_we_trust_needs_a_thumbprint(production, stranger, key):
    with Issuer(stranger, key) as issuer:
        role = production.role_for(issuer, ThumbprintList=["a" * 40])
        with refused("InvalidIdentityToken", UNTRUSTED):
            production.assume(role, issuer, key)
        arn = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{issuer.name}"
        production.iam.update_open_id_connect_provider_thumbprint(
            OpenIDConnectProviderArn=arn, ThumbprintList=["a" * 40, stranger.thumbprint()]
        )
        production.assume(role, issuer, key)


@pytest.mark.parametrize("pinned", [False, True])
def test_a_certificate_is_for_the_host_that_was_asked(production, authority, key, pinned):
    with Issuer(authority, key, host="elsewhere.example") as issuer:
        role = production.role_for(issuer, ThumbprintList=[authority.thumbprint()] if pinned else [])
        with refused("InvalidIdentityToken", UNTRUSTED):
            production.assume(role, issuer, key)
        assert issuer.asked == []


def test_only_providers_that_are_registered_are_asked(production, authority, issuer, key):
    role = production.role_for(issuer)
    with Issuer(authority, key) as other:
        with refused("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {other.url}"):
            production.assume(role, other, key)
        assert other.asked == []


def test_a_deleted_provider_is_not_asked_any_more(production, issuer, key):
    role = production.role_for(issuer)
    production.iam.delete_open_id_connect_provider(
        OpenIDConnectProviderArn=f"arn:aws:iam::{ACCOUNT}:oidc-provider/{issuer.name}"
    )
    with refused("InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {issuer.url}"):
        production.assume(role, issuer, key)
    assert issuer.asked == []


def test_private_addresses_are_not_asked_unless_a_setting_says_so(start, authority, issuer, key):
    production = start(ca_file=str(authority.certificate))
    role = production.role_for(issuer)
    with refused("InvalidIdentityToken", NO_KEY):
        production.assume(role, issuer, key)
    assert issuer.asked == []
    assert "localhost has no public address" in production.server.stderr()


def test_nobody_is_asked_when_fetching_is_off(start, authority, issuer, key, tmp_path):
    production = start(
        ca_file=str(authority.certificate),
        private_addresses=["127.0.0.1"],
        fetch_keys=False,
        key_sets=str(tmp_path),
    )
    role = production.role_for(issuer)
    with refused("InvalidIdentityToken", NO_KEY):
        production.assume(role, issuer, key)
    write_key_set(tmp_path, issuer, key)
    production.assume(role, issuer, key)
    assert issuer.asked == []


def test_a_file_wins_over_what_the_provider_publishes(start, authority, issuer, key, make_key, tmp_path):
    production = start(
        ca_file=str(authority.certificate), private_addresses=["127.0.0.1"], key_sets=str(tmp_path)
    )
    role = production.role_for(issuer)
    kept = make_key()
    write_key_set(tmp_path, issuer, kept)
    production.assume(role, issuer, kept)
    with refused("InvalidIdentityToken", NO_KEY):
        production.assume(role, issuer, key)
    assert issuer.asked == []


def write_key_set(folder, issuer, key):
    (folder / f"{issuer.name.replace('/', '_')}.json").write_bytes(compact({"keys": [key.published()]}))
