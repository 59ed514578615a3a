import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import {
  generatedSecrets,
  generatesPassword,
} from '../secrets/generatedSecrets';
import { secretReferences } from '../secrets/secretReferences';

/** A Secret that gets other values, and which of its keys. */
export interface RotatedSecret {
  name: string;
  keys: string[];
}

/** What stays as it is, and why. */
export interface LeftSecret {
  name: string;
  reason: string;
}

/** What of a lakehouse can be made anew, and what can't. */
export interface RotationPlan {
  rotated: RotatedSecret[];
  left: LeftSecret[];
}

/** Keys that name somebody, as a user does; what proves that it is them is another. */
const NAMES = ['access-key', 'root-access-key'];

const LEFT: Record<string, string> = {
  polaris:
    'Polaris keeps the secret of its root principal itself: it is rotated by the management API of Polaris',
  lakekeeper:
    'Lakekeeper has encrypted with it what it knows: with another key it could not read that',
};

/** Which Secrets of a lakehouse get other values when they are rotated. */
export function rotationPlan(lakehouse: Lakehouse): RotationPlan {
  const made = generatedSecrets(lakehouse);
  const reasonOf = (name: string) =>
    Object.entries(LEFT).find(
      ([suffix]) => name === nameOf(lakehouse, suffix),
    )?.[1];
  return {
    rotated: [
      ...made
        .filter(({ name }) => reasonOf(name) === undefined)
        .map(({ name, keys }) => ({
          name,
          keys: Object.entries(keys)
            .filter(
              ([key, value]) => value === 'random' && !NAMES.includes(key),
            )
            .map(([key]) => key),
        })),
      ...(generatesPassword(lakehouse)
        ? [
            {
              name: nameOf(lakehouse, 'trino-users'),
              keys: ['password', 'password.db'],
            },
          ]
        : []),
      ...(lakehouse.trino.tls.type === 'generated'
        ? [
            {
              name: nameOf(lakehouse, 'trino-tls'),
              keys: ['keystore-password', 'keystore.p12', 'ca.crt'],
            },
          ]
        : []),
    ],
    left: [
      ...made.flatMap(({ name }) => {
        const reason = reasonOf(name);
        return reason === undefined ? [] : [{ name, reason }];
      }),
      ...[
        ...new Map(
          secretReferences(lakehouse).map(({ secret, fetched }) => [
            secret,
            {
              name: secret,
              reason: fetched
                ? 'External Secrets fetches it: it is rotated where it comes from'
                : 'It was there before: who made it rotates it',
            },
          ]),
        ).values(),
      ],
    ],
  };
}
