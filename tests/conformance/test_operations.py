"""The server's operations against the list in botocore's service model."""

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from clients import SESSION, iam_name, refused, sdk_client
from iam_documents import trust
from raw_http import call, send, signed_headers

OPERATIONS = SESSION.client("secretsmanager", region_name="eu-west-1").meta.service_model.operation_names

# In newer models than the API version that Strongroom follows; docs/compatibility.md names them.
NOT_IMPLEMENTED = {"AssociateCrossAccountReplica", "DisassociateCrossAccountReplica", "ListResourcePolicies"}


def test_the_number_of_operations():
    assert len(set(OPERATIONS) - NOT_IMPLEMENTED) == 23


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - NOT_IMPLEMENTED))
def test_the_operation_is_there(server, operation):
    answer = call(server.url, operation, {})
    assert answer.status == 200 or answer.code != "UnknownOperationException"


@pytest.mark.parametrize("operation", sorted(NOT_IMPLEMENTED & set(OPERATIONS)))
def test_an_operation_that_is_not_there_says_so(server, operation):
    answer = call(server.url, operation, {})
    assert (answer.status, answer.code) == (400, "UnknownOperationException")


KMS_OPERATIONS = set(SESSION.client("kms", region_name="eu-west-1").meta.service_model.operation_names)
# docs/compatibility-kms.md
NOT_IN_KMS = {
    "ConnectCustomKeyStore", "CreateCustomKeyStore", "Decapsulate", "DeleteCustomKeyStore",
    "DescribeCustomKeyStores", "DisconnectCustomKeyStore", "Encapsulate", "UpdateCustomKeyStore",
}


@pytest.mark.parametrize("operation", sorted(KMS_OPERATIONS))
def test_the_operation_of_kms_is_there_or_says_that_it_is_not(server, operation):
    body = b"{}"
    answer = send(server.url, body, signed_headers(server.url, body, f"TrentService.{operation}", service="kms"))
    unknown = answer.status != 200 and answer.code == "UnknownOperationException"
    assert unknown == (operation in NOT_IN_KMS)


ELSEWHERE = {
    "ssm": "describe_parameters",
}


@pytest.mark.parametrize("service, operation", ELSEWHERE.items(), ids=ELSEWHERE)
def test_services_that_are_not_there_answer_with_an_error_of_theirs(server, service, operation):
    client = sdk_client(server.url, service=service)
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)()
    response = caught.value.response
    assert 400 <= response["ResponseMetadata"]["HTTPStatusCode"] < 500
    assert response["Error"]["Code"].isalpha(), "the SDK found no error code"


# docs/compatibility-iam.md says that there are none of these.
@pytest.mark.parametrize(
    "operation",
    ["CreateVirtualMFADevice", "EnableMFADevice", "CreateInstanceProfile", "ListInstanceProfiles", "CreateSAMLProvider"],
)
def test_operations_of_iam_that_are_not_there_say_so(loose_iam, operation):
    with refused("InvalidAction", f"Could not find operation {operation} for version 2010-05-08"):
        getattr(loose_iam, xform_name(operation))()


def test_what_is_not_there_is_listed_as_empty(iam, user):
    assert iam.list_mfa_devices(UserName=user)["MFADevices"] == []
    assert iam.list_virtual_mfa_devices()["VirtualMFADevices"] == []
    role = iam_name("role")
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust())
    assert iam.list_instance_profiles_for_role(RoleName=role)["InstanceProfiles"] == []
