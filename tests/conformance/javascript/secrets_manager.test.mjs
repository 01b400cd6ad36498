// The AWS SDK for JavaScript, unmodified, against the server at STRONGROOM_ENDPOINT.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  paginateListSecretVersionIds,
  paginateListSecrets,
} from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({
  endpoint: process.env.STRONGROOM_ENDPOINT,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
const send = (Command, input) => client.send(new Command(input));
const uniqueName = () => `javascript/${randomUUID()}`;

async function collect(pages, member) {
  const items = [];
  for await (const page of pages) items.push(...page[member]);
  return items;
}

test('a string is stored, read, replaced and described', async () => {
  const Name = uniqueName();
  const created = await send(CreateSecretCommand, { Name, SecretString: 'first', Description: 'from JavaScript' });
  assert.match(created.ARN, /^arn:aws:secretsmanager:eu-west-1:\d{12}:secret:javascript\/.+-[A-Za-z0-9]{6}$/);
  const read = await send(GetSecretValueCommand, { SecretId: created.ARN });
  assert.equal(read.SecretString, 'first');
  assert.deepEqual(read.VersionStages, ['AWSCURRENT']);
  assert.ok(read.CreatedDate instanceof Date && Math.abs(Date.now() - read.CreatedDate) < 60_000);

  const put = await send(PutSecretValueCommand, { SecretId: Name, SecretString: 'second' });
  assert.equal((await send(GetSecretValueCommand, { SecretId: Name })).SecretString, 'second');
  const described = await send(DescribeSecretCommand, { SecretId: Name });
  assert.equal(described.Description, 'from JavaScript');
  assert.deepEqual(described.VersionIdsToStages, {
    [created.VersionId]: ['AWSPREVIOUS'],
    [put.VersionId]: ['AWSCURRENT'],
  });
});

test('bytes come back as they were', async () => {
  const Name = uniqueName();
  const SecretBinary = Uint8Array.from({ length: 256 }, (_, i) => i);
  await send(CreateSecretCommand, { Name, SecretBinary });
  const read = await send(GetSecretValueCommand, { SecretId: Name });
  assert.deepEqual(Uint8Array.from(read.SecretBinary), SecretBinary);
  assert.equal(read.SecretString, undefined);
});

test('an answer without a body is understood', async () => {
  const Name = uniqueName();
  await send(CreateSecretCommand, { Name });
  await send(TagResourceCommand, { SecretId: Name, Tags: [{ Key: 'team', Value: 'blue' }] });
  assert.deepEqual((await send(DescribeSecretCommand, { SecretId: Name })).Tags, [{ Key: 'team', Value: 'blue' }]);
});

test('the paginators walk all pages', async () => {
  const prefix = uniqueName();
  for (const i of [1, 2, 3, 4, 5]) await send(CreateSecretCommand, { Name: `${prefix}/${i}`, SecretString: 'v' });
  const secrets = await collect(
    paginateListSecrets({ client, pageSize: 2 }, { Filters: [{ Key: 'name', Values: [prefix] }] }),
    'SecretList',
  );
  assert.deepEqual(secrets.map((secret) => secret.Name), [1, 2, 3, 4, 5].map((i) => `${prefix}/${i}`));

  const SecretId = `${prefix}/1`;
  for (const value of ['b', 'c']) await send(PutSecretValueCommand, { SecretId, SecretString: value });
  const versions = await collect(
    paginateListSecretVersionIds({ client, pageSize: 1 }, { SecretId, IncludeDeprecated: true }),
    'Versions',
  );
  assert.equal(versions.length, 3);
});

test('errors arrive as the classes of the SDK', async () => {
  const Name = uniqueName();
  await assert.rejects(send(GetSecretValueCommand, { SecretId: Name }), (error) => {
    assert.ok(error instanceof ResourceNotFoundException);
    assert.equal(error.message, "Secrets Manager can't find the specified secret.");
    assert.equal(error.$metadata.httpStatusCode, 400);
    assert.match(error.$metadata.requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    return true;
  });
  await send(CreateSecretCommand, { Name, SecretString: 'v' });
  await assert.rejects(send(CreateSecretCommand, { Name, SecretString: 'v' }), ResourceExistsException);
  await send(DeleteSecretCommand, { SecretId: Name });
  await assert.rejects(send(GetSecretValueCommand, { SecretId: Name }), InvalidRequestException);
  await send(RestoreSecretCommand, { SecretId: Name });
  assert.equal((await send(GetSecretValueCommand, { SecretId: Name })).SecretString, 'v');
});

test('a wrong secret key is refused', async () => {
  const stranger = new SecretsManagerClient({
    endpoint: process.env.STRONGROOM_ENDPOINT,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'wrong' },
    maxAttempts: 1,
  });
  await assert.rejects(stranger.send(new GetSecretValueCommand({ SecretId: 'any' })), {
    name: 'InvalidSignatureException',
  });
});
