"""Makes what the benchmark of policies asks with: a user with ten attached policies, of which the last allows to read
secrets, and a resource policy on each secret. Prints the user's access key as JSON.

    identities.py PORT SECRETS     the user
    identities.py PORT users N     N users with two attached policies each, in the account of the
                                   access key in the environment; without one root's
"""

import concurrent.futures
import json
import os
import sys

import boto3

ENDPOINT = f"http://127.0.0.1:{sys.argv[1]}"
OPTIONS = {
    "endpoint_url": ENDPOINT,
    "region_name": "eu-west-1",
    "aws_access_key_id": os.environ.get("AWS_ACCESS_KEY_ID", "test"),
    "aws_secret_access_key": os.environ.get("AWS_SECRET_ACCESS_KEY", "test"),
}
iam = boto3.client("iam", **OPTIONS)


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def policy(name, *statements):
    return iam.create_policy(PolicyName=name, PolicyDocument=document(*statements))["Policy"]["Arn"]


def other_team(number):
    """What people write: a team's own prefix, under conditions."""
    return {
        "Sid": f"Team{number}",
        "Effect": "Allow",
        "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        "Resource": f"arn:aws:secretsmanager:*:*:secret:team-{number}/*",
        "Condition": {"StringEquals": {"aws:ResourceTag/team": f"team-{number}"}},
    }


def user_with_policies(secrets):
    iam.create_user(UserName="reader")
    for number in range(9):
        deny = {"Effect": "Deny", "Action": "secretsmanager:Delete*", "Resource": "*"}
        arn = policy(f"team-{number}", other_team(number), deny, {"Effect": "Allow", "Action": "kms:*", "Resource": "*"})
        iam.attach_user_policy(UserName="reader", PolicyArn=arn)
    read = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:*:*:secret:bench/*"}
    iam.attach_user_policy(UserName="reader", PolicyArn=policy("bench", read))
    guard = {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*",
             "Condition": {"NotIpAddress": {"aws:SourceIp": ["127.0.0.0/8", "10.0.0.0/8"]}}}
    client = boto3.client("secretsmanager", **OPTIONS)

    def protect(number):
        client.put_resource_policy(SecretId=f"bench/secret-{number:08}", ResourcePolicy=document(guard))

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(protect, range(secrets)))
    key = iam.create_access_key(UserName="reader")["AccessKey"]
    print(json.dumps({"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}))


def many_users(count):
    arns = [policy(f"shared-{number}", other_team(number)) for number in range(2)]

    def make(number):
        iam.create_user(UserName=f"user-{number}")
        for arn in arns:
            iam.attach_user_policy(UserName=f"user-{number}", PolicyArn=arn)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(make, range(count)))


if sys.argv[2] == "users":
    many_users(int(sys.argv[3]))
else:
    user_with_policies(int(sys.argv[2]))
