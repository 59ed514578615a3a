import { resolvePolicy } from '@lakehouse-portal/table-health';
import fc from 'fast-check';
import { maintenanceOperations } from '../model';
import { InvalidMaintenancePolicyError } from './InvalidMaintenancePolicyError';
import { checkPolicy } from './checkPolicy';
import {
  POLICY_API_VERSION,
  type MaintenanceWindow,
} from './MaintenancePolicyDocument';
import { policyOf } from './__testUtils__/policyOf';
import { maintenancePolicySchema } from './maintenancePolicySchema';
import { isInWindow, nextWindowMs } from './maintenanceWindows';
import { matchesPattern } from './matchesSelector';
import { parseBytes } from './parseBytes';
import {
  parseMaintenancePolicies,
  readMaintenancePolicy,
} from './parseMaintenancePolicy';
import { resolveMaintenancePolicy, rulesOf } from './resolveMaintenancePolicy';

const dayMs = 86_400_000;
const clicks = {
  lakehouse: 'retail',
  layer: 'bronze',
  schema: 'raw_web',
  table: 'click_events',
};

function issuesOf(work: () => unknown): Record<string, string> {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidMaintenancePolicyError) {
      return Object.fromEntries(
        error.issues.map(({ path, message }) => [path, message]),
      );
    }
    throw error;
  }
  return {};
}

const streaming = `
apiVersion: lakehouse-portal.io/v1alpha1
kind: MaintenancePolicy
metadata:
  name: streaming-bronze
  description: What Flink writes
spec:
  selector: { lakehouse: retail, layer: bronze, schema: raw_*, table: click_* }
  operations:
    set-properties: automatic
    rewrite-data-files: automatic
    expire-snapshots: four-eyes
    remove-orphan-files: off
  windows:
    - { days: [mon, tue, wed, thu, fri], from: "22:00", to: "04:00", timeZone: Europe/Oslo }
  concurrency: 1
  budget: { perRun: 120 GB, perWindow: none }
  cooldown: P1D
  retention: { maxSnapshotAge: P30D, minSnapshotsToKeep: 5 }
  targetFileSize: 256 MB
  orphanFiles: { olderThan: P14D }
`;

describe('maintenance policies', () => {
  it('are YAML, and each value says which policy it comes from', () => {
    const documents = parseMaintenancePolicies(streaming, 'bronze.yaml');
    const resolved = resolveMaintenancePolicy(documents, clicks);
    const source = {
      kind: 'policy',
      label: 'policy streaming-bronze',
      reference: 'table',
    };
    expect(resolved).toMatchObject({
      approvals: {
        'rewrite-data-files': { value: 'automatic', source },
        'rewrite-manifests': {
          value: 'one',
          source: { kind: 'suite-default' },
        },
        'remove-orphan-files': { value: 'off', source },
      },
      maxRunBytes: { value: 120n * 1024n ** 3n, source },
      maxWindowBytes: { value: undefined, source },
      cooldownMs: { value: dayMs },
      orphanAgeMs: { value: 14 * dayMs },
      policies: ['streaming-bronze'],
    });
    expect(rulesOf(resolved)).toMatchObject({
      maxRewrittenBytes: 120n * 1024n ** 3n,
      orphanAgeMs: 14 * dayMs,
    });
    const health = resolvePolicy({
      layer: 'bronze',
      overrides: resolved.health,
    });
    expect(health.maxSnapshotAgeMs).toEqual({ value: 30 * dayMs, source });
    expect(health.targetFileSizeBytes.value).toBe(256 * 1024 * 1024);
    expect(
      resolveMaintenancePolicy(documents, { ...clicks, layer: 'silver' })
        .policies,
    ).toEqual([]);
  });

  it('go over each other from suite to table, value by value, in whatever order they are written', () => {
    const documents = [
      policyOf('table', {
        selector: { table: 'click_events' },
        concurrency: 5,
      }),
      policyOf('schema', {
        selector: { schema: 'raw_web' },
        concurrency: 4,
        cooldown: 'PT4H',
      }),
      policyOf('layer', {
        selector: { layer: 'bronze' },
        concurrency: 3,
        cooldown: 'PT3H',
        budget: { perRun: 300 },
      }),
      policyOf('lake', {
        selector: { lakehouse: 'retail' },
        concurrency: 2,
        budget: { perRun: 200, perWindow: 200 },
      }),
      policyOf('suite', {
        concurrency: 1,
        budget: { perWindow: 100 },
        metadataCleanup: false,
      }),
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(documents, { minLength: documents.length }),
        shuffled => {
          const resolved = resolveMaintenancePolicy(shuffled, clicks);
          expect(resolved).toMatchObject({
            concurrency: { value: 5, source: { label: 'policy table' } },
            cooldownMs: {
              value: 4 * 3_600_000,
              source: { label: 'policy schema' },
            },
            maxRunBytes: { value: 300n, source: { label: 'policy layer' } },
            maxWindowBytes: { value: 200n, source: { label: 'policy lake' } },
            metadataCleanup: {
              value: false,
              source: { label: 'policy suite' },
            },
            policies: ['suite', 'lake', 'layer', 'schema', 'table'],
          });
        },
      ),
    );
  });

  it('keep history by layer when nobody says otherwise: bronze 90 days, silver two years, gold for ever', () => {
    const ages = ['bronze', 'silver', 'gold'].map(
      layer =>
        resolvePolicy({
          layer,
          overrides: resolveMaintenancePolicy([], { ...clicks, layer }).health,
        }).maxSnapshotAgeMs.value / dayMs,
    );
    expect(ages).toEqual([90, 730, 99_999_999]);
  });

  it('do not let a narrower age of orphan files use the permission of a wider policy', () => {
    const resolved = resolveMaintenancePolicy(
      [
        policyOf('young', {
          orphanFiles: { olderThan: 'P1D', allowYoung: true },
        }),
        policyOf('older', {
          selector: { layer: 'bronze' },
          orphanFiles: { olderThan: 'P7D' },
        }),
      ],
      clicks,
    );
    expect(rulesOf(resolved)).toMatchObject({ orphanAgeMs: 7 * dayMs });
    expect(rulesOf(resolved).allowYoung).toBeUndefined();
  });

  it('say all that is wrong at once, where it is and what would be right', () => {
    expect(
      issuesOf(() =>
        parseMaintenancePolicies(
          `
apiVersion: v1
kind: MaintenancePolicy
metadata: { name: "a b" }
spec:
  selector: { tables: x }
  operations: { optimize: automatic, remove-orphan-files: automatic, expire-snapshots: yes please }
  windows:
    - { days: [monday], from: 22, timeZone: Oslo }
  concurrency: 0
  budget: { perRun: lots }
  cooldown: 1 day
  retention: { maxSnapshotAge: P2Y, minSnapshotsToKeep: 0 }
  targetFileSize: -1
  metadataCleanup: "yes"
`,
          'bad.yaml',
        ),
      ),
    ).toEqual({
      apiVersion: 'expected lakehouse-portal.io/v1alpha1, got "v1"',
      'metadata.name': expect.stringContaining('expected letters'),
      'spec.selector.tables':
        'is not known: expected one of lakehouse, layer, schema, table',
      'spec.operations.optimize': expect.stringContaining('rewrite-data-files'),
      'spec.operations.remove-orphan-files':
        'expected one, four-eyes, off, got "automatic"',
      'spec.operations.expire-snapshots': expect.stringContaining('yes please'),
      'spec.windows[0].days[0]': expect.stringContaining('mon, tue'),
      'spec.windows[0].from': expect.stringContaining('22:00'),
      'spec.windows[0].timeZone': expect.stringContaining('Europe/Oslo'),
      'spec.windows[0].to': 'is missing',
      'spec.concurrency': 'expected a whole number from 1 to 1000, got 0',
      'spec.budget.perRun': expect.stringContaining('120 GB'),
      'spec.cooldown': expect.stringContaining('P7D'),
      'spec.retention.maxSnapshotAge': expect.stringContaining('P730D'),
      'spec.retention.minSnapshotsToKeep': expect.stringContaining('got 0'),
      'spec.targetFileSize': expect.stringContaining('128 MB'),
      'spec.metadataCleanup': 'expected true or false, got "yes"',
    });
  });

  it('refuse windows that never open, in which a run would hold its table for ever', () => {
    const windows = (text: string) =>
      issuesOf(() =>
        parseMaintenancePolicies(
          `{ apiVersion: lakehouse-portal.io/v1alpha1, kind: MaintenancePolicy, metadata: { name: p }, spec: { windows: [${text}] } }`,
          'p.yaml',
        ),
      );
    expect(windows(`{ days: [], from: '22:00', to: '04:00' }`)).toEqual({
      'spec.windows[0].days': expect.stringContaining('would never open'),
    });
    expect(windows(`{ from: '24:00', to: '00:00' }`)).toEqual({
      'spec.windows[0]': expect.stringContaining('would never open'),
    });
    // All of the next day, and its first four hours.
    expect(windows(`{ from: '24:00', to: '24:00' }`)).toEqual({});
    expect(windows(`{ from: '24:00', to: '04:00' }`)).toEqual({});
    expect(windows(`{ days: [mon], from: '00:00', to: '00:00' }`)).toEqual({});
  });

  it('accept no window that does not open within a week and a day', () => {
    const clock = fc
      .integer({ min: 0, max: 1440 })
      .map(
        minute =>
          `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(
            minute % 60,
          ).padStart(2, '0')}`,
      );
    const midnight = fc.constantFrom('00:00', '24:00');
    fc.assert(
      fc.property(
        fc.oneof(clock, midnight),
        fc.oneof(clock, midnight),
        fc.option(fc.subarray(['mon', 'sat'] as const), { nil: undefined }),
        (from, to, days) => {
          const one = { from, to, ...(days && { days }) };
          const isRight =
            checkPolicy({
              apiVersion: POLICY_API_VERSION,
              kind: 'MaintenancePolicy',
              metadata: { name: 'p' },
              spec: { windows: [one] },
            }).length === 0;
          expect(
            nextWindowMs([one], Date.parse('2026-11-24T12:00Z')) !== undefined,
          ).toBe(isRight);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuse to keep snapshots for less than an hour, and to write files of less than a megabyte', () => {
    const issues = (retention: string, size: string) =>
      issuesOf(() =>
        parseMaintenancePolicies(
          `{ apiVersion: lakehouse-portal.io/v1alpha1, kind: MaintenancePolicy, metadata: { name: p }, spec: { retention: { maxSnapshotAge: ${retention} }, targetFileSize: '${size}' } }`,
          'p.yaml',
        ),
      );
    expect(issues('PT0.001S', '1')).toEqual({
      'spec.retention.maxSnapshotAge': expect.stringContaining(
        'PT0.001S is less than PT1H',
      ),
      'spec.targetFileSize': expect.stringContaining('less than 1 MB'),
    });
    expect(issues('PT59M', '1023 kB')).toHaveProperty(['spec.targetFileSize']);
    expect(issues('PT1H', '1 MB')).toEqual({});
    expect(issues('forever', '1048576')).toEqual({});
  });

  it('refuse to remove orphan files before seven days, unless an administrator allows it', () => {
    const young = (allowYoung: boolean) =>
      streaming.replace(
        'olderThan: P14D',
        `olderThan: P2D, allowYoung: ${allowYoung}`,
      );
    const read = (text: string, allowYoungOrphans: boolean) =>
      issuesOf(() =>
        parseMaintenancePolicies(text, 'x', { allowYoungOrphans }),
      );
    expect(read(young(false), true)).toEqual({
      'spec.orphanFiles.olderThan': expect.stringContaining('less than P7D'),
    });
    expect(read(young(true), false)).toEqual({
      'spec.orphanFiles.allowYoung': expect.stringContaining('administrator'),
    });
    expect(read(young(true), true)).toEqual({});
    // At once with all else that is wrong, so that nobody mends a policy five times.
    const wrong = young(false)
      .replace('concurrency: 1', 'concurrency: 0')
      .replace('cooldown: P1D', 'cooldown: soon');
    expect(Object.keys(read(wrong, true)).sort()).toEqual([
      'spec.concurrency',
      'spec.cooldown',
      'spec.orphanFiles.olderThan',
    ]);
    expect(
      Object.keys(
        read(wrong.replace('allowYoung: false', 'allowYoung: perhaps'), true),
      ).sort(),
    ).toEqual([
      'spec.concurrency',
      'spec.cooldown',
      'spec.orphanFiles.allowYoung',
      'spec.orphanFiles.olderThan',
    ]);
    for (const value of ['[]', 'null', '1', '{ olderThan: 7 }']) {
      expect(
        Object.keys(
          read(streaming.replace('{ olderThan: P14D }', value), false),
        ),
      ).toEqual([expect.stringContaining('spec.orphanFiles')]);
    }
  });

  it.each([
    ['', 'empty'],
    ['a: [', 'not YAML'],
    ['- 1', 'an object'],
    ['null', 'an object'],
    [`x: ${'y'.repeat(1_100_000)}`, 'megabyte'],
    [
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]`,
      'alias',
    ],
  ])('refuse %.30j', (text, words) => {
    expect(() => parseMaintenancePolicies(text, 'p.yaml')).toThrow(
      expect.objectContaining({
        name: 'InvalidMaintenancePolicyError',
        message: expect.stringContaining(words),
      }),
    );
  });

  it('have a JSON Schema that knows the same keys', () => {
    const schema = maintenancePolicySchema as {
      properties: {
        spec: {
          properties: Record<string, { properties?: Record<string, unknown> }>;
        };
      };
    };
    const { properties } = schema.properties.spec;
    const issues = issuesOf(() =>
      readMaintenancePolicy(
        {
          apiVersion: 'lakehouse-portal.io/v1alpha1',
          kind: 'MaintenancePolicy',
          metadata: { name: 'x' },
          spec: { nothing: 1 },
        },
        'x',
      ),
    );
    expect(issues['spec.nothing']).toBe(
      `is not known: expected one of ${Object.keys(properties).join(', ')}`,
    );
    expect(Object.keys(properties.operations.properties ?? {})).toEqual([
      ...maintenanceOperations,
    ]);
  });

  it('say so when they hold themselves by an alias of YAML, or are nested without end', () => {
    for (const text of [
      'spec: &a [*a]',
      'spec: &a { budget: { perRun: *a } }',
      '&a { spec: *a }',
      `spec: ${'['.repeat(500)}${']'.repeat(500)}`,
    ]) {
      expect(() => parseMaintenancePolicies(text, 'p.yaml')).toThrow(
        new InvalidMaintenancePolicyError('p.yaml', [
          {
            path: '',
            message:
              'it is nested too deep, or an alias refers to what it is part of',
          },
        ]),
      );
    }
  });

  it('never throw anything but their own error, whatever is in the document', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (spec, other) => {
        expect(() =>
          issuesOf(() => readMaintenancePolicy(other, 'x')),
        ).not.toThrow();
        expect(() =>
          issuesOf(() =>
            readMaintenancePolicy(
              {
                apiVersion: 'lakehouse-portal.io/v1alpha1',
                kind: 'MaintenancePolicy',
                metadata: { name: 'x' },
                spec: {
                  windows: spec,
                  retention: spec,
                  budget: { perRun: spec },
                  operations: spec,
                  selector: spec,
                  orphanFiles: spec,
                },
              },
              'x',
            ),
          ),
        ).not.toThrow();
      }),
    );
  });
});

describe('windows', () => {
  const nights: MaintenanceWindow = {
    days: ['fri'],
    from: '22:00',
    to: '04:00',
    timeZone: 'Europe/Oslo',
  };
  const at = (text: string) => Date.parse(text);

  it('reach over midnight into the next day, by the clocks of their zone', () => {
    // Friday 27 November 2026 in Oslo (UTC+1).
    expect(isInWindow([nights], at('2026-11-27T20:59Z'))).toBe(false);
    expect(isInWindow([nights], at('2026-11-27T21:00Z'))).toBe(true);
    expect(isInWindow([nights], at('2026-11-28T02:59Z'))).toBe(true);
    expect(isInWindow([nights], at('2026-11-28T03:00Z'))).toBe(false);
    expect(isInWindow([nights], at('2026-11-26T22:00Z'))).toBe(false);
    expect(isInWindow([], 0)).toBe(true);
  });

  it('come again when they say so, also where clocks change', () => {
    expect(nextWindowMs([nights], at('2026-11-24T12:00Z'))).toBe(
      at('2026-11-27T21:00Z'),
    );
    // Summer time ends on Sunday 25 October 2026: 09:30 is UTC+2 the day before, UTC+1 on that day.
    const mornings = [{ from: '09:30', to: '10:00', timeZone: 'Europe/Oslo' }];
    expect(nextWindowMs(mornings, at('2026-10-24T06:00Z'))).toBe(
      at('2026-10-24T07:30Z'),
    );
    expect(nextWindowMs(mornings, at('2026-10-24T12:00Z'))).toBe(
      at('2026-10-25T08:30Z'),
    );
    expect(
      nextWindowMs([{ days: [], from: '09:00', to: '10:00' }], 0),
    ).toBeUndefined();
  });

  it('begin at the first minute that is in one', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const written = (m: number) =>
      `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(
        2,
        '0',
      )}`;
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.subarray(['mon', 'wed', 'sun'] as const, { minLength: 1 }),
        fc.integer({ min: 1_790_000_000, max: 1_800_000_000 }),
        (from, to, days, seconds) => {
          const windows = [
            {
              days: [...days],
              from: written(from),
              to: written(to),
              timeZone: 'America/St_Johns',
            },
          ];
          const nowMs = seconds * 1000;
          const next = nextWindowMs(windows, nowMs) ?? Number.NaN;
          expect(isInWindow(windows, next)).toBe(true);
          expect(next === nowMs || !isInWindow(windows, next - 60_000)).toBe(
            true,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('bytes and patterns', () => {
  it.each<[unknown, bigint | undefined]>([
    ['120 GB', 120n * 1024n ** 3n],
    ['1.5KiB', 1536n],
    ['512', 512n],
    [7, 7n],
    ['0', undefined],
    ['-1 GB', undefined],
    ['1 EBB', undefined],
    [Number.NaN, undefined],
    [undefined, undefined],
  ])('reads %p as %p', (text, expected) => {
    expect(parseBytes(text)).toBe(expected);
  });

  it('matches as a regular expression would, and takes no longer for a hostile pattern', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ab*?]{0,8}$/),
        fc.stringMatching(/^[ab]{0,8}$/),
        (pattern, text) => {
          const expected = new RegExp(
            `^${pattern.replace(/\*+/g, '.*').replace(/\?/g, '.')}$`,
          ).test(text);
          expect(matchesPattern(pattern, text)).toBe(expected);
        },
      ),
      { numRuns: 1000 },
    );
    expect(matchesPattern('*a'.repeat(200), 'b'.repeat(500))).toBe(false);
  });
});
