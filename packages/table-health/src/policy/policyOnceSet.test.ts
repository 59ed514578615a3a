import fc from 'fast-check';
import type { HealthPolicyOverrides, ThresholdSource } from '../model';
import { policyOnceSet } from './policyOnceSet';
import { resolvePolicy } from './resolvePolicy';

const TARGET = 'write.target-file-size-bytes';
const KEYS = [
  TARGET,
  'history.expire.max-snapshot-age-ms',
  'history.expire.min-snapshots-to-keep',
  'lakehouse.max-staleness',
];
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

  it('is what the policy is resolved to, whoever has said what: also where the configuration says something of the layer', () => {
    const layer = fc.constantFrom(undefined, 'bronze', 'silver', 'gold', 'raw');
    const properties = fc.dictionary(
      fc.constantFrom(...KEYS),
      fc.constantFrom('4000000', '65536', 'soon', '86400000'),
    );
    const set = fc.record(
      {
        [TARGET]: fc.constantFrom('134217728', '4000000'),
        'lakehouse.max-staleness': fc.constant('PT1H'),
      },
      { requiredKeys: [] },
    );
    const override = fc.record({
      source: fc.constantFrom<ThresholdSource>(
        { kind: 'policy', label: 'policy nightly' },
        { kind: 'owner', label: "owner's annotation" },
        {
          kind: 'layer',
          label: 'layer silver',
          reference: 'lakehouse.policies.layers.silver',
        },
      ),
      overrides: fc.record<HealthPolicyOverrides>(
        {
          targetFileSizeBytes: fc.constantFrom(4 * MB, 32 * MB, 4096 * MB),
          maxSnapshotAge: fc.constantFrom('P90D', 'P730D', 'forever'),
          minSnapshotsToKeep: fc.constantFrom(1, 20),
        },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(
        layer,
        properties,
        set,
        fc.array(override, { maxLength: 3 }),
        (of, has, sets, overrides) => {
          const resolved = (now: Record<string, string>) =>
            resolvePolicy({
              layer: of,
              metadata: { properties: now },
              overrides,
            });
          expect(policyOnceSet(resolved(has), sets)).toEqual(
            resolved({ ...has, ...sets }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
