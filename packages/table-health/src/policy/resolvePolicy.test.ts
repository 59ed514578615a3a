import fc from 'fast-check';
import type { HealthPolicyOverrides } from '../model';
import { foreverMs } from './foreverMs';
import { InvalidPolicyError } from './InvalidPolicyError';
import { parseDuration } from './parseDuration';
import { isForever } from './foreverMs';
import { resolvePolicy } from './resolvePolicy';

const dayMs = 86_400_000;
function attempt(text: string): unknown {
  try {
    return parseDuration('age', text);
  } catch (error) {
    return error;
  }
}

const owner = { kind: 'owner' as const, label: "owner's annotation" };

describe('resolvePolicy', () => {
  it('has a value and its source for everything, and promises nothing by itself', () => {
    const policy = resolvePolicy();
    expect(policy).toMatchObject({
      targetFileSizeBytes: {
        value: 134_217_728,
        source: { kind: 'suite-default' },
      },
      maxSnapshotAgeMs: { value: 7 * dayMs, source: { kind: 'suite-default' } },
      minSnapshotsToKeep: { value: 20 },
      maxStalenessMs: { value: undefined, source: { label: 'suite default' } },
      maintenanceIntervalMs: { value: 7 * dayMs },
      maxReclaimableShare: { value: 0.25 },
    });
    expect(policy.problems).toBeUndefined();
  });

  it('lets each level go over the one before: suite, layer, table, overrides in order', () => {
    const policy = resolvePolicy({
      layer: 'gold',
      metadata: {
        properties: {
          'history.expire.min-snapshots-to-keep': '3',
          'lakehouse.max-staleness': 'PT26H',
        },
      },
      overrides: [
        {
          source: { kind: 'policy', label: 'policy strict' },
          overrides: { maxStaleness: 'PT12H', maintenanceInterval: 'P1D' },
        },
        { source: owner, overrides: { maxStaleness: 'PT6H' } },
      ],
    });
    expect(policy.maxSnapshotAgeMs).toEqual({
      value: foreverMs,
      source: { kind: 'layer', label: 'layer gold' },
    });
    expect(policy.minSnapshotsToKeep).toEqual({
      value: 3,
      source: {
        kind: 'table-property',
        label: 'table property',
        reference: 'history.expire.min-snapshots-to-keep',
      },
    });
    expect(policy.maxStalenessMs).toEqual({
      value: 6 * 3_600_000,
      source: owner,
    });
    expect(policy.maintenanceIntervalMs).toMatchObject({
      value: dayMs,
      source: { label: 'policy strict' },
    });
    expect(policy.layer).toBe('gold');
  });

  it('reads the properties of Iceberg, up to "never"', () => {
    const read = (properties: Record<string, string>) =>
      resolvePolicy({ metadata: { properties } });
    expect(
      read({ 'history.expire.max-snapshot-age-ms': '432000000' })
        .maxSnapshotAgeMs.value,
    ).toBe(5 * dayMs);
    expect(
      read({ 'history.expire.max-snapshot-age-ms': '1500' }).maxSnapshotAgeMs
        .value,
    ).toBe(1500);
    expect(
      read({ 'history.expire.max-snapshot-age-ms': '9223372036854775807' })
        .maxSnapshotAgeMs.value,
    ).toBeGreaterThan(1000 * 365 * dayMs);
    expect(
      read({ 'write.target-file-size-bytes': '536870912' }).targetFileSizeBytes
        .value,
    ).toBe(536_870_912);
    expect(
      read({ 'lakehouse.maintenance-interval': 'none' }).maintenanceIntervalMs
        .value,
    ).toBeUndefined();
  });

  it('takes an unknown layer, even one called like a part of JavaScript, as one without defaults', () => {
    expect(
      resolvePolicy({ layer: 'constructor' }).maxSnapshotAgeMs.source.kind,
    ).toBe('suite-default');
  });

  it.each<[string, string]>([
    ['write.target-file-size-bytes', '128MB'],
    ['write.target-file-size-bytes', '0'],
    ['history.expire.max-snapshot-age-ms', '-1'],
    ['history.expire.min-snapshots-to-keep', '1.5'],
    ['lakehouse.max-staleness', '1 day'],
  ])('passes over the table property %s=%s, and names it', (key, value) => {
    const policy = resolvePolicy({
      metadata: { properties: { [key]: value } },
    });
    expect(policy.problems).toEqual([
      { key, message: expect.stringContaining(key) },
    ]);
    expect(policy.targetFileSizeBytes.source.kind).toBe('suite-default');
  });

  it.each<[string, string]>([
    ['history.expire.max-snapshot-age-ms', '730 d'],
    ['history.expire.max-snapshot-age-ms', '-1'],
    ['history.expire.min-snapshots-to-keep', 'all'],
  ])(
    'lets nothing expire by layer or suite where %s=%s: the owner wants something else',
    (key, value) => {
      const properties = {
        'history.expire.max-snapshot-age-ms': '3600000',
        [key]: value,
      };
      const { maxSnapshotAgeMs } = resolvePolicy({
        layer: 'bronze',
        metadata: { properties },
      });
      expect(isForever(maxSnapshotAgeMs.value)).toBe(true);
      expect(maxSnapshotAgeMs.source).toMatchObject({
        kind: 'table-property',
        label: `table property ${key}, which is not valid`,
      });
    },
  );

  it.each<[string, unknown]>([
    ['targetFileSizeBytes', -1],
    ['targetFileSizeBytes', '128MB'],
    ['minSnapshotsToKeep', 0],
    ['minSnapshotsToKeep', Number.NaN],
    ['maxReclaimableShare', 1.1],
    ['maxSnapshotAge', 7],
    ['maxSnapshotAge', 'none'],
    ['maxStaleness', 'P1Y'],
    ['maxStaleness', null],
    ['maintenanceInterval', 'PT0S'],
    ['maxAge', 'P1D'],
  ])('refuses the override %s: %p and names the key', (key, value) => {
    const override = () =>
      resolvePolicy({
        overrides: [
          {
            source: owner,
            overrides: { [key]: value } as HealthPolicyOverrides,
          },
        ],
      });
    expect(override).toThrow(InvalidPolicyError);
    expect(override).toThrow(
      expect.objectContaining({ name: 'InvalidPolicyError', key }),
    );
  });
});

describe('parseDuration', () => {
  it.each([
    ['P7D', 7 * dayMs],
    ['P2W', 14 * dayMs],
    ['PT15M', 900_000],
    ['P1DT12H', 1.5 * dayMs],
    ['PT0.25S', 250],
    ['P1DT2H3M4S', dayMs + 7_384_000],
  ])('reads %s', (text, expected) => {
    expect(parseDuration('age', text)).toBe(expected);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1',
    '7D',
    'P-7D',
    'p7d',
    'P7D ',
    'P1DT',
    'P1W2D',
    'PT1H1H',
    'PT1.5H',
    'P1.5D',
    'P1M',
    'P1Y',
    'PT0S',
    'P0D',
    'PT1S1M',
    `P${'9'.repeat(400)}D`,
    'P999999999W\n',
  ])('refuses %j', text => {
    expect(() => parseDuration('age', text)).toThrow(InvalidPolicyError);
  });

  it('reads back what is written from days, hours, minutes and seconds', () => {
    const part = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(part, part, part, part, (d, h, m, s) => {
        const ms = d * dayMs + h * 3_600_000 + m * 60_000 + s * 1000;
        fc.pre(ms > 0);
        expect(parseDuration('age', `P${d}DT${h}H${m}M${s}S`)).toBe(ms);
      }),
    );
  });

  it("never accepts anything that isn't a positive whole number of milliseconds", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^P?[0-9DTHMSWY.]{0,14}$/), text => {
        const outcome = attempt(text);
        expect(
          outcome instanceof InvalidPolicyError ||
            (Number.isSafeInteger(outcome) && Number(outcome) > 0),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
