"""LookupEvents and what the CLI and Terraform ask of a trail on the way."""

import datetime
import json

import pytest

from clients import ACCOUNT, REGION, refused, request_id, sdk_client
from server_process import Server


@pytest.fixture(scope="module")
def server():
    with Server.dev() as running:
        yield running


@pytest.fixture
def secrets(server):
    return sdk_client(server.url)


@pytest.fixture
def trail(server):
    return sdk_client(server.url, "cloudtrail")


def found(trail, key=None, value=None, **more):
    attributes = {"LookupAttributes": [{"AttributeKey": key, "AttributeValue": value}]} if key else {}
    return trail.lookup_events(**attributes, **more)["Events"]


def test_a_call_is_found_at_once_by_everything_it_has(secrets, trail):
    created = secrets.create_secret(Name="look/up", SecretString="v")
    (event,) = found(trail, "ResourceName", created["ARN"])
    record = json.loads(event["CloudTrailEvent"])
    assert record["requestID"] == request_id(created) and "chain" not in record
    assert event["EventName"] == "CreateSecret" and event["ReadOnly"] == "false" and event["Username"] == "root"
    assert event["Resources"] == [{"ResourceType": "AWS::SecretsManager::Secret", "ResourceName": created["ARN"]}]
    assert abs((event["EventTime"] - datetime.datetime.now(datetime.UTC)).total_seconds()) < 60
    assert [e["EventId"] for e in found(trail, "ResourceName", "look/up")] == [event["EventId"]]
    assert [e["EventId"] for e in found(trail, "EventId", event["EventId"])] == [event["EventId"]]
    for key, value in [
        ("EventName", "CreateSecret"),
        ("ReadOnly", "false"),
        ("Username", "root"),
        ("ResourceType", "AWS::SecretsManager::Secret"),
        ("EventSource", "secretsmanager.amazonaws.com"),
        ("AccessKeyId", event["AccessKeyId"]),
    ]:
        assert event["EventId"] in [e["EventId"] for e in found(trail, key, value)], key
        assert not found(trail, key, value + "x"), key


def test_pages_hold_each_event_once_newest_first(secrets, trail):
    ids = [request_id(secrets.describe_secret(SecretId="look/up")) for _ in range(7)]
    pages = trail.get_paginator("lookup_events").paginate(
        LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "DescribeSecret"}],
        PaginationConfig={"PageSize": 2},
    )
    seen = [json.loads(event["CloudTrailEvent"])["requestID"] for page in pages for event in page["Events"]]
    assert seen[:7] == ids[::-1]


def test_a_marker_belongs_to_its_question(trail):
    token = trail.lookup_events(MaxResults=1)["NextToken"]
    assert trail.lookup_events(MaxResults=1, NextToken=token)["Events"]
    for other in (
        {"LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": "x"}], "NextToken": token},
        {"NextToken": token[:-4] + "AAAA"},
    ):
        with refused("InvalidNextTokenException"):
            trail.lookup_events(**other)


def test_times_accounts_and_regions(server, secrets, trail):
    secrets.create_secret(Name="times")
    now = datetime.datetime.now(datetime.UTC)
    assert not trail.lookup_events(StartTime=now + datetime.timedelta(hours=1))["Events"]
    assert not trail.lookup_events(EndTime=now - datetime.timedelta(hours=1))["Events"]
    assert trail.lookup_events(StartTime=now - datetime.timedelta(minutes=1))["Events"]
    elsewhere = sdk_client(server.url, "cloudtrail", region="ap-south-1")
    assert {json.loads(e["CloudTrailEvent"])["awsRegion"] for e in elsewhere.lookup_events()["Events"]} <= {"ap-south-1"}
    sdk_client(server.url, "iam").create_user(UserName="looked-up")
    assert found(sdk_client(server.url, "cloudtrail", region="us-east-1"), "EventName", "CreateUser")


def test_what_is_refused(server):
    trail = sdk_client(server.url, "cloudtrail", validate=False)
    attribute = {"AttributeKey": "EventName", "AttributeValue": "x"}
    with refused("InvalidLookupAttributesException"):
        trail.lookup_events(LookupAttributes=[attribute, attribute])
    with refused("InvalidMaxResultsException"):
        trail.lookup_events(MaxResults=51)
    with refused("InvalidTimeRangeException"):
        trail.lookup_events(StartTime=2, EndTime=1)
    with refused("InvalidEventCategoryException"):
        trail.lookup_events(EventCategory="management")
    assert trail.lookup_events(EventCategory="insight")["Events"] == []


def test_lookups_are_recorded_and_need_permission(server, trail):
    asked = trail.lookup_events(MaxResults=1)
    (event,) = found(trail, "EventName", "LookupEvents", MaxResults=1)
    assert json.loads(event["CloudTrailEvent"])["requestID"] == request_id(asked)
    iam = sdk_client(server.url, "iam")
    iam.create_user(UserName="nobody")
    key = iam.create_access_key(UserName="nobody")["AccessKey"]
    with refused("AccessDeniedException"):
        sdk_client(server.url, "cloudtrail", key=key["AccessKeyId"], secret=key["SecretAccessKey"]).lookup_events()


def test_the_one_trail_tells_the_truth_and_cannot_be_stopped(trail):
    (described,) = trail.describe_trails()["trailList"]
    arn = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/strongroom"
    assert described["TrailARN"] == arn and described["IsMultiRegionTrail"] and described["LogFileValidationEnabled"]
    assert trail.list_trails()["Trails"] == [{"TrailARN": arn, "Name": "strongroom", "HomeRegion": REGION}]
    assert trail.get_trail(Name=arn)["Trail"] == described
    assert trail.get_trail_status(Name="strongroom")["IsLogging"] is True
    assert trail.get_event_selectors(TrailName="strongroom")["EventSelectors"][0]["ReadWriteType"] == "All"
    assert trail.describe_trails(trailNameList=["other"])["trailList"] == []
    with refused("TrailNotFoundException"):
        trail.get_trail_status(Name="other")
    for refused_call in (trail.stop_logging, trail.delete_trail, trail.start_logging):
        with refused("UnsupportedOperationException"):
            refused_call(Name="strongroom")
