import { z } from 'zod';
import { dnsName } from './names';
import { secretKey } from './primitives';

/**
 * Where a secret comes from; its value never stands in a document.
 *
 * @param keys - what the Secret must hold, with the name that its key has by default.
 */
export function secretSchema<const K extends string>(
  keys: Record<K, string>,
  what: string,
) {
  const keyNames = z
    .strictObject(
      Object.fromEntries(
        Object.entries<string>(keys).map(([name, key]) => [
          name,
          secretKey.optional().describe(`Default: ${key}`),
        ]),
      ) as Record<K, z.ZodOptional<typeof secretKey>>,
    )
    .optional();
  return z
    .discriminatedUnion('from', [
      z
        .strictObject({
          from: z.literal('secret'),
          name: dnsName.describe(
            'A Secret of the namespace that is there already',
          ),
          keys: keyNames,
        })
        .describe('An existing Secret'),
      z
        .strictObject({
          from: z.literal('external'),
          store: dnsName.describe('Name of the SecretStore'),
          storeKind: z.enum(['SecretStore', 'ClusterSecretStore']).optional(),
          key: z
            .string()
            .min(1)
            .max(500)
            .regex(/^[^\s]+$/, 'must have no spaces')
            .describe(
              'Where it lies in the store; it has the keys as properties',
            ),
          keys: keyNames,
        })
        .describe('Fetched by External Secrets Operator'),
    ])
    .describe(what);
}

/** An access key and its secret. */
export const keyPairSecret = secretSchema(
  { accessKey: 'access-key', secretKey: 'secret-key' },
  'Access key and secret key',
);

/** A user and a password. */
export const loginSecret = secretSchema(
  { user: 'username', password: 'password' },
  'User and password',
);
