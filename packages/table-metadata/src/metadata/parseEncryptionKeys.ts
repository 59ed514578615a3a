import type { EncryptionKey, ReadWarning } from '../model';
import type { JsonFields } from './JsonFields';

/** `encryption-keys` (v3). What is secret in them, though encrypted, is not taken over. */
export function parseEncryptionKeys(
  fields: JsonFields,
  warnings: ReadWarning[],
): EncryptionKey[] | undefined {
  if (fields.raw('encryption-keys') === undefined) return undefined;
  const keys = new Map<string, EncryptionKey>();
  for (const { fields: key, path } of fields.eachObject('encryption-keys')) {
    const keyId = key.string('key-id');
    if (keyId === undefined)
      warnings.push({
        code: 'encryption-key-unreadable',
        message: `${path} needs "key-id"; it is left out`,
      });
    else if (!keys.has(keyId))
      keys.set(keyId, { keyId, encryptedById: key.string('encrypted-by-id') });
  }
  return [...keys.values()];
}
