"""RotateSecret and CancelRotateSecret: checks of their input. No function can be invoked yet."""

import re

import pytest

from clients import (
    ACCOUNT,
    MARKED_FOR_DELETION,
    NO_TOKEN,
    NOT_FOUND,
    NOT_NULL,
    REGION,
    refused,
    violation,
)
from raw_http import call

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:rotate"
CANNOT_INVOKE = (
    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to "
    "the principal secretsmanager.amazonaws.com."
)
INVALID_FUNCTION = (
    rf"^Invalid rotation Lambda ARN\. Ensure the ARN matches format arn:aws:lambda:{REGION}:[^:]+:"
    r"function:<functionName>\.$"
)


def described(client, secret):
    answer = client.describe_secret(SecretId=secret["Name"])
    answer.pop("ResponseMetadata")
    return answer


def test_no_function_can_be_invoked_and_nothing_is_stored(client, secret):
    before = described(client, secret)
    for more in ({}, {"RotationRules": {"AutomaticallyAfterDays": 30}}, {"RotateImmediately": False}):
        with refused("AccessDeniedException", CANNOT_INVOKE):
            client.rotate_secret(SecretId=secret["Name"], RotationLambdaARN=FUNCTION, **more)
    assert described(client, secret) == before


def test_a_secret_without_function_is_refused(client, secret):
    with refused("InvalidRequestException", "No Lambda rotation function ARN is associated with this secret."):
        client.rotate_secret(SecretId=secret["Name"])


@pytest.mark.parametrize(
    "arn",
    [
        "rotate",
        f"arn:aws:iam::{ACCOUNT}:role/rotate",
        f"arn:aws:lambda:us-east-2:{ACCOUNT}:function:rotate",
        f"arn:aws:lambda:{REGION}:{ACCOUNT}:layer:rotate",
    ],
)
def test_what_is_no_function_of_this_region_is_refused(client, secret, arn):
    with refused("InvalidParameterException", like=INVALID_FUNCTION):
        client.rotate_secret(SecretId=secret["Name"], RotationLambdaARN=arn)


BAD_RULES = [
    (
        {"AutomaticallyAfterDays": 30, "ScheduleExpression": "rate(10 days)"},
        "You cannot specify both rotation frequency and schedule expression together.",
    ),
    ({"ScheduleExpression": "every day"}, "Invalid schedule expression."),
    ({"ScheduleExpression": "rate(10 weeks)"}, "Invalid schedule expression."),
    ({"ScheduleExpression": "cron(5 8 1 * ? *)"}, "Invalid schedule expression."),
    ({"ScheduleExpression": "cron(0 8 1 * 2 *)"}, "Invalid schedule expression."),
    ({"ScheduleExpression": "rate(3 hours)"}, "Rate in hour should be least 4 and less than 24."),
    ({"ScheduleExpression": "rate(24 hours)"}, "Rate in hour should be least 4 and less than 24."),
    ({"ScheduleExpression": "rate(0 days)"}, "Rate in day should be greater than 0 and less than 1000."),
    ({"ScheduleExpression": "rate(1000 days)"}, "Rate in day should be greater than 0 and less than 1000."),
    ({"ScheduleExpression": "rate(10 days)", "Duration": "0h"}, "Duration must be at least 1 hour, at most 24 hour."),
    ({"ScheduleExpression": "rate(10 days)", "Duration": "25h"}, "Duration must be at least 1 hour, at most 24 hour."),
    ({"ScheduleExpression": "rate(4 hours)", "Duration": "5h"}, "Duration cannot be greater than Rate in hour."),
    (
        {"ScheduleExpression": "cron(0 22 * * ? *)", "Duration": "3h"},
        "Starting hour and duration must be within a day.",
    ),
]


@pytest.mark.parametrize("rules, text", BAD_RULES, ids=str)
def test_bad_rules_are_refused(client, secret, rules, text):
    with refused("InvalidParameterException", text):
        client.rotate_secret(SecretId=secret["Name"], RotationLambdaARN=FUNCTION, RotationRules=rules)


@pytest.mark.parametrize(
    "rules",
    [
        {"AutomaticallyAfterDays": 1000},
        {"ScheduleExpression": "rate(4 hours)", "Duration": "4h"},
        {"ScheduleExpression": "rate(1 day)"},
        {"ScheduleExpression": "cron(0 8 1 * ? *)"},
        {"ScheduleExpression": "cron(0 4/12 ? * MON-FRI *)", "Duration": "2h"},
        {"ScheduleExpression": "cron(0 0 L JAN,JUL ? *)"},
        {"ScheduleExpression": "cron(0 20 ? 1/3 SAT#1 *)", "Duration": "4h"},
    ],
    ids=str,
)
def test_good_rules_come_as_far_as_the_function(client, secret, rules):
    with refused("AccessDeniedException", CANNOT_INVOKE):
        client.rotate_secret(SecretId=secret["Name"], RotationLambdaARN=FUNCTION, RotationRules=rules)


def test_an_unfinished_rotation_is_refused(client, secret):
    client.put_secret_value(SecretId=secret["Name"], SecretString="2", VersionStages=["AWSPENDING"])
    text = "A previous rotation isn't complete. That rotation will be reattempted."
    with refused("InvalidRequestException", text):
        client.rotate_secret(SecretId=secret["Name"], RotationLambdaARN=FUNCTION)


def test_a_missing_token_is_refused_before_the_secret_is_looked_up(server, name):
    answer = call(server.url, "RotateSecret", {"SecretId": name})
    assert (answer.code, answer.message) == ("InvalidParameterException", NO_TOKEN)


@pytest.mark.parametrize(
    "rules, path",
    [
        ({"AutomaticallyAfterDays": 0}, "rotationRules.automaticallyAfterDays"),
        ({"AutomaticallyAfterDays": 1001}, "rotationRules.automaticallyAfterDays"),
        ({"Duration": "100h"}, "rotationRules.duration"),
        ({"Duration": "3d"}, "rotationRules.duration"),
        ({"ScheduleExpression": "rate!"}, "rotationRules.scheduleExpression"),
        ({"ScheduleExpression": ""}, "rotationRules.scheduleExpression"),
    ],
)
def test_constraints_of_rules(loose, secret, rules, path):
    with refused("ValidationException", like=rf"^1 validation error detected: Value .* at '{re.escape(path)}' "):
        loose.rotate_secret(SecretId=secret["Name"], RotationLambdaARN=FUNCTION, RotationRules=rules)


@pytest.mark.parametrize("operation", ["rotate_secret", "cancel_rotate_secret"])
def test_unknown_and_scheduled_secrets_are_refused(client, loose, scheduled, name, operation):
    with refused("ValidationException", violation(NOT_NULL, "secretId")):
        getattr(loose, operation)()
    with refused("ResourceNotFoundException", NOT_FOUND):
        getattr(client, operation)(SecretId=name + "/unknown")
    with refused("InvalidRequestException", MARKED_FOR_DELETION):
        getattr(client, operation)(SecretId=scheduled["Name"])


def test_cancelling_what_never_was_succeeds(client, secret):
    cancelled = client.cancel_rotate_secret(SecretId=secret["Name"])
    assert set(cancelled) - {"ResponseMetadata"} == {"ARN", "Name"}
