"""The AWS CLI's own `cloudtrail validate-logs`, over an exported folder instead of a bucket of S3."""

import argparse
import base64
import io

from awscli.customizations.cloudtrail.validation import CloudTrailValidateLogs
from botocore.exceptions import ClientError


class FolderBucket:
    """What the validation asks of S3, answered from a folder."""

    def __init__(self, folder):
        self.folder = folder

    def get_client(self, _bucket):
        return self

    def get_paginator(self, operation):
        assert operation == "list_objects"
        return self

    def paginate(self, Bucket, Marker, Prefix):
        objects = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*.json.gz"))
        self.keys = sorted(key for key in objects if key.startswith(Prefix) and key > Marker)
        return self

    def search(self, _expression):
        return self.keys

    def get_object(self, Bucket, Key):
        path = self.folder / Key
        if not path.exists():
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": Key}}, "GetObject")
        side = path.with_name(path.name + ".sig")
        metadata = {}
        if side.exists():
            metadata = {"signature": side.read_text().strip(), "signature-algorithm": "SHA256withRSA"}
        return {"Body": io.BytesIO(path.read_bytes()), "Metadata": metadata}


class CliClient:
    """Gives blobs as the AWS CLI reads them: in base64, where boto3 decodes them."""

    def __init__(self, client):
        self.client = client

    def list_public_keys(self, **request):
        keys = self.client.list_public_keys(**request)["PublicKeyList"]
        return {"PublicKeyList": [{**key, "Value": base64.b64encode(key["Value"])} for key in keys]}


class FolderValidation(CloudTrailValidateLogs):
    def __init__(self, folder, cloudtrail, region):
        super().__init__(session=None)
        self.s3_client_provider = FolderBucket(folder)
        self.cloudtrail_client = CliClient(cloudtrail)
        self.organization_client = None
        self._source_region = region

    def setup_services(self, _globals):
        pass


def validate(folder, cloudtrail, trail_arn, region, start, end):
    """Its exit code; it prints what it found."""
    arguments = argparse.Namespace(
        trail_arn=trail_arn,
        verbose=True,
        s3_bucket="strongroom",
        s3_prefix=None,
        account_id=None,
        start_time=start,
        end_time=end,
    )
    return FolderValidation(folder, cloudtrail, region)._run_main(arguments, argparse.Namespace(region=region))
