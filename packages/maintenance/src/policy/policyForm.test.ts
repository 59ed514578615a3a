import fc from 'fast-check';
import { maintenanceOperations } from '../model';
import { formatPolicy } from './formatPolicy';
import { formOfPolicy } from './formOfPolicy';
import {
  POLICY_API_VERSION,
  weekdays,
  type MaintenancePolicyDocument,
} from './MaintenancePolicyDocument';
import { parseMaintenancePolicies } from './parseMaintenancePolicy';
import type { PolicyForm } from './PolicyForm';
import { policyOfForm } from './policyOfForm';
import { resolveMaintenancePolicy } from './resolveMaintenancePolicy';

function documentOf(form: PolicyForm): MaintenancePolicyDocument {
  const draft = policyOfForm(form);
  if (draft.status === 'invalid') {
    throw new Error(JSON.stringify(draft.issues));
  }
  return draft.document;
}

function issuesOf(form: object): Record<string, string> {
  const draft = policyOfForm(form);
  return draft.status === 'valid'
    ? {}
    : Object.fromEntries(
        draft.issues.map(({ question, message }) => [question ?? '', message]),
      );
}

const name = fc.stringMatching(/^[a-z][a-z0-9_*]{0,8}$/);
const bytes = fc.constantFrom<string | number>('120 GB', '512MB', 'none', 4096);
const duration = fc.constantFrom(
  'P1D',
  'P30D',
  'P2W',
  'PT12H',
  'PT90M',
  'P1DT6H',
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'));
const documents: fc.Arbitrary<MaintenancePolicyDocument> = fc
  .record({
    selector: maybe(
      fc.record({
        lakehouse: maybe(name),
        layer: maybe(name),
        schema: maybe(name),
        table: maybe(name),
      }),
    ),
    operations: maybe(
      fc.record(
        Object.fromEntries(
          maintenanceOperations.map(operation => [
            operation,
            maybe(
              fc.constantFrom(
                'one' as const,
                'four-eyes' as const,
                'off' as const,
              ),
            ),
          ]),
        ),
      ),
    ),
    windows: maybe(
      fc.array(
        fc.record({
          days: maybe(
            fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
          ),
          from: time,
          to: time,
          timeZone: maybe(fc.constantFrom('UTC', 'Europe/Oslo')),
        }),
        { maxLength: 3 },
      ),
    ),
    concurrency: fc.integer({ min: 1, max: 1000 }),
    budget: maybe(fc.record({ perRun: maybe(bytes), perWindow: maybe(bytes) })),
    cooldown: maybe(fc.oneof(duration, fc.constant('none'))),
    retention: maybe(
      fc.record({
        maxSnapshotAge: maybe(fc.oneof(duration, fc.constant('forever'))),
        minSnapshotsToKeep: maybe(fc.integer({ min: 1, max: 1000 })),
      }),
    ),
    targetFileSize: maybe(
      fc.constantFrom<string | number>('128 MB', 2_000_000),
    ),
    metadataCleanup: maybe(fc.boolean()),
    orphanFiles: maybe(
      fc.record({ olderThan: fc.constantFrom('P7D', 'P14D', 'P2W') }),
    ),
    maintainedBy: maybe(fc.constantFrom('Amoro', 'the team next door')),
  })
  .map(spec => ({
    apiVersion: POLICY_API_VERSION,
    kind: 'MaintenancePolicy' as const,
    metadata: { name: 'generated' },
    // As YAML would have it: without keys that have no value.
    spec: JSON.parse(JSON.stringify(spec)),
  }));

describe('the form of a policy', () => {
  it('makes a policy of the words of whoever fills it in, and leaves out what is left to wider policies', () => {
    const document = documentOf({
      name: ' streaming-bronze ',
      description: '',
      lakehouse: 'retail',
      layer: 'bronze',
      schema: '',
      compaction: 'automatic',
      manifests: 'inherited',
      expiry: 'four-eyes',
      when: 'windows',
      windows: [{ days: [], from: '22:00', to: '04:00', timeZone: '' }],
      bytesPerRun: '120 GB',
      bytesPerWindow: 'none',
      pause: '12 hours',
      keepSnapshots: '2 years',
      minSnapshots: 20,
      orphanAge: '2 weeks',
      metadataCleanup: 'no',
    });
    expect(document).toEqual({
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'MaintenancePolicy',
      metadata: { name: 'streaming-bronze' },
      spec: {
        selector: { lakehouse: 'retail', layer: 'bronze' },
        operations: {
          'rewrite-data-files': 'automatic',
          'expire-snapshots': 'four-eyes',
        },
        windows: [{ from: '22:00', to: '04:00' }],
        budget: { perRun: '120 GB', perWindow: 'none' },
        cooldown: 'PT12H',
        retention: { maxSnapshotAge: 'P730D', minSnapshotsToKeep: 20 },
        metadataCleanup: false,
        orphanFiles: { olderThan: 'P14D' },
      },
    });
    expect(parseMaintenancePolicies(formatPolicy(document), 'file')).toEqual([
      document,
    ]);
  });

  it('says beside each question what is wrong with its answer, as for a document', () => {
    expect(
      issuesOf({
        name: 'two words',
        layer: 7,
        orphans: 'automatic',
        when: 'windows',
        windows: [{ from: '9', to: '04:00' }],
        concurrency: 0,
        bytesPerRun: 'a lot',
        pause: '3 months',
        fileSize: '0',
        orphanAge: '1 day',
      }),
    ).toEqual({
      name: expect.stringContaining('expected letters, digits'),
      layer: expect.stringContaining('a pattern such as raw_*'),
      orphanAge: expect.stringContaining('less than P7D'),
      orphans: 'expected one, four-eyes, off, got "automatic"',
      windows: expect.stringContaining('expected a time such as "22:00"'),
      concurrency: expect.stringContaining('from 1 to 1000'),
      bytesPerRun: expect.stringContaining('120 GB, or none'),
      pause: expect.stringContaining(
        '"3 months" is not a duration such as 40 days, 12 hours or 2 years',
      ),
      fileSize: expect.stringContaining('128 MB'),
    });
    expect(issuesOf({ name: 'young', orphanAge: '1 day' })).toEqual({
      orphanAge: expect.stringContaining('less than P7D'),
    });
    expect(issuesOf({ name: 'none', when: 'windows' })).toEqual({
      windows: expect.stringContaining('at least one window'),
    });
    expect(issuesOf({ name: 'empty', layer: 'gold' })).toEqual({
      '': expect.stringContaining('says nothing yet'),
    });
    expect(issuesOf({})).toHaveProperty('name');
  });

  it('has any policy edited without a change to what it decides', () => {
    fc.assert(
      fc.property(documents, document => {
        const again = documentOf(formOfPolicy(document));
        expect(again.metadata).toEqual(document.metadata);
        const subject = { lakehouse: 'l', layer: 'l', schema: 's', table: 't' };
        const matching = (one: MaintenancePolicyDocument) =>
          resolveMaintenancePolicy(
            [{ ...one, spec: { ...one.spec, selector: {} } }],
            subject,
          );
        expect(matching(again)).toEqual(matching(document));
        expect(again.spec.selector ?? {}).toEqual(document.spec.selector ?? {});
      }),
      { numRuns: 300 },
    );
  });
});
