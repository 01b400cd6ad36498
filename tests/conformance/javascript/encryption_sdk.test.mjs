// The AWS Encryption SDK for JavaScript, unmodified, with our KMS behind it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { CommitmentPolicy, KMS, KmsKeyringNode, buildClient, getClient } from '@aws-crypto/client-node';

const options = {
  endpoint: process.env.STRONGROOM_ENDPOINT,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
};
const kms = new KMS({ ...options, region: 'eu-west-1' });
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const newKey = async () => (await kms.createKey({})).KeyMetadata.Arn;
const keyring = (generatorKeyId, keyIds) =>
  new KmsKeyringNode({ clientProvider: getClient(KMS, options), generatorKeyId, keyIds });

test('a file is encrypted under two keys, and either decrypts it', async () => {
  const [first, second] = [await newKey(), await newKey()];
  const file = randomBytes(100_000);
  const encryptionContext = { purpose: 'test', origin: 'eu-west-1' };
  const { result } = await encrypt(keyring(first, [second]), file, { encryptionContext });
  for (const key of [first, second]) {
    const { plaintext, messageHeader } = await decrypt(keyring(key), result);
    assert.deepEqual(plaintext, file);
    assert.equal(messageHeader.encryptionContext.purpose, 'test');
  }
  await kms.disableKey({ KeyId: first });
  await assert.rejects(decrypt(keyring(first), result));
  assert.deepEqual((await decrypt(keyring(second), result)).plaintext, file);
});
