import fc from 'fast-check';

/** A reference to a secret of either kind, whose keys are called as by default or otherwise. */
export function anySecret(...keys: string[]): fc.Arbitrary<object> {
  const own = fc.record(
    Object.fromEntries(
      keys.map(key => [key, fc.constantFrom('value', `.my_${key}-1`)]),
    ),
    { requiredKeys: [] },
  );
  return fc.oneof(
    fc.record(
      {
        from: fc.constant('secret'),
        name: fc.constantFrom('given', 'given.by-hand'),
        keys: own,
      },
      { requiredKeys: ['from', 'name'] },
    ),
    fc.record(
      {
        from: fc.constant('external'),
        store: fc.constant('vault'),
        storeKind: fc.constantFrom('SecretStore', 'ClusterSecretStore'),
        key: fc.constantFrom('data/lake', 'Lake:1'),
        keys: own,
      },
      { requiredKeys: ['from', 'store', 'key'] },
    ),
  );
}

/** Of a user. */
export const anyLogin = anySecret('user', 'password');
