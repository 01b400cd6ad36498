"""Login profiles and changing one's own password."""

import pytest

from clients import ACCOUNT, NOT_NULL, iam_name, refused, sdk_client, violation
from server_process import Server

FIRST = "First-password-1"
SECOND = "Second-password-2"
PATTERN = r"Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+"
NO_NAME = "Must specify userName when calling with non-User credentials"


@pytest.fixture
def signer(iam, user, as_user):
    """A user who may change his password."""
    iam.attach_user_policy(UserName=user, PolicyArn="arn:aws:iam::aws:policy/IAMUserChangePassword")
    iam.create_login_profile(UserName=user, Password=FIRST, PasswordResetRequired=True)
    return as_user("iam")


def no_profile(user):
    return f"Login Profile for User {user} cannot be found."


def test_a_login_profile_is_made_changed_and_deleted(iam, user):
    made = iam.create_login_profile(UserName=user, Password=FIRST)["LoginProfile"]
    assert (made["UserName"], made["PasswordResetRequired"]) == (user, False)
    assert iam.get_login_profile(UserName=user)["LoginProfile"] == made
    iam.update_login_profile(UserName=user, PasswordResetRequired=True)
    assert iam.get_login_profile(UserName=user)["LoginProfile"] == {**made, "PasswordResetRequired": True}
    iam.update_login_profile(UserName=user, Password=SECOND)
    with refused("EntityAlreadyExists", f"Login Profile for user {user} already exists."):
        iam.create_login_profile(UserName=user, Password=FIRST)
    iam.delete_login_profile(UserName=user)
    for call in (iam.get_login_profile, iam.delete_login_profile, iam.update_login_profile):
        with refused("NoSuchEntity", no_profile(user)):
            call(UserName=user)


def test_a_user_who_does_not_exist(iam):
    for call, arguments in [
        (iam.create_login_profile, {"Password": FIRST}),
        (iam.get_login_profile, {}),
        (iam.update_login_profile, {"Password": FIRST}),
        (iam.delete_login_profile, {}),
    ]:
        with refused("NoSuchEntity", "The user with name nobody cannot be found."):
            call(UserName="nobody", **arguments)


def test_root_has_no_login_profile(iam, loose_iam):
    for call in (iam.get_login_profile, iam.delete_login_profile):
        with refused("ValidationError", NO_NAME):
            call()
    with refused("ValidationError", NO_NAME):
        iam.create_login_profile(Password=FIRST)
    with refused("InvalidUserType", "Only IAM Users can change their own password"):
        iam.change_password(OldPassword=FIRST, NewPassword=SECOND)


def test_a_user_changes_his_own_password(iam, user, signer):
    signer.change_password(OldPassword=FIRST, NewPassword=SECOND)
    profile = iam.get_login_profile(UserName=user)["LoginProfile"]
    assert profile["PasswordResetRequired"] is False
    with refused("AccessDenied", "The old password was incorrect."):
        signer.change_password(OldPassword=FIRST, NewPassword="Third-password-3")
    signer.change_password(OldPassword=SECOND, NewPassword=FIRST)


def test_wrong_passwords_lock_it_for_the_user_alone(iam, user, signer):
    for _ in range(5):
        with refused("AccessDenied", "The old password was incorrect."):
            signer.change_password(OldPassword="wrong", NewPassword=SECOND)
    with refused("EntityTemporarilyUnmodifiable"):
        signer.change_password(OldPassword=FIRST, NewPassword=SECOND)
    with refused("AccessDenied", like="iam:GetUser"):  # his keys work as before
        signer.get_user()
    other = iam_name("user")
    iam.create_user(UserName=other)
    iam.create_login_profile(UserName=other, Password=FIRST)


def test_a_user_without_a_password_has_none_to_change(iam, user, as_user):
    iam.attach_user_policy(UserName=user, PolicyArn="arn:aws:iam::aws:policy/IAMUserChangePassword")
    with refused("NoSuchEntity", no_profile(user)):
        as_user("iam").change_password(OldPassword=FIRST, NewPassword=SECOND)


def test_changing_it_needs_permission(iam, user, as_user):
    iam.create_login_profile(UserName=user, Password=FIRST)
    with refused("AccessDenied", like=f"iam:ChangePassword on resource: arn:aws:iam::{ACCOUNT}:user/{user} because"):
        as_user("iam").change_password(OldPassword=FIRST, NewPassword=SECOND)


@pytest.mark.parametrize(
    "password, text",
    [
        ("Short-1", "Password should have a minimum length of 8"),
        ("onlylowercaseandnumbers1", "Password does not conform to the account password policy."),
    ],
)
def test_the_default_policy(iam, user, password, text):
    with refused("PasswordPolicyViolation", text):
        iam.create_login_profile(UserName=user, Password=password)


def test_the_users_name_is_no_password(iam):
    name = iam_name("User-1")
    iam.create_user(UserName=name)
    with refused("PasswordPolicyViolation", "Password does not conform to the account password policy."):
        iam.create_login_profile(UserName=name, Password=name)


def test_the_accounts_policy():
    with Server.dev() as server:
        iam = sdk_client(server.url, "iam")
        iam.create_user(UserName="bob")
        iam.update_account_password_policy(
            MinimumPasswordLength=10,
            RequireSymbols=True,
            RequireNumbers=True,
            RequireUppercaseCharacters=True,
            RequireLowercaseCharacters=True,
            PasswordReusePrevention=2,
        )
        for password, text in [
            ("Aa1!", "Password should have a minimum length of 10"),
            ("aaaaaaaa1!", "Password should have at least one uppercase letter"),
            ("AAAAAAAA1!", "Password should have at least one lowercase letter"),
            (
                "AAAAaaaa11",
                "Password should have at least one of the following symbols: ! @ # $ % ^ & * ( ) _ + - = [ ] { } | '",
            ),
            ("AAAAaaaa!!", "Password should have at least one number"),
        ]:
            with refused("PasswordPolicyViolation", text):
                iam.create_login_profile(UserName="bob", Password=password)
        iam.create_login_profile(UserName="bob", Password=FIRST)
        with refused("PasswordPolicyViolation", "Password should not be one of the last 1 passwords"):
            iam.update_login_profile(UserName="bob", Password=FIRST)
        iam.update_login_profile(UserName="bob", Password=SECOND)
        with refused("PasswordPolicyViolation", "Password should not be one of the last 2 passwords"):
            iam.update_login_profile(UserName="bob", Password=FIRST)
        iam.update_login_profile(UserName="bob", Password="Third-password-3")
        iam.update_login_profile(UserName="bob", Password=FIRST)
        for secret in (FIRST, SECOND):
            assert secret not in server.stdout() + server.stderr()


def test_no_message_shows_a_password(loose_iam, user):
    with refused("ValidationError", violation(NOT_NULL, "password")):
        loose_iam.create_login_profile(UserName=user)
    with refused("ValidationError", violation(PATTERN, "password", "***")):
        loose_iam.create_login_profile(UserName=user, Password="\u4e2d\u6587-secret")
    with refused("ValidationError", like=r"at 'oldPassword'.*; .* at 'newPassword'"):
        loose_iam.change_password()
