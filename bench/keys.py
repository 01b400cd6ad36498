"""Makes what the benchmark of keys asks with.

    keys.py PORT keys FOLDER    a key, and a file for each of the calls to KMS; prints the calls as JSON
    keys.py PORT reader         a user who may read all secrets, and a customer key that its policy leaves to IAM
                                and that the user may decrypt with by a grant; prints key and access key as JSON
"""

import base64
import json
import sys
from pathlib import Path

import boto3

OPTIONS = {
    "endpoint_url": f"http://127.0.0.1:{sys.argv[1]}",
    "region_name": "eu-west-1",
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
}
kms = boto3.client("kms", **OPTIONS)


def calls(folder):
    key = kms.create_key()["KeyMetadata"]["Arn"]
    plain = bytes(range(256)) * 4
    blob = kms.encrypt(KeyId=key, Plaintext=plain)["CiphertextBlob"]
    text = base64.b64encode(plain).decode()
    bodies = {
        "Encrypt": ("1 KB", {"KeyId": key, "Plaintext": text}, key),
        "Decrypt": ("1 KB", {"CiphertextBlob": base64.b64encode(blob).decode()}, text),
        "GenerateDataKey": ("AES_256", {"KeyId": key, "KeySpec": "AES_256"}, key),
    }
    for operation, (what, body, expected) in bodies.items():
        file = folder / f"{operation}.json"
        file.write_text(json.dumps(body))
        yield {"what": what, "target": f"TrentService.{operation}", "body": str(file), "expected": expected}


def reader():
    iam = boto3.client("iam", **OPTIONS)
    user = iam.create_user(UserName="reader")["User"]["Arn"]
    read = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": read})
    iam.put_user_policy(UserName="reader", PolicyName="read", PolicyDocument=document)
    key = kms.create_key()["KeyMetadata"]["Arn"]
    kms.create_grant(KeyId=key, GranteePrincipal=user, Operations=["Decrypt"])
    made = iam.create_access_key(UserName="reader")["AccessKey"]
    signs = {"AWS_ACCESS_KEY_ID": made["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": made["SecretAccessKey"]}
    return {"kms_key": key, "user": signs}


if sys.argv[2] == "keys":
    print(json.dumps(list(calls(Path(sys.argv[3])))))
else:
    print(json.dumps(reader()))
