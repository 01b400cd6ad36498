"""Every operation of IAM and STS as the AWS CLI calls it: an account's life from its first user to its last. The CLI runs in
this process, since a hundred of its starts take minutes."""

import fnmatch
import os

import pytest
from awscli.clidriver import create_clidriver
from botocore import xform_name
from botocore.exceptions import ClientError

from clients import ACCOUNT, REGION, sdk_client
from iam_documents import READ_ONLY, arn_of, policy_text, statement, trust
from server_process import Server

# What stands for a value in the commands below.
VALUES = {
    "ACCOUNT": ACCOUNT,
    "POLICY": arn_of("policy", "reading"),
    "PROVIDER": arn_of("oidc-provider", "idp.example.com"),
    "READ_ONLY": READ_ONLY,
    "ROLE": arn_of("role", "app"),
    "USER": arn_of("user", "alice"),
    "READING": policy_text(),
    "LISTING": policy_text(statement("secretsmanager:ListSecrets")),
    "TRUST": trust(),
    "PRINT": "0" * 40,
}

# Each command without `aws`, and what it prints of its answer as text; `!Code`: it is refused.
COMMANDS = """
iam create-user --user-name alice --tags Key=team,Value=blue --query User.Arn > USER
iam get-user --user-name alice --query User.UserName > alice
iam list-users --query Users[].UserName > alice
iam tag-user --user-name alice --tags Key=cost,Value=x
iam list-user-tags --user-name alice --query Tags[].Key > cost team
iam untag-user --user-name alice --tag-keys cost
iam create-login-profile --user-name alice --password Long-enough-1 --query LoginProfile.UserName > alice
iam get-login-profile --user-name alice --query LoginProfile.PasswordResetRequired > False
iam update-login-profile --user-name alice --password-reset-required
iam change-password --old-password a --new-password Long-enough-2 > !InvalidUserType
iam delete-login-profile --user-name alice
iam create-access-key --user-name alice --query AccessKey.AccessKeyId > KEY
iam list-access-keys --user-name alice --query AccessKeyMetadata[].Status > Active
iam update-access-key --user-name alice --access-key-id KEY --status Inactive
iam get-access-key-last-used --access-key-id KEY --query AccessKeyLastUsed.ServiceName > N/A
sts get-access-key-info --access-key-id KEY --query Account > ACCOUNT
iam delete-access-key --user-name alice --access-key-id KEY
iam list-mfa-devices --user-name alice --query MFADevices
iam list-virtual-mfa-devices --query VirtualMFADevices
iam list-signing-certificates --user-name alice --query Certificates
iam list-ssh-public-keys --user-name alice --query SSHPublicKeys
iam list-service-specific-credentials --user-name alice --query ServiceSpecificCredentials
iam create-group --group-name team --query Group.GroupName > team
iam add-user-to-group --group-name team --user-name alice
iam get-group --group-name team --query Users[].UserName > alice
iam list-groups --query Groups[].GroupName > team
iam list-groups-for-user --user-name alice --query Groups[].GroupName > team
iam create-policy --policy-name reading --policy-document READING --query Policy.Arn > POLICY
iam get-policy --policy-arn POLICY --query Policy.DefaultVersionId > v1
iam list-policies --scope Local --query Policies[].PolicyName > reading
iam tag-policy --policy-arn POLICY --tags Key=a,Value=b
iam list-policy-tags --policy-arn POLICY --query Tags[].Value > b
iam untag-policy --policy-arn POLICY --tag-keys a
iam create-policy-version --policy-arn POLICY --policy-document LISTING --query PolicyVersion.VersionId > v2
iam get-policy-version --policy-arn POLICY --version-id v2 --query PolicyVersion.IsDefaultVersion > False
iam set-default-policy-version --policy-arn POLICY --version-id v2
iam list-policy-versions --policy-arn POLICY --query Versions[?IsDefaultVersion].VersionId > v2
iam delete-policy-version --policy-arn POLICY --version-id v1
iam create-role --role-name app --assume-role-policy-document TRUST --query Role.Arn > ROLE
iam get-role --role-name app --query Role.AssumeRolePolicyDocument.Statement[].Action > sts:AssumeRole
iam list-roles --query Roles[].RoleName > app
iam update-role --role-name app --max-session-duration 7200
iam update-role-description --role-name app --description reads --query Role.Description > reads
iam update-assume-role-policy --role-name app --policy-document TRUST
iam tag-role --role-name app --tags Key=a,Value=b
iam list-role-tags --role-name app --query Tags[].Key > a
iam untag-role --role-name app --tag-keys a
iam list-instance-profiles-for-role --role-name app --query InstanceProfiles
iam create-service-linked-role --aws-service-name rds.amazonaws.com > !InvalidInput
iam attach-user-policy --user-name alice --policy-arn POLICY
iam attach-group-policy --group-name team --policy-arn POLICY
iam attach-role-policy --role-name app --policy-arn POLICY
iam list-attached-user-policies --user-name alice --query AttachedPolicies[].PolicyName > reading
iam list-attached-group-policies --group-name team --query AttachedPolicies[].PolicyName > reading
iam list-attached-role-policies --role-name app --query AttachedPolicies[].PolicyName > reading
iam list-entities-for-policy --policy-arn POLICY --query PolicyRoles[].RoleName > app
iam put-user-policy --user-name alice --policy-name own --policy-document READING
iam put-group-policy --group-name team --policy-name own --policy-document READING
iam put-role-policy --role-name app --policy-name own --policy-document READING
iam get-user-policy --user-name alice --policy-name own --query PolicyDocument.Version > 2012-10-17
iam get-group-policy --group-name team --policy-name own --query PolicyDocument.Version > 2012-10-17
iam get-role-policy --role-name app --policy-name own --query PolicyDocument.Version > 2012-10-17
iam list-user-policies --user-name alice --query PolicyNames > own
iam list-group-policies --group-name team --query PolicyNames > own
iam list-role-policies --role-name app --query PolicyNames > own
iam put-user-permissions-boundary --user-name alice --permissions-boundary READ_ONLY
iam put-role-permissions-boundary --role-name app --permissions-boundary READ_ONLY
iam simulate-principal-policy --policy-source-arn USER --action-names iam:ListUsers --query EvaluationResults[].EvalDecision > implicitDeny
iam simulate-custom-policy --policy-input-list READING --action-names iam:ListUsers --query EvaluationResults[].EvalDecision > implicitDeny
iam get-context-keys-for-principal-policy --policy-source-arn USER --query ContextKeyNames
iam get-context-keys-for-custom-policy --policy-input-list READING --query ContextKeyNames
iam get-account-authorization-details --filter Role --query RoleDetailList[].RoleName > app
iam get-account-summary --query SummaryMap.Users > 1
iam generate-credential-report --query State > COMPLETE
iam get-credential-report --query ReportFormat > text/csv
iam create-account-alias --account-alias ours
iam list-account-aliases --query AccountAliases > ours
iam delete-account-alias --account-alias ours
iam update-account-password-policy --minimum-password-length 12
iam get-account-password-policy --query PasswordPolicy.MinimumPasswordLength > 12
iam delete-account-password-policy
iam create-open-id-connect-provider --url https://idp.example.com --client-id-list one --query OpenIDConnectProviderArn > PROVIDER
iam list-open-id-connect-providers --query OpenIDConnectProviderList[].Arn > PROVIDER
iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn PROVIDER --client-id two
iam remove-client-id-from-open-id-connect-provider --open-id-connect-provider-arn PROVIDER --client-id one
iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn PROVIDER --thumbprint-list PRINT
iam get-open-id-connect-provider --open-id-connect-provider-arn PROVIDER --query ClientIDList > two
iam tag-open-id-connect-provider --open-id-connect-provider-arn PROVIDER --tags Key=a,Value=b
iam list-open-id-connect-provider-tags --open-id-connect-provider-arn PROVIDER --query Tags[].Key > a
iam untag-open-id-connect-provider --open-id-connect-provider-arn PROVIDER --tag-keys a
sts get-caller-identity --query Account > ACCOUNT
sts assume-role --role-arn ROLE --role-session-name it --query AssumedRoleUser.AssumedRoleId --duration-seconds 7200 > AROA*:it
sts assume-role-with-web-identity --role-arn ROLE --role-session-name it --web-identity-token none > !InvalidIdentityToken
sts get-session-token --query Credentials.AccessKeyId > ASIA*
sts get-federation-token --name bob --query FederatedUser.FederatedUserId > ACCOUNT:bob
sts decode-authorization-message --encoded-message abc > !InvalidAuthorizationMessageException
iam delete-open-id-connect-provider --open-id-connect-provider-arn PROVIDER
iam delete-user-permissions-boundary --user-name alice
iam delete-role-permissions-boundary --role-name app
iam delete-user-policy --user-name alice --policy-name own
iam delete-group-policy --group-name team --policy-name own
iam delete-role-policy --role-name app --policy-name own
iam detach-user-policy --user-name alice --policy-arn POLICY
iam detach-group-policy --group-name team --policy-arn POLICY
iam detach-role-policy --role-name app --policy-arn POLICY
iam delete-policy --policy-arn POLICY
iam delete-role --role-name app
iam remove-user-from-group --group-name team --user-name alice
iam update-group --group-name team --new-group-name others
iam delete-group --group-name others
iam update-user --user-name alice --new-user-name bob
iam delete-user --user-name bob
""".strip().splitlines()


@pytest.fixture
def aws(server, tmp_path, monkeypatch, capsys):
    """Runs a command: what it printed as text, or the code of its refusal."""
    own = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}
    for name in [name for name in os.environ if name.startswith("AWS_") and name != "AWS_DATA_PATH"]:
        monkeypatch.delenv(name)
    for name, value in {**own, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    driver = create_clidriver()

    def run(words):
        code = driver.main(["--endpoint-url", server.url, "--output", "text", *words])
        printed = capsys.readouterr()
        if code == 0:
            return " ".join(sorted(printed.out.split()))
        return "!" + printed.err.partition("An error occurred (")[2].partition(")")[0]

    return run


@pytest.fixture(scope="module")
def server():
    """One of its own, with an account that is empty but for what the commands make."""
    with Server.dev() as running:
        yield running
        assert running.stop() == 0


def is_there(client, operation):
    """Nobody may do anything, and who may not learns what there is."""
    try:
        getattr(client, xform_name(operation))()
    except ClientError as error:
        return error.response["Error"]["Code"] not in ("InvalidAction", "MissingAuthenticationToken")
    return True


def test_every_operation_works_in_the_cli(server, aws):
    values = dict(VALUES)
    for line in COMMANDS:
        command, _, expected = line.partition(" > ")
        printed = aws([values.get(word, word) for word in command.split()])
        if expected == "KEY":
            values["KEY"] = printed
            expected = "AKIA*"
        for name in ("ACCOUNT", "POLICY", "PROVIDER", "ROLE", "USER"):
            expected = expected.replace(name, VALUES[name])
        assert fnmatch.fnmatchcase(printed, expected), line


@pytest.mark.parametrize("service", ["iam", "sts"])
def test_every_operation_that_is_there_is_among_the_commands(server, service):
    admin = sdk_client(server.url, "iam")
    admin.create_user(UserName=service)
    key = admin.create_access_key(UserName=service)["AccessKey"]
    nobody = sdk_client(
        server.url, service, key=key["AccessKeyId"], secret=key["SecretAccessKey"], validate=False
    )
    names = {xform_name(name, "-"): name for name in nobody.meta.service_model.operation_names}
    tried = {line.split()[1] for line in COMMANDS if line.startswith(service)}
    assert {cli for cli, name in names.items() if is_there(nobody, name)} == tried
