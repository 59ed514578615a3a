import { policyOnceSet } from './policyOnceSet';
import { resolvePolicy } from './resolvePolicy';

const TARGET = 'write.target-file-size-bytes';
const MB = 1024 * 1024;

describe('policyOnceSet', () => {
  it('is what the policy is resolved to once the table has the properties', () => {
    for (const properties of [
      {},
      { [TARGET]: '65536' },
      { [TARGET]: 'large', 'lakehouse.max-staleness': 'soon' },
    ] as Array<Record<string, string>>) {
      const layer = 'silver';
      const set = { [TARGET]: String(128 * MB) };
      expect(
        policyOnceSet(resolvePolicy({ layer, metadata: { properties } }), set),
      ).toEqual(
        resolvePolicy({
          layer,
          metadata: { properties: { ...properties, ...set } },
        }),
      );
    }
  });

  it('leaves what a person or a policy wants', () => {
    for (const kind of ['policy', 'owner'] as const) {
      const policy = resolvePolicy({
        overrides: [
          {
            source: { kind, label: 'somebody' },
            overrides: { targetFileSizeBytes: 256 * MB },
          },
        ],
      });
      expect(policyOnceSet(policy, { [TARGET]: String(128 * MB) })).toEqual(
        policy,
      );
    }
  });
});
