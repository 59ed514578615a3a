import type { TrinoClient, TrinoResult } from '../client';
import type { TrinoType, TrinoValue } from '../values';
import { QueryGate } from './QueryGate';
import { readTrinoTable } from './readTable';

const scalar = (base: string, ...parameters: number[]): TrinoType => ({
  kind: 'scalar',
  base,
  parameters,
});

/** A table as Trino counts it. */
interface Counted {
  /** As SHOW CREATE TABLE has it. */
  partitioning: string[];
  /** Fields of `$files.partition`. */
  fields: Array<[name: string, type: TrinoType]>;
  /** Per spec: data files, and how many have a value of each field. */
  specs: Array<[specId: number, files: number, values: number[]]>;
  /** Rows of delete files: content, format, count, records. */
  deletes?: Array<
    [content: number, format: string, files: number, records: string]
  >;
  /** Entries that a rewrite of manifests carried over. */
  existing?: number;
}

const COLUMNS: Array<[name: string, type: TrinoType]> = [
  ['id', scalar('bigint')],
  ['kind', scalar('varchar')],
  ['at', scalar('timestamp', 6)],
];

async function read({
  partitioning,
  fields,
  specs,
  deletes = [],
  existing = 0,
}: Counted) {
  const dataFiles = specs.reduce((sum, [, files]) => sum + files, 0);
  const ofTypes = (types: TrinoType[]) => ({
    rows: [],
    columns: types.map(type => ({ name: '', type })),
  });
  const rowsOf: Array<[RegExp, () => TrinoValue[][]]> = [
    [
      /metadata_log_entries/,
      () => [['2026-11-27T00:00:00.000Z', 's3://l/1.json', '1', 0, '1']],
    ],
    [/information_schema/, () => COLUMNS.map(([name]) => [name, 'YES', null])],
    [
      /^SHOW CREATE/,
      () => [
        [
          `CREATE TABLE l.s.t (id bigint) WITH (format_version = 2, partitioning = ARRAY[${partitioning
            .map(one => `'${one}'`)
            .join(',')}])`,
        ],
      ],
    ],
    [
      /\$snapshots/,
      () => [
        [
          '2026-11-27T00:00:00.000Z',
          '1',
          null,
          'append',
          's3://l/1.avro',
          null,
        ],
      ],
    ],
    [/\$refs/, () => [['main', 'BRANCH', '1', null, null, null]]],
    [/^DESCRIBE .*\$files/, () => [['content'], ['partition'], ['spec_id']]],
    [/^DESCRIBE .*\$manifests/, () => [['content']]],
    [
      /\$manifests/,
      () => [[100, 0, '1', dataFiles - existing, existing, 0, 0]],
    ],
    [
      /^SELECT spec_id(, count\(partition[^)]*\))* FROM [^ ]* GROUP BY spec_id$/,
      () => specs.map(([id, , values]) => [id, ...values]),
    ],
    [
      /^SELECT content/,
      () => [
        ...specs.map(([id, files]): TrinoValue[] => [
          0,
          'parquet',
          id,
          null,
          7,
          files,
          '100',
          '1000',
        ]),
        ...deletes.map(([content, format, files, records]): TrinoValue[] => [
          content,
          format,
          0,
          null,
          7,
          files,
          '100',
          records,
        ]),
      ],
    ],
    [/^SELECT count_if/, () => [[0, []]]],
    [/max\(total\)/, () => [[null, null, null, null, null]]],
  ];
  const client: Pick<TrinoClient, 'query'> = {
    async query(sql) {
      if (/^SELECT partition FROM/.test(sql))
        return ofTypes([
          {
            kind: 'row',
            fields: fields.map(([name, type]) => ({ name, type })),
          },
        ]) as unknown as TrinoResult;
      if (/WHERE false$/.test(sql))
        return ofTypes(
          COLUMNS.map(([, type]) => type),
        ) as unknown as TrinoResult;
      const [, rows] = rowsOf.find(([pattern]) => pattern.test(sql)) ?? [];
      return { rows: rows?.() ?? [] } as TrinoResult;
    },
  };
  const reading = await readTrinoTable(
    new QueryGate(client as TrinoClient, 1),
    { catalog: 'l', schema: 's', table: 't' },
  );
  if (!reading || reading === 'unchanged') throw new Error(String(reading));
  const { metadata, statistics } = reading;
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  return {
    statistics: statistics!,
    defaultSpecId: metadata.defaultSpecId,
    current: spec?.fields.map(({ name, transform, sourceIds }) => {
      const source = metadata.schemas[0].fields.find(
        ({ id }) => id === sourceIds[0],
      );
      return `${name} ${transform} of ${source?.name}`;
    }),
    codes: metadata.warnings.map(({ code }) => code),
  };
}

const DAY_AND_KIND: Counted['fields'] = [
  ['at_day', scalar('date')],
  ['kind', scalar('varchar')],
];

describe('the partitioning of a table that Trino counts', () => {
  it('bug: is found where a field has a name of its own, with the files that follow it and the names of its fields', async () => {
    const { defaultSpecId, current, codes } = await read({
      partitioning: ['day(at)', 'kind', 'bucket(id, 4)'],
      fields: [...DAY_AND_KIND, ['b', scalar('integer')]],
      specs: [
        [0, 16, [16, 16, 0]],
        [1, 23, [23, 23, 23]],
      ],
    });
    expect(defaultSpecId).toBe(1);
    expect(current).toEqual([
      'at_day day of at',
      'kind identity of kind',
      'b bucket[4] of id',
    ]);
    expect(codes).not.toContain('default-spec-id-unknown');
  });

  it('bug: is not taken for an earlier one with another number of buckets', async () => {
    const { defaultSpecId, current } = await read({
      partitioning: ['bucket(id, 8)'],
      fields: [
        ['id_bucket', scalar('integer')],
        ['id_bucket_8', scalar('integer')],
      ],
      specs: [
        [0, 5, [5, 0]],
        [1, 2, [0, 2]],
      ],
    });
    expect(defaultSpecId).toBe(1);
    expect(current).toEqual(['id_bucket_8 bucket[8] of id']);
  });

  it('where no file follows it yet, says so, with the names of its fields', async () => {
    const { defaultSpecId, current, codes } = await read({
      partitioning: ['kind', 'bucket(id, 4)'],
      fields: [...DAY_AND_KIND, ['b', scalar('integer')]],
      specs: [[0, 16, [16, 16, 0]]],
    });
    expect(defaultSpecId).toBe(-1);
    expect(current).toEqual(['kind identity of kind', 'b bucket[4] of id']);
    expect(codes).toContain('default-spec-id-unknown');
  });

  it('bug: where names and types leave it open which files follow it, does not say that none does', async () => {
    const { defaultSpecId, codes } = await read({
      partitioning: ['bucket(id, 8)'],
      fields: [
        ['x', scalar('integer')],
        ['y', scalar('integer')],
      ],
      specs: [
        [0, 5, [5, 0]],
        [1, 2, [0, 2]],
      ],
    });
    expect(defaultSpecId).toBe(-1);
    expect(codes).toContain('current-files-unknown');
    expect(codes).not.toContain('default-spec-id-unknown');
  });

  it('of two fields of one kind with names of their own, in the one way that there is, has them in order', async () => {
    const { defaultSpecId, current } = await read({
      partitioning: ['bucket(id, 8)', 'bucket(kind, 8)'],
      fields: [
        ['x', scalar('integer')],
        ['y', scalar('integer')],
      ],
      specs: [[3, 5, [5, 5]]],
    });
    expect(defaultSpecId).toBe(3);
    expect(current).toEqual(['x bucket[8] of id', 'y bucket[8] of kind']);
  });
});

describe('what Trino does not tell of the files', () => {
  const plain: Counted = {
    partitioning: [],
    fields: [],
    specs: [[0, 8, []]],
  };

  it('bug: is absent, and not 0: which files have deletes, and how many records of them are gone', async () => {
    const { statistics } = await read({
      ...plain,
      deletes: [
        [1, 'parquet', 8, '80'],
        [1, 'puffin', 2, '20'],
      ],
    });
    expect(statistics.positionDeleteFiles).toBe(8);
    expect(statistics.dataFilesWithDeletes).toBeUndefined();
    expect(statistics.recordsDeletedByPosition).toBeUndefined();
    expect(statistics.mostDeletedFiles).toBeUndefined();
  });

  it('what deletion vectors alone delete is known, each being of one file', async () => {
    const { statistics } = await read({
      ...plain,
      deletes: [[1, 'puffin', 2, '20']],
    });
    expect(statistics).toMatchObject({
      dataFilesWithDeletes: 2,
      recordsDeletedByPosition: 20n,
    });
    expect(statistics.mostDeletedFiles).toBeUndefined();
  });

  it('of a table without deletes, that there are none is known', async () => {
    const { statistics } = await read(plain);
    expect(statistics).toMatchObject({
      dataFilesWithDeletes: 0,
      recordsDeletedByPosition: 0n,
      mostDeletedFiles: [],
    });
  });

  it('bug: files are not said to be of expired snapshots where Trino does not tell which snapshot added them', async () => {
    const known = await read(plain);
    expect(known.statistics.fileAges.filesOfExpiredSnapshots).toBe(0);
    const { statistics } = await read({ ...plain, existing: 3 });
    expect(statistics.warnings.map(({ code }) => code)).toContain(
      'file-ages-unknown',
    );
    expect(statistics.fileAges).toEqual({});
  });
});
