import { mkdtempSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { dueSnapshots, resolvePolicy } from '@lakehouse-portal/table-health';
import { type FileIO, LocalFileIO } from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { readExpiry, sumOfExpiry } from './readExpiry';

jest.setTimeout(240_000);

const TABLE = { namespace: 'silver', name: 'orders' };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Change = 'append' | 'overwrite' | 'delete' | 'compact' | 'manifests';

const change = fc.record({
  kind: fc.constantFrom<Change>(
    'append',
    'append',
    'overwrite',
    'delete',
    'compact',
    'manifests',
  ),
  hours: fc.integer({ min: 1, max: 72 }),
});

const history = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 9 }),
  minSnapshotsToKeep: fc.integer({ min: 1, max: 4 }),
  days: fc.integer({ min: 1, max: 12 }),
  tag: fc.option(fc.nat(8), { nil: undefined }),
  branch: fc.option(
    fc.record({
      at: fc.nat(8),
      min: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      days: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    }),
    { nil: undefined },
  ),
});

const inCapitals = (location: string) => location.replace(/^file:/, 'FILE:');

/** Reads `FILE:` locations as files whose own locations begin with `FILE:`, as an engine might write them. */
function respelling(io: LocalFileIO): FileIO {
  return {
    read: async (location, options) => {
      const bytes = await io.read(location, options);
      return location.startsWith('FILE:')
        ? respelled(Buffer.from(bytes))
        : bytes;
    },
  };
}

/** An Avro file with `FILE:` instead of `file:` in its blocks, which are stored as they are. */
function respelled(avro: Buffer): Buffer {
  const marker = avro.subarray(-16);
  let at = avro.indexOf(marker) + 16;
  const parts = [avro.subarray(0, at)];
  while (at < avro.length) {
    const count = longAt(avro, at);
    const size = longAt(avro, count.end);
    const block = inflateRawSync(
      avro.subarray(size.end, size.end + size.value),
    );
    const text = block.toString('latin1').replaceAll('file:', 'FILE:');
    const data = deflateRawSync(Buffer.from(text, 'latin1'), { level: 0 });
    parts.push(avro.subarray(at, count.end), longOf(data.length), data, marker);
    at = size.end + size.value + 16;
  }
  return Buffer.concat(parts);
}

function longAt(bytes: Buffer, start: number): { value: number; end: number } {
  let [value, end, factor] = [0, start, 1];
  do {
    value += (bytes[end] % 128) * factor;
    factor *= 128;
  } while (bytes[end++] >= 128);
  return { value: value / 2, end };
}

function longOf(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value * 2;
  for (; rest >= 128; rest = Math.floor(rest / 128))
    bytes.push(128 + (rest % 128));
  return Buffer.from([...bytes, rest]);
}

describe('what an expiry takes, predicted', () => {
  let directory: string;
  let lake: EmbeddedLakehouse;
  let io: LocalFileIO;
  let clockMs: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'expiry '));
    clockMs = Date.parse('2026-11-01T00:00:00Z');
    lake = await EmbeddedLakehouse.open({
      directory,
      durable: false,
      now: () => clockMs,
    });
    io = await LocalFileIO.create({ roots: [directory] });
    await lake.createNamespace('silver');
  });
  afterEach(async () => {
    await lake.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function createTable() {
    await lake.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'part', type: 'int' },
      ],
      partitionBy: [{ column: 'part' }],
    });
  }

  async function apply(kind: Change, from: number) {
    const rows = [0, 1, 2, 3].map(i => ({ id: from + i, part: i % 2 }));
    switch (kind) {
      case 'append':
        return lake.append(TABLE, { rows });
      case 'overwrite':
        return lake.overwrite(TABLE, { rows });
      case 'delete':
        return lake.delete(TABLE, { where: 'id % 4 = 1' });
      case 'compact':
        return lake.rewriteDataFiles(TABLE, { minInputFiles: 2 });
      default:
        return lake.rewriteManifests(TABLE);
    }
  }

  it('is what happens: the same snapshots, the same files, the same bytes, on random histories with tags and branches', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          history,
          async ({ changes, minSnapshotsToKeep, days, tag, branch }) => {
            await createTable();
            await apply('append', 0);
            for (const [index, { kind, hours }] of changes.entries()) {
              clockMs += hours * HOUR_MS;
              await apply(kind, (index + 1) * 10);
            }
            const { snapshots } = (await lake.loadTable(TABLE)).metadata;
            const idAt = (at: number) =>
              snapshots[at % snapshots.length].snapshotId;
            if (tag !== undefined) {
              await lake.createTag(TABLE, 'kept', { snapshotId: idAt(tag) });
            }
            if (branch) {
              await lake.createBranch(TABLE, 'side', {
                snapshotId: idAt(branch.at),
                minSnapshotsToKeep: branch.min,
                maxSnapshotAgeMs:
                  branch.days === undefined ? undefined : branch.days * DAY_MS,
              });
            }
            clockMs += DAY_MS;
            const { metadata } = await lake.loadTable(TABLE);
            const policy = resolvePolicy({
              overrides: [
                {
                  source: { kind: 'policy', label: 'test' },
                  overrides: {
                    maxSnapshotAge: `P${days}D`,
                    minSnapshotsToKeep,
                  },
                },
              ],
            });
            const due = dueSnapshots(metadata, policy, clockMs).map(
              ({ snapshotId }) => snapshotId,
            );
            const predicted = await readExpiry(io, metadata, due);
            const told = await lake.expireSnapshots(TABLE, {
              olderThanMs: clockMs - days * DAY_MS,
              retainLast: minSnapshotsToKeep,
              dryRun: true,
            });
            expect(new Set(due)).toEqual(new Set(told.expiredSnapshotIds));
            const { deletedFiles } = told;
            expect({
              data: new Set(predicted?.data.keys()),
              deletes: new Set(predicted?.deletes.keys()),
              manifests: new Set(predicted?.manifests.keys()),
              manifestLists: new Set(predicted?.manifestLists.keys()),
              statistics: new Set(predicted?.statistics.keys()),
            }).toEqual({
              data: new Set(deletedFiles.data),
              deletes: new Set(deletedFiles.deletes),
              manifests: new Set(deletedFiles.manifests),
              manifestLists: new Set(deletedFiles.manifestLists),
              statistics: new Set(deletedFiles.statistics),
            });
            const locations = Object.values(deletedFiles).flat();
            expect(predicted && sumOfExpiry(predicted)).toEqual({
              files: locations.length,
              sizeBytes: locations.reduce(
                (sum, location) =>
                  sum + BigInt(statSync(fileURLToPath(location)).size),
                0n,
              ),
            });
          },
        )
        .afterEach(async () => {
          await lake.dropTable(TABLE, { purge: true });
        }),
      { numRuns: 25 },
    );
  });

  it('is without a file, manifest or list that stays by another spelling of its location', async () => {
    await createTable();
    await apply('append', 0);
    clockMs += HOUR_MS;
    await apply('append', 10);
    const { metadata } = await lake.loadTable(TABLE);
    const [first, second] = metadata.snapshots;
    // The newer snapshot keeps the list of the older one, by another name of it.
    const renamed = {
      ...metadata,
      snapshots: [
        first,
        {
          ...second,
          manifestList: first.manifestList?.replace('file://', ''),
        },
      ],
    };
    const found = await readExpiry(io, renamed, [first.snapshotId]);
    expect(found && sumOfExpiry(found).files).toBe(0);
    const sound = await readExpiry(io, metadata, [first.snapshotId]);
    expect(sound?.manifestLists.size).toBe(1);
  });

  it('is without a data file that was taken away and added again by another spelling', async () => {
    await createTable();
    await apply('append', 0);
    clockMs += HOUR_MS;
    await apply('delete', 0);
    const { metadata } = await lake.loadTable(TABLE);
    const [first, second] = metadata.snapshots;
    const gone = [first.snapshotId, second.snapshotId];
    const again = {
      ...first,
      snapshotId: '7',
      manifestList: inCapitals(first.manifestList ?? ''),
    };
    const whole = await readExpiry(respelling(io), metadata, gone);
    const found = await readExpiry(
      respelling(io),
      { ...metadata, snapshots: [first, second, again] },
      gone,
    );
    // One file for each part, and one that the deletion has written.
    expect([whole?.data.size, found?.data.size]).toEqual([3, 1]);
  });

  it('is not known, instead of too little, where a manifest is gone', async () => {
    await createTable();
    await apply('append', 0);
    clockMs += HOUR_MS;
    await apply('overwrite', 10);
    const { metadata } = await lake.loadTable(TABLE);
    const [first] = metadata.snapshots;
    const found = await readExpiry(io, metadata, [first.snapshotId]);
    expect(found?.data.size).toBe(2);
    const [manifest] = [...(found?.manifests.keys() ?? [])];
    unlinkSync(fileURLToPath(manifest));
    expect(await readExpiry(io, metadata, [first.snapshotId])).toBeUndefined();
  });

  it('stops when it is told to', async () => {
    await createTable();
    await apply('append', 0);
    const { metadata } = await lake.loadTable(TABLE);
    await expect(
      readExpiry(io, metadata, [], {
        signal: AbortSignal.abort(new Error('no')),
      }),
    ).rejects.toThrow('no');
  });
});
