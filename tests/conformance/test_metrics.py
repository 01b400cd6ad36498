import pytest
from prometheus_client.parser import text_string_to_metric_families

from clients import refused, unique_name
from raw_http import get


@pytest.fixture
def scrape(server):
    def read():
        answer = get(server.url, "/metrics")
        assert answer.status == 200 and answer.headers["content-type"].startswith("text/plain")
        return list(text_string_to_metric_families(answer.body.decode()))

    return read


def requests_of(families, service, operation):
    """Counts of requests by outcome."""
    return {
        sample.labels["outcome"]: sample.value
        for family in families
        if family.type == "counter"
        for sample in family.samples
        if sample.labels.get("service") == service and sample.labels.get("operation") == operation
        and "outcome" in sample.labels
    }


def test_requests_are_counted_by_operation_and_outcome(scrape, client, secret):
    before = requests_of(scrape(), "secretsmanager", "DescribeSecret")
    for _ in range(3):
        client.describe_secret(SecretId=secret["Name"])
    with refused("ResourceNotFoundException"):
        client.describe_secret(SecretId=unique_name())
    after = requests_of(scrape(), "secretsmanager", "DescribeSecret")
    growth = sorted(after[outcome] - before.get(outcome, 0) for outcome in after)
    assert [n for n in growth if n] == [1, 3], after


def test_calls_of_kms_are_counted_by_name_and_of_iam_together(scrape, kms, iam):
    before = scrape()
    kms.generate_random(NumberOfBytes=8)
    iam.list_users()
    after = scrape()
    for service, operation in [("kms", "GenerateRandom"), ("iam", "other")]:
        assert requests_of(after, service, operation)["ok"] == requests_of(before, service, operation)["ok"] + 1


def test_what_an_operator_watches_is_there(scrape):
    watched = {"requests", "request_duration_seconds", "store_commits", "store_groups", "store_bytes", "secrets"}
    watched |= {"value_cache_hits", "value_cache_misses", "audit_records", "audit_failures", "http_connections"}
    watched |= {"failed_signatures"}
    assert {f"strongroom_{name}" for name in watched} <= {family.name for family in scrape()}


def test_there_are_latency_histograms_that_add_up(scrape, client):
    client.list_secrets()
    histograms = [family for family in scrape() if family.type == "histogram"]
    assert histograms
    for family in histograms:
        counts = {}
        for sample in family.samples:
            if sample.name.endswith("_bucket"):
                key = tuple(sorted((k, v) for k, v in sample.labels.items() if k != "le"))
                counts.setdefault(key, []).append(sample.value)
        assert all(values == sorted(values) for values in counts.values()), family.name


def test_no_two_series_are_the_same(scrape, secret):
    series = [(s.name, tuple(sorted(s.labels.items()))) for family in scrape() for s in family.samples]
    assert len(series) == len(set(series)) and len(series) > 10


def test_families_have_help_and_a_type(scrape):
    for family in scrape():
        assert family.documentation and family.type in ("counter", "gauge", "histogram"), family.name


def test_names_of_secrets_are_no_labels(server, client, secret):
    client.get_secret_value(SecretId=secret["Name"])
    assert secret["Name"].encode() not in get(server.url, "/metrics").body
