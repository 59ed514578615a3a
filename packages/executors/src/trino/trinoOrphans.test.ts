import type { OpenTable, TableStore } from '@lakehouse-portal/maintenance';
import { expireInTrino } from './expireInTrino';
import { listTrinoOrphans, removeOrphansInTrino } from './trinoOrphans';
import { TrinoStatements } from './TrinoStatements';
import { orphanCutoff } from './orphanCutoff';
import { sortByTrinosRule } from './trinoOrphanRule';
import type { SurveyedFile } from '../planning/surveyTableFiles';
import { surveyTableFiles } from '../planning/surveyTableFiles';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = Date.UTC(2026, 10, 27);
const LOCATION = 's3://lake/shop/orders';

function file(
  path: string,
  over: Partial<SurveyedFile> & { days?: number } = {},
): SurveyedFile {
  const { days = 20, ...rest } = over;
  return {
    location: `${LOCATION}/${path}`,
    sizeBytes: 10,
    modifiedMs: NOW_MS - days * DAY_MS,
    referenced: false,
    isDataName: false,
    isMetadataName: false,
    ofOtherTable: false,
    ...rest,
  };
}

const metadata = {
  location: LOCATION,
  metadataLocation: `${LOCATION}/metadata/9.metadata.json`,
  metadataLog: [] as Array<{ timestampMs: number; metadataLocation: string }>,
  properties: {} as Record<string, string>,
  snapshots: [],
  statisticsFiles: [],
  partitionStatisticsFiles: [],
};

function sorted(
  files: SurveyedFile[],
  release: number | undefined,
  over: object = {},
) {
  return sortByTrinosRule(
    { files, metadata: { ...metadata, ...over } as never },
    release,
  );
}

const paths = (files: SurveyedFile[]) =>
  files.map(({ location }) => location.slice(LOCATION.length + 1));

describe('what Trino would remove', () => {
  const files = [
    file('data/orphan.parquet'),
    file('metadata/orphan.avro'),
    file('elsewhere/orphan.parquet'),
    file('data/used.parquet', { referenced: true, isDataName: true }),
    file('metadata/used.avro', { referenced: true, isMetadataName: true }),
    file('data/moved/used.parquet', { isDataName: true }),
    file('inner/data/x.parquet', { ofOtherTable: true }),
  ];

  it('is by names, in two folders up to 476 and everywhere in 483', () => {
    expect(paths(sorted(files, 476).wanted)).toEqual([
      'data/orphan.parquet',
      'metadata/orphan.avro',
    ]);
    expect(paths(sorted(files, 483).wanted)).toEqual([
      'data/orphan.parquet',
      'metadata/orphan.avro',
      'elsewhere/orphan.parquet',
    ]);
  });

  it('is not taken for known where releases between differ', () => {
    const { wanted, others } = sorted(files, 480);
    expect(paths(wanted)).toEqual([
      'data/orphan.parquet',
      'metadata/orphan.avro',
    ]);
    expect(paths(others.map(other => other.file))).toEqual([
      'elsewhere/orphan.parquet',
      'inner/data/x.parquet',
    ]);
  });

  it('is a danger where it is of another table, or needed under a name that 476 looks for elsewhere', () => {
    expect(paths(sorted(files, 483).others.map(other => other.file))).toEqual([
      'inner/data/x.parquet',
    ]);
    const odd = file('metadata/data-in-the-wrong-place.parquet', {
      referenced: true,
      isDataName: true,
    });
    expect(sorted([odd], 476).others).toHaveLength(1);
    expect(sorted([odd], 483).others).toEqual([]);
  });

  it('leaves orphans alone that have the name of a file of the table, and says so', () => {
    const { spared } = sorted(files, 483);
    expect(spared.map(group => [paths(group.files), group.reason])).toEqual([
      [
        ['data/moved/used.parquet'],
        'of the same names as files of the table, by which Trino goes',
      ],
      [
        ['inner/data/x.parquet'],
        'of another table below the location of this one',
      ],
    ]);
  });
});

describe('the age from which on Trino may remove files', () => {
  const cutoffOf = (
    files: SurveyedFile[],
    options: { minRetentionMs?: number; over?: object } = {},
  ) => {
    const { olderThanMs, reason } = orphanCutoff(
      sorted(files, 483, options.over),
      {
        olderThanMs: NOW_MS - 7 * DAY_MS,
        minRetentionMs: options.minRetentionMs,
        nowMs: NOW_MS,
        marginMs: 60_000,
      },
    );
    return { days: (NOW_MS - olderThanMs) / DAY_MS, reason };
  };

  it('is that of the policy where nothing is in the way', () => {
    expect(cutoffOf([file('data/a', { days: 30 })])).toEqual({ days: 7 });
  });

  it('is what the cluster insists on, when that is longer', () => {
    expect(
      cutoffOf([file('data/a')], { minRetentionMs: 14 * DAY_MS }),
    ).toMatchObject({ days: 14, reason: expect.stringContaining('14 days') });
  });

  it('is before everything that must stay and Trino would remove', () => {
    expect(
      cutoffOf([file('inner/data/x', { days: 25, ofOtherTable: true })]),
    ).toMatchObject({
      days: 25 + 1 / 1440,
      reason: expect.stringContaining('another table'),
    });
  });

  it('is before the metadata files that the next commits push out of the log, unless whoever commits removes them', () => {
    const metadataLog = Array.from({ length: 100 }, (_, n) => ({
      timestampMs: n,
      metadataLocation: `${LOCATION}/metadata/${n}.metadata.json`,
    }));
    const files = [
      ...metadataLog.map((_entry, n) =>
        file(`metadata/${n}.metadata.json`, {
          days: 60 - n / 2,
          referenced: true,
          isMetadataName: true,
        }),
      ),
      file('data/a', { days: 59 }),
    ];
    expect(cutoffOf(files, { over: { metadataLog } })).toMatchObject({
      days: 60 + 1 / 1440,
      reason: expect.stringContaining('metadata log'),
    });
    const properties = { 'write.metadata.delete-after-commit.enabled': 'true' };
    expect(cutoffOf(files, { over: { metadataLog, properties } })).toEqual({
      days: 7,
    });
    const longer = { 'write.metadata.previous-versions-max': '200' };
    expect(
      cutoffOf(files, { over: { metadataLog, properties: longer } }),
    ).toEqual({ days: 7 });
  });

  it('has nothing just after it: the statement may begin late', () => {
    const almost = 7 - 0.5 / 1440;
    const { days } = cutoffOf([
      file('data/a', { days: almost }),
      file('data/b', { days: 7.0001 }),
      file('data/c', { days: 8 }),
    ]);
    expect(days).toBeGreaterThan(7.0001);
    expect(days).toBeLessThan(8);
  });
});

describe('a survey of a table’s folder', () => {
  /** Folders with their files, by full location. */
  function storeOf(
    tree: Record<string, string[]>,
    over: Partial<OpenTable['metadata']> = {},
  ): TableStore {
    return {
      open: async () => ({
        metadata: { ...metadata, ...over } as never,
        fileIO: {
          read: async location => {
            throw new Error(`${location} is not there`);
          },
          listFolder: async location => ({
            files: (tree[location] ?? []).map(name => ({
              location: `${location}/${name}`,
              sizeBytes: 1,
              modifiedMs: 0,
            })),
            folders: Object.keys(tree).filter(
              folder =>
                folder.startsWith(`${location}/`) &&
                !folder.slice(location.length + 1).includes('/'),
            ),
          }),
        },
      }),
    };
  }

  it('knows files by their paths, however they are written, and tells tables in folders below', async () => {
    const { files, otherTables } = await surveyTableFiles(
      storeOf(
        {
          [LOCATION]: [],
          [`${LOCATION}/metadata`]: ['9.metadata.json', '1.stats', 'left.json'],
          [`${LOCATION}/inner`]: [],
          [`${LOCATION}/inner/metadata`]: ['0.metadata.json'],
          [`${LOCATION}/delta`]: [],
          [`${LOCATION}/delta/_delta_log`]: ['0.json'],
        },
        {
          statisticsFiles: [
            { statisticsPath: 's3a://lake/shop/orders/metadata/1.stats' },
          ] as never,
        },
      ),
    );
    expect(otherTables.sort()).toEqual([
      `${LOCATION}/delta`,
      `${LOCATION}/inner`,
    ]);
    expect(
      files.map(({ location, referenced, ofOtherTable }) => [
        location.slice(LOCATION.length + 1),
        referenced,
        ofOtherTable,
      ]),
    ).toEqual([
      ['metadata/9.metadata.json', true, false],
      ['metadata/1.stats', true, false],
      ['metadata/left.json', false, false],
      ['inner/metadata/0.metadata.json', false, true],
      ['delta/_delta_log/0.json', false, true],
    ]);
  });

  it('is not made where something that may refer to a file can’t be read, or the store lists nothing', async () => {
    const snapshots = [
      { snapshotId: '1', manifestList: `${LOCATION}/metadata/snap-1.avro` },
    ] as never;
    await expect(
      surveyTableFiles(storeOf({ [LOCATION]: [] }, { snapshots })),
    ).rejects.toMatchObject({
      name: 'OrphansUnknownError',
      message: expect.stringContaining('snapshot 1'),
    });
    const blind: TableStore = {
      open: async () => ({
        metadata: metadata as never,
        fileIO: { read: async () => new Uint8Array() },
      }),
    };
    await expect(surveyTableFiles(blind)).rejects.toMatchObject({
      name: 'OrphansUnknownError',
    });
  });
});

describe('a removal by Trino', () => {
  const old = NOW_MS - 20 * DAY_MS;
  let folder: Map<string, number>;
  let metadataLocation: string;
  let properties: Record<string, string>;
  let asked: string[];
  /** What Trino does when it is told to remove. */
  let removal: () => void;

  beforeEach(() => {
    folder = new Map([
      ['metadata/9.metadata.json', old],
      ['data/a', old],
      ['data/b', old],
      ['data/young', NOW_MS - DAY_MS],
    ]);
    metadataLocation = metadata.metadataLocation;
    properties = {};
    asked = [];
    removal = () => {
      folder.delete('data/a');
      folder.delete('data/b');
    };
  });

  const store: TableStore = {
    open: async () => ({
      metadata: {
        ...metadata,
        metadataLocation,
        currentSnapshotId: '1',
        properties,
      } as never,
      fileIO: {
        read: async () => new Uint8Array(),
        listFolder: async location => ({
          files: [...folder]
            .map(([path, modifiedMs]) => ({
              location: `${LOCATION}/${path}`,
              sizeBytes: 10,
              modifiedMs,
            }))
            .filter(
              one =>
                one.location.slice(0, one.location.lastIndexOf('/')) ===
                location,
            ),
          folders:
            location === LOCATION
              ? [`${LOCATION}/data`, `${LOCATION}/metadata`]
              : [],
        }),
      },
    }),
  };

  const statements = new TrinoStatements({
    catalog: 'lake',
    maxDurationMs: 1000,
    client: {
      query: async (sql: string) => {
        asked.push(sql);
        if (sql.includes('remove_orphan_files(')) {
          removal();
        }
        return {
          queryId: 'q',
          columns: [],
          rows: sql.startsWith('SHOW SESSION')
            ? [['lake.remove_orphan_files_min_retention', '14.00d']]
            : [[NOW_MS]],
          warnings: [],
          elapsedMs: 1,
        };
      },
    } as never,
  });
  const options = {
    release: 483,
    store,
    now: () => NOW_MS,
    marginMs: 60_000,
  };
  const remove = async (...names: string[]) =>
    removeOrphansInTrino(
      statements,
      { namespace: 'shop', name: 'orders' },
      {
        operation: 'remove-orphan-files',
        olderThanMs: NOW_MS - 8 * DAY_MS,
        files: names.map(name => ({
          location: `${LOCATION}/${name}`,
          sizeBytes: '10',
        })),
      },
      options,
    );
  const removals = () =>
    asked.filter(sql => sql.includes('remove_orphan_files('));

  it('is planned with what the cluster insists on', async () => {
    expect(
      await listTrinoOrphans(statements, {
        ...options,
        olderThanMs: NOW_MS - 7 * DAY_MS,
      }),
    ).toMatchObject({
      files: [
        { location: `${LOCATION}/data/a`, sizeBytes: 10n },
        { location: `${LOCATION}/data/b` },
        { location: `${LOCATION}/data/young` },
      ],
      olderThanMs: NOW_MS - 14 * DAY_MS,
      olderThanReason: expect.stringContaining('14 days'),
    });
  });

  it('goes below that only where the session may, which takes an age below seven days that was allowed', async () => {
    const of = async (days: number) =>
      listTrinoOrphans(statements, {
        ...options,
        allowYoung: true,
        olderThanMs: NOW_MS - days * DAY_MS,
      });
    expect((await of(2)).olderThanMs).toBeUndefined();
    expect((await of(8)).olderThanMs).toBe(NOW_MS - 14 * DAY_MS);
  });

  it('takes place when its list is the approved one, by the clock of Trino, and tells what is gone', async () => {
    expect(await remove('data/a', 'data/b')).toEqual({
      deletedFiles: 2,
      freedBytes: '20',
      warnings: [],
    });
    expect(removals()).toEqual([
      `ALTER TABLE "lake"."shop"."orders" EXECUTE remove_orphan_files(retention_threshold => '${
        8 * DAY_MS
      }ms')`,
    ]);
  });

  it('does not take place when a file would be on its list that nobody approved', async () => {
    await expect(remove('data/a')).rejects.toMatchObject({
      name: 'UnsupportedUnitError',
      message: expect.stringMatching(/not approved.*data\/b/),
    });
    expect(removals()).toEqual([]);
    expect(folder.size).toBe(4);
  });

  it.each(['false', 'no', 'true '])(
    'does not take place where gc.enabled is %j, nor does an expiry',
    async value => {
      properties = { 'gc.enabled': value };
      const refused = {
        name: 'UnsupportedUnitError',
        message: expect.stringContaining('gc.enabled'),
      };
      await expect(remove('data/a', 'data/b')).rejects.toMatchObject(refused);
      await expect(
        expireInTrino(
          statements,
          { namespace: 'shop', name: 'orders' },
          {
            operation: 'expire-snapshots',
            olderThanMs: NOW_MS,
            retainLast: 1,
            snapshotIds: ['1'],
          },
          options,
        ),
      ).rejects.toMatchObject(refused);
      expect(asked).toEqual([]);
    },
  );

  it('does not take place when nothing of what was approved is left', async () => {
    folder.delete('data/a');
    folder.delete('data/b');
    expect(await remove('data/a', 'data/b')).toMatchObject({
      deletedFiles: 0,
      warnings: [expect.stringContaining('None of the approved files')],
    });
    expect(removals()).toEqual([]);
  });

  it('is a loud failure when other files are gone afterwards, unless somebody committed meanwhile', async () => {
    removal = () => {
      folder.delete('data/a');
      folder.delete('data/young');
    };
    await expect(remove('data/a', 'data/b')).rejects.toMatchObject({
      name: 'ExecutorError',
      message: expect.stringMatching(
        /^FILES ARE GONE THAT NOBODY APPROVED.*data\/young/,
      ),
    });
    folder.set('data/a', old).set('data/young', NOW_MS - DAY_MS);
    removal = () => {
      folder.delete('data/a');
      folder.delete('data/young');
      metadataLocation = `${LOCATION}/metadata/10.metadata.json`;
    };
    expect(await remove('data/a', 'data/b')).toMatchObject({
      deletedFiles: 1,
      warnings: [
        '1 of the 2 approved files are still there.',
        expect.stringContaining('somebody committed meanwhile'),
      ],
    });
  });
});
