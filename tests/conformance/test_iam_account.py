"""What concerns the account as a whole: alias, password policy, summary, credential report."""

import csv
import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from clients import ACCOUNT, at_least, refused, sdk_client, violation
from server_process import Server, environment

ALIAS_PATTERN = "Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"


@pytest.fixture
def account():
    """A server of its own, since there is one account."""
    with Server.dev() as running:
        yield running


@pytest.fixture
def iam(account):
    return sdk_client(account.url, "iam", validate=False)


def test_the_alias_is_one_at_a_time(iam):
    assert iam.list_account_aliases()["AccountAliases"] == []
    iam.create_account_alias(AccountAlias="first")
    iam.create_account_alias(AccountAlias="first")
    iam.create_account_alias(AccountAlias="se-cond")
    (page,) = iam.get_paginator("list_account_aliases").paginate()
    assert (page["AccountAliases"], page["IsTruncated"]) == (["se-cond"], False)
    with refused("NoSuchEntity", "The account alias first cannot be found."):
        iam.delete_account_alias(AccountAlias="first")
    iam.delete_account_alias(AccountAlias="se-cond")
    assert iam.list_account_aliases()["AccountAliases"] == []


@pytest.mark.parametrize("alias", ["Upper", "two--dashes", "-begins", "ends-", "123456789012", "dot.ted"])
def test_aliases_that_are_refused(iam, alias):
    with refused("ValidationError", violation(ALIAS_PATTERN, "accountAlias", alias)):
        iam.create_account_alias(AccountAlias=alias)


def test_an_alias_that_is_too_short_breaks_two_rules(iam):
    text = violation(at_least(3), "accountAlias", "ab").replace("1 validation error", "2 validation errors")
    text += f"; Value 'ab' at 'accountAlias' failed to satisfy constraint: {ALIAS_PATTERN}"
    with refused("ValidationError", text):
        iam.create_account_alias(AccountAlias="ab")


def test_a_password_policy_is_replaced_as_a_whole(iam):
    none = f"The Password Policy with domain name {ACCOUNT} cannot be found."
    for call in (iam.get_account_password_policy, iam.delete_account_password_policy):
        with refused("NoSuchEntity", none):
            call()
    policy = {
        "MinimumPasswordLength": 14,
        "RequireSymbols": True,
        "RequireNumbers": True,
        "RequireUppercaseCharacters": True,
        "RequireLowercaseCharacters": True,
        "AllowUsersToChangePassword": True,
        "MaxPasswordAge": 90,
        "PasswordReusePrevention": 24,
        "HardExpiry": True,
    }
    iam.update_account_password_policy(**policy)
    assert iam.get_account_password_policy()["PasswordPolicy"] == {**policy, "ExpirePasswords": True}
    iam.update_account_password_policy()
    shown = iam.get_account_password_policy()["PasswordPolicy"]
    assert shown.pop("MinimumPasswordLength") == 6
    assert "MaxPasswordAge" not in shown and "PasswordReusePrevention" not in shown
    assert set(shown.values()) == {False}
    iam.delete_account_password_policy()
    with refused("NoSuchEntity", none):
        iam.get_account_password_policy()


@pytest.mark.parametrize(
    "member, value, limit",
    [
        ("MinimumPasswordLength", 5, "greater than or equal to 6"),
        ("MinimumPasswordLength", 129, "less than or equal to 128"),
        ("MaxPasswordAge", 0, "greater than or equal to 1"),
        ("MaxPasswordAge", 1096, "less than or equal to 1095"),
        ("PasswordReusePrevention", 25, "less than or equal to 24"),
    ],
)
def test_limits_of_a_password_policy(iam, member, value, limit):
    path = member[0].lower() + member[1:]
    with refused("ValidationError", violation(f"Member must have value {limit}", path, str(value))):
        iam.update_account_password_policy(**{member: value})


def test_the_summary_counts(iam):
    before = iam.get_account_summary()["SummaryMap"]
    model = iam.meta.service_model.shape_for("summaryKeyType").metadata["enum"]
    assert set(before) == set(model)
    assert (before["UsersQuota"], before["AccessKeysPerUserQuota"], before["PolicySizeQuota"]) == (5000, 2, 6144)
    iam.create_user(UserName="u")
    iam.create_group(GroupName="g")
    iam.create_access_key()
    after = iam.get_account_summary()["SummaryMap"]
    changed = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    assert changed == {"Users": 1, "Groups": 1, "AccountAccessKeysPresent": 1}


def test_the_credential_report(iam):
    iam.create_user(UserName="a,b", Path='/p"q/')
    iam.create_user(UserName="plain")
    key = iam.create_access_key(UserName="plain")["AccessKey"]
    iam.update_access_key(UserName="plain", AccessKeyId=key["AccessKeyId"], Status="Inactive")
    iam.create_login_profile(UserName="plain", Password="Long-enough-1")
    iam.update_account_password_policy(MaxPasswordAge=1)
    assert iam.generate_credential_report()["State"] == "COMPLETE"
    report = iam.get_credential_report()
    assert report["ReportFormat"] == "text/csv"
    lines = list(csv.DictReader(io.StringIO(report["Content"].decode())))
    assert len(lines[0]) == 22 and all(None not in line.values() for line in lines)
    assert [line["user"] for line in lines] == ["<root_account>", "a,b", "plain"]
    root, odd, plain = lines
    assert root["arn"] == f"arn:aws:iam::{ACCOUNT}:root" and root["password_enabled"] == "not_supported"
    assert odd["arn"] == f'arn:aws:iam::{ACCOUNT}:user/p"q/a,b'
    assert (odd["password_enabled"], odd["password_last_changed"]) == ("false", "N/A")
    assert (odd["access_key_1_active"], odd["access_key_1_last_rotated"]) == ("false", "N/A")
    assert (plain["password_enabled"], plain["access_key_1_active"]) == ("true", "false")
    assert datetime.fromisoformat(plain["access_key_1_last_rotated"]) == key["CreateDate"]
    assert plain["password_next_rotation"] > plain["password_last_changed"]
    assert (plain["access_key_1_last_used_date"], plain["access_key_2_active"]) == ("N/A", "false")


def test_each_needs_permission(account, iam):
    iam.create_user(UserName="u")
    key = iam.create_access_key(UserName="u")["AccessKey"]
    client = sdk_client(account.url, "iam", key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    for call, arguments in [
        ("create_account_alias", {"AccountAlias": "abc"}),
        ("delete_account_alias", {"AccountAlias": "abc"}),
        ("list_account_aliases", {}),
        ("update_account_password_policy", {}),
        ("get_account_password_policy", {}),
        ("delete_account_password_policy", {}),
        ("get_account_summary", {}),
        ("generate_credential_report", {}),
        ("get_credential_report", {}),
        ("list_groups", {}),
        ("list_virtual_mfa_devices", {}),
    ]:
        with refused("AccessDenied", like="because no identity-based policy allows"):
            getattr(client, call)(**arguments)


def test_the_aws_cli(account, tmp_path):
    def aws(*arguments):
        env = environment(
            AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="eu-west-1", HOME=str(tmp_path)
        )
        command = [str(Path(sys.executable).parent / "aws"), "--endpoint-url", account.url, "iam", *arguments]
        completed = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
        return completed.returncode, completed.stdout or completed.stderr

    def answer(*arguments):
        code, text = aws(*arguments)
        assert code == 0, text
        return json.loads(text) if text.strip() else None

    made = answer("create-user", "--user-name", "cli", "--tags", "Key=team,Value=x")
    assert made["User"]["Tags"] == [{"Key": "team", "Value": "x"}]
    assert answer("create-group", "--group-name", "g")["Group"]["GroupName"] == "g"
    assert answer("add-user-to-group", "--group-name", "g", "--user-name", "cli") is None
    assert answer("get-group", "--group-name", "g")["Users"][0]["UserName"] == "cli"
    assert len(answer("create-access-key", "--user-name", "cli")["AccessKey"]["SecretAccessKey"]) == 40
    assert answer("get-account-summary")["SummaryMap"]["Users"] == 1
    answer("create-login-profile", "--user-name", "cli", "--password", "Long-enough-1", "--password-reset-required")
    code, text = aws("delete-user", "--user-name", "cli")
    assert code != 0 and "(DeleteConflict)" in text and "must delete access keys first" in text
