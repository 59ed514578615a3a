import * as fc from 'fast-check';
import type {
  ExpireSnapshotsUnit,
  PartitionSelector,
} from '@lakehouse-portal/maintenance';
import {
  TrinoConnectionError,
  tokenizeSql,
  TrinoQueryError,
} from '@lakehouse-portal/trino';
import { partitionPredicate } from './partitionPredicate';
import { TrinoExecutor } from './TrinoExecutor';
import { trinoProperties } from './trinoProperties';

const NOW = Date.UTC(2026, 10, 26);
const DAY_MS = 24 * 60 * 60 * 1000;
const TABLE = { namespace: 'shop"s', name: 'orders' };

type Answer = { rows?: unknown[][]; columns?: Array<[string, string]> };

/** A Trino that answers as it is told, and remembers what it was asked. */
function fakeTrino(answer: (sql: string) => Answer | Error = () => ({})) {
  const asked: Array<{ sql: string; options: Record<string, unknown> }> = [];
  return {
    asked,
    client: {
      query: async (sql: string, options: Record<string, unknown>) => {
        asked.push({ sql: sql.replace(/\s+/g, ' '), options });
        const given = answer(sql);
        if (given instanceof Error) {
          throw given;
        }
        return {
          queryId: 'q1',
          columns: (given.columns ?? []).map(([name, typeText]) => ({
            name,
            typeText,
            type: undefined,
          })),
          rows: given.rows ?? [],
          warnings: [],
          elapsedMs: 1,
        };
      },
    } as never,
  };
}

function executorOn(
  trino: ReturnType<typeof fakeTrino>,
  version = '483',
): TrinoExecutor {
  return TrinoExecutor.create({
    client: trino.client,
    catalog: 'lake',
    version,
    now: () => NOW,
    settleMs: 1_200,
  });
}

function failure(errorName: string, errorType = 'EXTERNAL') {
  return new TrinoQueryError({
    message: 'no',
    errorName,
    errorCode: 1,
    errorType,
  });
}

const rewrite = {
  operation: 'rewrite-data-files' as const,
  targetFileSizeBytes: 512 * 1024 * 1024,
  minFileSizeBytes: 384 * 1024 * 1024,
  rewriteAll: false,
  predicted: {
    filesBefore: 2,
    filesAfter: 1,
    rewrittenBytes: '1',
    deleteFilesBefore: 0,
    deleteFilesAfter: 0,
  },
};

function selector(
  transform: string,
  value: string | null,
  sourceColumn = 'ts',
): PartitionSelector {
  return {
    specId: 0,
    label: `x=${value}`,
    fields: [{ name: 'x', sourceColumn, transform, value }],
  };
}

describe('partitionPredicate', () => {
  const types = new Map([
    ['ts', 'timestamp(6)'],
    ['tz', 'timestamp(6) with time zone'],
    ['day', 'date'],
    ['s', 'varchar'],
    ['d', 'double'],
  ]);
  const one = (transform: string, value: string | null, column: string) =>
    partitionPredicate(selector(transform, value, column), types);

  it('names a year, month, day or hour by its bounds, in the type of the column', () => {
    expect(one('month', '2026-12', 'ts')).toBe(
      `("ts" >= CAST('2026-12-01 00:00:00' AS timestamp(6)) AND "ts" < CAST('2027-01-01 00:00:00' AS timestamp(6)))`,
    );
    expect(one('hour', '2026-11-24-23', 'tz')).toBe(
      `("tz" >= CAST('2026-11-24 23:00:00 UTC' AS timestamp(6) with time zone) AND "tz" < CAST('2026-11-25 00:00:00 UTC' AS timestamp(6) with time zone))`,
    );
    expect(one('day', '2028-02-28', 'day')).toBe(
      `("day" >= CAST('2028-02-28' AS date) AND "day" < CAST('2028-02-29' AS date))`,
    );
    expect(one('year', '0099', 'day')).toBe(
      `("day" >= CAST('0099-01-01' AS date) AND "day" < CAST('0100-01-01' AS date))`,
    );
    expect(one('identity', null, 's')).toBe(`("s" IS NULL)`);
  });

  it('refuses what a condition can’t say exactly', () => {
    for (const [transform, value, column] of [
      ['bucket[16]', '3', 's'],
      ['truncate[2]', 'ab', 's'],
      ['identity', '1.5', 'd'],
      ['day', '2026-11', 'ts'],
      ['day', '2026-11-24', 's'],
      ['year', '9999', 'day'],
      ['identity', 'x', 'gone'],
    ] as const) {
      expect(() => one(transform, value, column)).toThrow(
        expect.objectContaining({ name: 'UnsupportedUnitError' }),
      );
    }
  });

  it('keeps hostile values and names of columns inside of their quotes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, column) => {
        const sql = partitionPredicate(
          selector('identity', value, column),
          new Map([[column, 'varchar']]),
        );
        const tokens = tokenizeSql(sql);
        expect(tokens.map(token => token.kind)).toEqual([
          'symbol',
          'quoted',
          'symbol',
          'word',
          'symbol',
          'string',
          'word',
          'word',
          'symbol',
          'symbol',
        ]);
      }),
    );
  });
});

describe('TrinoExecutor', () => {
  afterEach(() => jest.restoreAllMocks());

  it('compacts a partition with a threshold, a target and the attempt’s name', async () => {
    const trino = fakeTrino(sql => {
      if (sql.startsWith('SHOW SESSION')) {
        return { rows: [['lake.target_max_file_size', '1GB']] };
      }
      return sql.startsWith('SELECT')
        ? { columns: [['day', 'date']] }
        : {
            columns: [
              ['metric_name', 'varchar'],
              ['metric_value', 'bigint'],
            ],
            rows: [
              ['rewritten_data_files_count', 12n],
              ['added_data_files_count', 1n],
            ],
          };
    });
    const outcome = await executorOn(trino).run(
      TABLE,
      { ...rewrite, partition: selector('day', '2026-11-24', 'day') },
      { key: 'run/3/1' },
    );
    expect(outcome).toMatchObject({ removedDataFiles: 12, addedDataFiles: 1 });
    expect(trino.asked.at(-1)).toMatchObject({
      sql: `ALTER TABLE "lake"."shop""s"."orders" EXECUTE optimize(file_size_threshold => '402653184B') WHERE ("day" >= CAST('2026-11-24' AS date) AND "day" < CAST('2026-11-25' AS date))`,
      options: {
        source: 'lakehouse-maintenance/run/3/1',
        sessionProperties: { 'lake.target_max_file_size': '536870912B' },
      },
    });
  });

  it('writes by the target that the same plan sets: told to the statement where the release has a session property, and by the table where it goes by that', async () => {
    const settings = {
      operation: 'set-properties' as const,
      properties: { 'write.target-file-size-bytes': '536870912' },
    };
    const newer = fakeTrino();
    const executor = executorOn(newer, '483');
    expect(executor.capabilities['set-properties'].properties).toContain(
      'write.target-file-size-bytes',
    );
    await executor.run(TABLE, settings);
    await executor.run(TABLE, rewrite);
    expect(
      newer.asked.map(({ sql }) => sql).filter(sql => sql.startsWith('ALTER')),
    ).toEqual([
      `ALTER TABLE "lake"."shop""s"."orders" SET PROPERTIES "target_max_file_size" = '536870912B'`,
      `ALTER TABLE "lake"."shop""s"."orders" EXECUTE optimize(file_size_threshold => '402653184B')`,
    ]);
    // Those that have the session property can't set that of the table: a plan by them goes by what the table says.
    expect(
      executorOn(fakeTrino(), '476').capabilities['set-properties'].properties,
    ).not.toContain('write.target-file-size-bytes');
  });

  it('does not set a target that the release has no session property for: it would refuse the statement', async () => {
    const trino = fakeTrino();
    await executorOn(trino).run(TABLE, rewrite);
    expect(trino.asked.at(-1)?.options.sessionProperties).toEqual({});
  });

  it('knows by release what it can do, and takes an unknown one for the oldest', async () => {
    const manifests = {
      operation: 'rewrite-manifests' as const,
      targetSizeBytes: 1,
      predicted: { manifestsBefore: 2, manifestsAfter: 1 },
    };
    for (const [version, can] of [
      ['458', false],
      ['469', false],
      ['470', true],
      ['483', true],
      ['483-e.2', true],
      ['testversion', false],
    ] as const) {
      const executor = executorOn(fakeTrino(), version);
      expect(executor.capabilities['rewrite-manifests'].supported).toBe(can);
      const run = executor.run(TABLE, manifests);
      await (can
        ? run
        : expect(run).rejects.toMatchObject({ name: 'UnsupportedUnitError' }));
    }
    const capabilities = (version: string) =>
      executorOn(fakeTrino(), version).capabilities;
    expect(
      capabilities('476')['rewrite-manifests'].notFor?.partitioned,
    ).toContain('153');
    expect(capabilities('483')['rewrite-manifests'].notFor).toBeUndefined();
    expect(
      capabilities('479')['rewrite-data-files'].notFor?.deletionVectors,
    ).toContain('480');
    expect(capabilities('476')['set-properties'].properties).not.toContain(
      'write.metadata.previous-versions-max',
    );
    const old = fakeTrino();
    await executorOn(old, '458').rollback(TABLE, '123');
    expect(old.asked[0].sql).toBe(
      `CALL "lake".system.rollback_to_snapshot('shop"s', 'orders', 123)`,
    );
    await expect(
      executorOn(fakeTrino()).rollback(TABLE, '1); DROP TABLE x'),
    ).rejects.toMatchObject({ name: 'ExecutorError', nothingChanged: true });
  });

  it('never chooses an age with which a snapshot would go that was not approved and nothing keeps', async () => {
    const ages = fc.uniqueArray(fc.integer({ min: 8, max: 400 }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(
        ages,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        async (days, approved, kept) => {
          const snapshots = days.map((age, index) => ({
            id: String(index + 1),
            committedMs: NOW - age * DAY_MS,
            approved: approved[index] && !kept[index],
            kept: kept[index],
          }));
          const unit: ExpireSnapshotsUnit = {
            operation: 'expire-snapshots',
            olderThanMs: NOW - 7 * DAY_MS,
            retainLast: 1,
            snapshotIds: snapshots
              .filter(one => one.approved)
              .map(({ id }) => id),
          };
          const trino = fakeTrino(sql =>
            sql.startsWith('SELECT')
              ? {
                  rows: snapshots.map(one => [
                    one.id,
                    BigInt(one.committedMs),
                    one.kept,
                  ]),
                }
              : {},
          );
          await executorOn(trino)
            .run(TABLE, unit)
            .catch(error =>
              expect(error).toMatchObject({ name: 'UnsupportedUnitError' }),
            );
          const statement = trino.asked.find(({ sql }) =>
            sql.startsWith('ALTER'),
          );
          if (statement) {
            const retention = Number(/=> '(\d+)ms'/.exec(statement.sql)?.[1]);
            // As late as the statement may begin.
            const cutoff = NOW + 10 * 60_000 - retention;
            for (const one of snapshots) {
              expect(
                one.approved || one.kept || one.committedMs >= cutoff,
              ).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('removes no orphan file where nobody can compare the approved list with Trino’s', async () => {
    const trino = fakeTrino();
    await expect(
      executorOn(trino).run(TABLE, {
        operation: 'remove-orphan-files',
        olderThanMs: NOW - 8 * DAY_MS,
        files: [{ location: 's3://a/b', sizeBytes: '1' }],
      }),
    ).rejects.toMatchObject({ name: 'UnsupportedUnitError' });
    expect(trino.asked).toEqual([]);
  });

  it.each([
    ['a conflict', failure('ICEBERG_COMMIT_ERROR'), { name: 'ConflictError' }],
    [
      'what it can’t do',
      failure('NOT_SUPPORTED', 'USER_ERROR'),
      { name: 'UnsupportedUnitError' },
    ],
    [
      'a refusal',
      failure('PERMISSION_DENIED', 'USER_ERROR'),
      { name: 'ExecutorError', nothingChanged: true },
    ],
    [
      'a failure in the middle',
      failure('ICEBERG_FILESYSTEM_ERROR'),
      { name: 'ExecutorError', nothingChanged: false },
    ],
    [
      'a server that has gone',
      new TrinoConnectionError('gone', {
        code: 'ECONNRESET',
        phase: 'exchange',
      }),
      { name: 'ExecutorError', nothingChanged: false },
    ],
  ])('%s is known by its code', async (_what, thrown, expected) => {
    await expect(
      executorOn(fakeTrino(() => thrown)).run(TABLE, rewrite),
    ).rejects.toMatchObject(expected);
  });

  it('kills the queries of an attempt that nobody waits for, and does nothing when one goes on', async () => {
    let killed = false;
    const trino = fakeTrino(sql => {
      if (sql.startsWith('CALL')) {
        killed = true;
        return {};
      }
      return { rows: [['q7', killed ? 'FAILED' : 'RUNNING']] };
    });
    expect(await executorOn(trino).settle(TABLE, "r'/1")).toEqual({
      queryIds: ['q7'],
      stopped: true,
    });
    expect(trino.asked[0].sql).toContain(
      `source = 'lakehouse-maintenance/r''/1'`,
    );
    await expect(
      executorOn(
        fakeTrino(sql =>
          sql.startsWith('CALL') ? {} : { rows: [['q7', 'RUNNING']] },
        ),
      ).settle(TABLE, 'k'),
    ).rejects.toMatchObject({ name: 'ExecutorError' });
  });

  it('bug: a query was not killed where Trino took as long as the patience to say that it runs', async () => {
    let nowMs = NOW;
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    const trino = fakeTrino(sql => {
      nowMs += 5_000;
      const killed = trino.asked.some(one => one.sql.startsWith('CALL'));
      return sql.startsWith('CALL')
        ? {}
        : { rows: [['q7', killed ? 'FAILED' : 'RUNNING']] };
    });
    expect(await executorOn(trino).settle(TABLE, 'k')).toEqual({
      queryIds: ['q7'],
      stopped: true,
    });
  });

  it('withdraws an expiry that waits in the queue until others would be old enough to go', async () => {
    let nowMs = NOW;
    const asked: string[] = [];
    const executor = TrinoExecutor.create({
      catalog: 'lake',
      version: '483',
      now: () => nowMs,
      client: {
        query: async (
          sql: string,
          options: {
            signal: AbortSignal;
            onProgress?: (progress: object) => void;
          },
        ) => {
          asked.push(sql);
          if (sql.startsWith('SELECT')) {
            return {
              columns: [],
              rows: [['1', BigInt(NOW - 30 * DAY_MS), false]],
            };
          }
          nowMs += 6 * 60_000;
          options.onProgress?.({ state: 'QUEUED', queryId: 'q' });
          options.signal.throwIfAborted();
          return { columns: [], rows: [] };
        },
      } as never,
    });
    await expect(
      executor.run(TABLE, {
        operation: 'expire-snapshots',
        olderThanMs: NOW - 7 * DAY_MS,
        retainLast: 1,
        snapshotIds: ['1'],
      }),
    ).rejects.toMatchObject({ name: 'ExecutorError', nothingChanged: true });
    expect(asked).toHaveLength(2);
  });

  it('compares rows as a whole, in today’s columns, and names those without a checksum', async () => {
    const trino = fakeTrino(sql => {
      if (sql.includes('WHERE false')) {
        return {
          columns: sql.includes('FOR VERSION')
            ? [
                ['id', 'integer'],
                ['dropped', 'varchar'],
              ]
            : [
                ['id', 'bigint'],
                ['new', 'array(row(a bigint))'],
                ['bin', 'array(varbinary)'],
                ['v', 'variant'],
              ],
        };
      }
      return { rows: [[7n, 'AB', 'CD']] };
    });
    expect(
      await executorOn(trino).checksum(TABLE, { snapshotId: '-5' }),
    ).toEqual({
      rows: '7',
      checksum: 'AB-CD',
      leftOut: [
        { column: 'bin', reason: expect.stringContaining('which rows') },
        { column: 'v', reason: expect.stringContaining('variant') },
      ],
    });
    expect(trino.asked.at(-1)?.sql).toBe(
      `SELECT count(*), to_hex(checksum(CAST(NULL AS array(varbinary)))), to_hex(checksum(xxhash64(to_utf8(json_format(CAST(ARRAY[CAST(CAST("id" AS bigint) AS varchar), json_format(CAST(CAST(NULL AS array(row(a bigint))) AS JSON))] AS JSON)))))) FROM "lake"."shop""s"."orders" FOR VERSION AS OF -5`,
    );
  });
});

describe('trinoProperties', () => {
  it('sets what Trino has a name for, and says from which release on', () => {
    const properties = {
      'write.metadata.delete-after-commit.enabled': 'true',
      'write.metadata.previous-versions-max': null,
    };
    expect(trinoProperties(properties, 480)).toBe(
      `"delete_after_commit_enabled" = true, "max_previous_versions" = DEFAULT`,
    );
    expect(() => trinoProperties(properties, 476)).toThrow(/from release 480/);
    expect(() => trinoProperties({ 'my.key': 'x' }, 483)).toThrow(/no table/);
    expect(() =>
      trinoProperties({ 'format-version': '2; DROP TABLE x' }, 483),
    ).toThrow(/must be a/);
  });
});
