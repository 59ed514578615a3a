import { ValidationError } from '../errors';
import type { RefJson, TableMetadataJson } from '../metadata/TableMetadataJson';
import type { ExpireSnapshotsOptions } from './ExpireSnapshotsOptions';
import { snapshotsToExpire } from './snapshotsToExpire';

const NOW = 1_000;

/** A table whose snapshot n is n * 100 ms old at NOW = 1000, each the child of the one before; 9 is the oldest. */
function table(
  refs: Record<string, RefJson>,
  properties: Record<string, string> = {},
  parents: Record<number, number> = {},
): TableMetadataJson {
  const snapshots = [9, 8, 7, 6, 5, 4, 3, 2, 1].map(age => ({
    'snapshot-id': BigInt(age),
    'parent-snapshot-id':
      age === 9 ? undefined : BigInt(parents[age] ?? age + 1),
    'timestamp-ms': NOW - age * 100,
  }));
  return { snapshots, refs, properties } as unknown as TableMetadataJson;
}
const branch = (id: number, retention: Partial<RefJson> = {}): RefJson => ({
  type: 'branch',
  'snapshot-id': BigInt(id),
  ...retention,
});
const tag = (id: number, retention: Partial<RefJson> = {}): RefJson => ({
  type: 'tag',
  'snapshot-id': BigInt(id),
  ...retention,
});

const expired = (
  metadata: TableMetadataJson,
  options: ExpireSnapshotsOptions = {},
) => [...snapshotsToExpire(metadata, options, NOW).snapshotIds].map(Number);

describe('snapshotsToExpire', () => {
  it('keeps what is young and the newest ones of a branch', () => {
    expect(
      expired(table({ main: branch(1) }), { olderThanMs: NOW - 350 }),
    ).toEqual([9, 8, 7, 6, 5, 4]);
    expect(
      expired(table({ main: branch(1) }), { olderThanMs: NOW, retainLast: 5 }),
    ).toEqual([9, 8, 7, 6]);
    expect(expired(table({ main: branch(1) }), { olderThanMs: NOW })).toEqual([
      9, 8, 7, 6, 5, 4, 3, 2,
    ]);
  });

  it('takes age and number from the properties of the table, then the defaults of the specification', () => {
    const properties = {
      'history.expire.max-snapshot-age-ms': '250',
      'history.expire.min-snapshots-to-keep': '4',
    };
    expect(expired(table({ main: branch(1) }, properties))).toEqual([
      9, 8, 7, 6, 5,
    ]);
    expect(expired(table({ main: branch(1) }))).toEqual([]);
  });

  it('keeps for ever where the age is the largest long, and refuses what it cannot read', () => {
    const aged = (value: string) =>
      expired(
        table(
          { main: branch(1) },
          {
            'history.expire.max-snapshot-age-ms': value,
          },
        ),
      );
    expect(aged('9223372036854775807')).toEqual([]);
    for (const value of ['forever', '730 d', '-1', '1e3', ''])
      expect(() => aged(value)).toThrow(ValidationError);
  });

  it('lets a branch keep more, or less, than the table', () => {
    const refs = {
      main: branch(1),
      audit: branch(6, {
        'min-snapshots-to-keep': 3,
        'max-snapshot-age-ms': 1,
      }),
    };
    expect(expired(table(refs), { olderThanMs: NOW })).toEqual([9, 5, 4, 3, 2]);
  });

  it('never lets a tagged one go, but its ancestors', () => {
    expect(
      expired(table({ main: branch(1), v1: tag(5) }), { olderThanMs: NOW }),
    ).toEqual([9, 8, 7, 6, 4, 3, 2]);
  });

  it('lets what no branch leads to go by its age only', () => {
    const rolledBack = table({ main: branch(1) }, {}, { 1: 4 });
    expect(
      expired(rolledBack, { olderThanMs: NOW - 250, retainLast: 9 }),
    ).toEqual([3]);
  });

  it('lets references go by their own age, never main', () => {
    const metadata = table({
      main: branch(1, { 'max-ref-age-ms': 1 }),
      old: tag(5, { 'max-ref-age-ms': 400 }),
      lost: tag(77, { 'max-ref-age-ms': 10_000 }),
      kept: tag(5, { 'max-ref-age-ms': 600 }),
    });
    expect(snapshotsToExpire(metadata, {}, NOW).refs).toEqual(['old', 'lost']);
  });

  it('with ids alone takes just those, whatever their age', () => {
    expect(
      expired(table({ main: branch(1) }), { snapshotIds: ['3', '8'] }),
    ).toEqual([3, 8]);
    expect(() =>
      expired(table({ main: branch(1) }), { snapshotIds: ['1'] }),
    ).toThrow(/branch 'main' points to it/);
    expect(() =>
      expired(table({ main: branch(1) }), { snapshotIds: ['77'] }),
    ).toThrow(/no snapshot 77/);
  });

  it.each([
    { retainLast: 0 },
    { retainLast: 1.5 },
    { olderThanMs: NaN },
    { snapshotIds: ['x'] },
  ])('refuses %j', options => {
    expect(() => expired(table({ main: branch(1) }), options)).toThrow(
      expect.objectContaining({ name: 'ValidationError' }),
    );
  });
});
