import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { runWithOutput } from './__testUtils__/runWithOutput';
import { run } from './run';

const FIXTURES = resolve(__dirname, '../../table-metadata/fixtures');
const SPARK = `/tmp/lakehouse-fixtures/spark/db=${FIXTURES}/spark`;
const PYICEBERG = `file:///tmp/lakehouse-fixtures/pyiceberg/db=${FIXTURES}/pyiceberg`;

async function lakehouse(...args: string[]) {
  const output = await runWithOutput(run, args);
  return { ...output, json: () => JSON.parse(output.out) };
}

describe('lakehouse', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-cli-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A configuration with one embedded lakehouse, whose catalog names fixtures. */
  function configure(): string {
    const directory = join(folder, 'retail');
    mkdirSync(directory, { recursive: true });
    rmSync(join(directory, 'catalog.db'), { force: true });
    const database = new Database(join(directory, 'catalog.db'));
    database.exec(
      'CREATE TABLE iceberg_tables (catalog_name TEXT, table_namespace TEXT, table_name TEXT, metadata_location TEXT, previous_metadata_location TEXT, iceberg_type TEXT)',
    );
    const insert = database.prepare(
      'INSERT INTO iceberg_tables VALUES (?, ?, ?, ?, NULL, ?)',
    );
    const metadata = `file://${FIXTURES}/spark/mor2file/metadata/v4.metadata.json`;
    insert.run('retail', 'silver', 'orders', metadata, 'TABLE');
    insert.run('retail', 'raw.events', 'clicks', metadata, null);
    insert.run('retail', 'silver', 'a_view', metadata, 'VIEW');
    insert.run('another', 'silver', 'foreign', metadata, 'TABLE');
    database.close();
    const config = join(folder, 'app-config.yaml');
    writeFileSync(
      config,
      `
lakehouse:
  connections:
    retail:
      type: embedded
      directory: \${RETAIL_DIRECTORY:-retail}
      layers: { raw.events: bronze }
      rules: [{ match: 'silver.*', policy: { minSnapshotsToKeep: 3 } }]
    far: { type: rest }
`,
    );
    return config;
  }

  describe('inspect', () => {
    it('prints exactly the keys that are promised', async () => {
      const { code, json } = await lakehouse(
        'inspect',
        join(FIXTURES, 'spark/dv3'),
        '--rewrite',
        SPARK,
        '--json',
      );
      expect(code).toBe(0);
      const inspection = json();
      expect(Object.keys(inspection)).toEqual([
        'formatVersion',
        'tableUuid',
        'location',
        'metadataLocation',
        'currentSchemaId',
        'columns',
        'fieldsFlat',
        'partitionSpec',
        'sortOrder',
        'properties',
        'snapshots',
        'refs',
        'currentSnapshotId',
        'statisticsFiles',
        'warnings',
        'files',
        'metadataSizeBytes',
        'lastUpdatedMs',
        'lastSequenceNumber',
        'lastColumnId',
        'lastPartitionId',
        'nextRowId',
        'schemas',
        'schemaCount',
        'defaultSpecId',
        'partitionSpecs',
        'defaultSortOrderId',
        'sortOrders',
        'lineage',
        'snapshotLogEntries',
        'metadataLog',
        'metadataFiles',
        'partitionStatisticsFiles',
        'encryptionKeyIds',
      ]);
      expect(Object.keys(inspection.files)).toEqual([
        'manifests',
        'dataFiles',
        'dataBytes',
        'dataRecords',
        'minFileBytes',
        'maxFileBytes',
        'fileFormats',
        'histogram',
        'partitions',
        'positionDeleteFiles',
        'positionDeleteRecords',
        'equalityDeleteFiles',
        'equalityDeleteRecords',
        'deletionVectors',
        'deletionVectorRecords',
        'deleteFiles',
        'deleteRecords',
        'incomplete',
        'detail',
      ]);
      expect(inspection).toMatchObject({
        formatVersion: 3,
        columns: expect.arrayContaining([
          { id: 4, name: 'amt', type: 'decimal(12, 3)', required: false },
        ]),
        fieldsFlat: expect.arrayContaining([
          { id: 6, path: 'm', type: 'map', required: false },
          { id: 11, path: 'm.key', type: 'string', required: true },
          { id: 12, path: 'm.value', type: 'list', required: false },
          { id: 13, path: 'm.value.element', type: 'int', required: false },
          { id: 16, path: 'st.y.z', type: 'date', required: false },
        ]),
        partitionSpec: [
          { source: 'ts', sourceId: 2, transform: 'day', name: 'ts_day' },
          { source: 'region' },
        ],
        files: { deletionVectors: expect.any(Number), incomplete: false },
      });
      expect(inspection.columns[5].type).toEqual({
        type: 'map',
        'key-id': 11,
        key: 'string',
        'value-id': 12,
        value: {
          type: 'list',
          'element-id': 13,
          element: 'int',
          'element-required': false,
        },
        'value-required': false,
      });
      expect(inspection.currentSnapshotId).toBe(
        inspection.snapshots[inspection.snapshots.length - 1].id,
      );
    });

    it('takes a metadata file, a file: location and a relative path too; without a snapshot there are no files', async () => {
      const name = readdirSync(join(FIXTURES, 'pyiceberg/empty/metadata'))[0];
      const file = join(FIXTURES, 'pyiceberg/empty/metadata', name);
      for (const location of [
        file,
        `file://${file}`,
        relative(process.cwd(), file),
      ]) {
        const { code, json } = await lakehouse('inspect', location, '--json');
        expect(code).toBe(0);
        expect(json()).toMatchObject({
          files: null,
          currentSnapshotId: null,
          snapshots: [],
          refs: [],
          warnings: [],
        });
      }
    });

    it('lets the longest of several rewrites win, and rewrites LOCATION where it is not there as given', async () => {
      const { json } = await lakehouse(
        'inspect',
        'file:///tmp/lakehouse-fixtures/pyiceberg/db/v1',
        '--rewrite',
        'file:///tmp/lakehouse-fixtures=/nowhere',
        '--rewrite',
        PYICEBERG,
        '--rewrite',
        'file:///tmp=/nowhere/else',
        '--json',
      );
      expect(json()).toMatchObject({
        formatVersion: 1,
        files: { dataRecords: 6, partitions: 3, incomplete: false },
        warnings: [],
      });
    });

    it('shows the sound rest of a damaged table', async () => {
      cpSync(join(FIXTURES, 'spark/mor2file'), join(folder, 'damaged'), {
        recursive: true,
      });
      const deletes = readdirSync(join(folder, 'damaged/metadata')).filter(
        file => /-m\d\.avro$/.test(file),
      );
      for (const file of deletes.slice(0, 1))
        truncateSync(join(folder, 'damaged/metadata', file), 3000);
      const rewrite = `file:/tmp/lakehouse-fixtures/spark/db/mor2file=${folder}/damaged`;
      const { code, json } = await lakehouse(
        'inspect',
        join(folder, 'damaged'),
        '--rewrite',
        rewrite,
        '--json',
      );
      expect(code).toBe(0);
      expect(json()).toMatchObject({
        formatVersion: 2,
        files: { incomplete: true, manifests: { total: 3 } },
        warnings: [
          {
            code: 'manifest-unreadable',
            message: expect.stringContaining('is truncated'),
            location: expect.stringContaining(deletes[0]),
          },
        ],
      });
      const { out } = await lakehouse(
        'inspect',
        join(folder, 'damaged'),
        '--rewrite',
        rewrite,
      );
      expect(out).toContain('INCOMPLETE, at least: ');
      expect(out).toContain('Warnings (1)');
    });

    it('a table of which no manifest list, or no manifest, can be read is shown, with exit code 1', async () => {
      const unread = join(folder, 'unread');
      cpSync(join(FIXTURES, 'spark/mor2file'), unread, { recursive: true });
      const metadata = join(unread, 'metadata');
      const rewrite = [
        '--rewrite',
        `file:/tmp/lakehouse-fixtures/spark/db/mor2file=${unread}`,
      ];
      for (const pattern of [/-m\d\.avro$/, /^snap-.*\.avro$/]) {
        for (const file of readdirSync(metadata))
          if (pattern.test(file)) rmSync(join(metadata, file));
        const inspected = await lakehouse(
          'inspect',
          unread,
          ...rewrite,
          '--json',
        );
        expect(inspected).toMatchObject({ code: 1, err: '' });
        expect(inspected.json()).toMatchObject({
          formatVersion: 2,
          files: { incomplete: true, dataFiles: 0 },
        });
        const shown = await lakehouse('inspect', unread, ...rewrite);
        expect(shown).toMatchObject({ code: 1, err: '' });
        expect(shown.out).toContain('INCOMPLETE, at least: 0 data files');
        expect(await lakehouse('health', unread, ...rewrite)).toMatchObject({
          code: 1,
          err: '',
        });
      }
    });

    it('a table whose current snapshot is damaged is not taken for one that was never written to', async () => {
      const path = join(folder, '00000-damaged.metadata.json');
      const metadata = JSON.parse(
        readFileSync(
          join(FIXTURES, 'spark/mor2file/metadata/v4.metadata.json'),
          'utf8',
        ),
      );
      writeFileSync(
        path,
        JSON.stringify({ ...metadata, 'current-snapshot-id': 'x', refs: {} }),
      );
      const [title] = (await lakehouse('inspect', path)).out.split('\n');
      expect(title).toMatch(
        /no current snapshot, though \d+ snapshots can be read$/,
      );
      const snapshots = [{ 'snapshot-id': 'x' }];
      writeFileSync(
        path,
        JSON.stringify({ ...metadata, snapshots, 'current-snapshot-id': 'x' }),
      );
      expect((await lakehouse('inspect', path)).out).toContain(
        'none of its snapshots can be read',
      );
    });

    it('answers people with the answer first', async () => {
      const { out } = await lakehouse(
        'inspect',
        join(FIXTURES, 'spark/evo'),
        '--rewrite',
        SPARK,
      );
      const [title, answer] = out.split('\n');
      expect(title).toContain('Iceberg table, format version 2');
      expect(answer).toMatch(
        /^\d+ data files, [\d.]+ kB, 110 records, \d+ partitions$/,
      );
      expect(out).toContain(
        'Partitioned by  identity(area), hour(ts), bucket[8](id)',
      );
      expect(out).toContain(
        'Sorted by       id desc nulls last, bucket[4](area) asc nulls first',
      );
      expect(out).toMatch(/l\.element\.c +string/);
    });

    it('names the files that lose most, and says how long branches and tags are kept', async () => {
      const { out } = await lakehouse(
        'inspect',
        join(FIXTURES, 'spark/dv3'),
        '--rewrite',
        SPARK,
      );
      expect(out).toMatch(
        /^Data files with the largest shares deleted by position\n {2}24 % {2}6 of 25 {2}1 delete file {2}file:.*\.parquet$/m,
      );
      const written = join(
        FIXTURES,
        'engines/iceberg-java-1.11/branches_and_tags/db/branches_and_tags',
      );
      const { out: branches } = await lakehouse('inspect', written);
      expect(branches).toMatch(
        /main +branch +\d+ +keeps at least 3 snapshots\n/,
      );
      expect(branches).toMatch(
        /v1 +tag +\d+ +itself: may expire after 365 days\n/,
      );
      expect(branches).toMatch(
        /audit +branch +\d+ +keeps at least 5 snapshots, snapshots: may expire after 7 days, itself: kept for ever\n/,
      );
    });

    it('bug: claims nothing of files where the manifest list could not be read', async () => {
      const copy = join(folder, 'unlisted');
      cpSync(join(FIXTURES, 'spark/mor2file'), copy, { recursive: true });
      for (const name of readdirSync(join(copy, 'metadata')))
        if (name.startsWith('snap-')) rmSync(join(copy, 'metadata', name));
      const moved = [
        copy,
        '--rewrite',
        `${SPARK.split('=')[0]}/mor2file=${copy}`,
      ];
      const health = (await lakehouse('health', ...moved)).out;
      expect(health).toContain('The health of this table is unknown.');
      expect(health).not.toMatch(/No data files|No manifests|No position/);
      const plan = (await lakehouse('plan', ...moved)).out;
      expect(plan.split('\n')[0]).toMatch(/: not judged$/);
      expect(plan).toContain('What manifests the table has is not known.');
    });

    it('shows how the metadata file grew to who asks for it: sizes of the files that the log has, and which are gone', async () => {
      const table = join(FIXTURES, 'spark/evo');
      const args = ['inspect', table, '--rewrite', SPARK];
      const { metadataFiles, metadataLog } = (
        await lakehouse(...args, '--growth', '--json')
      ).json();
      expect(metadataFiles).toHaveLength(metadataLog.length + 1);
      const sizes = metadataFiles.map(
        ({ metadataLocation }: { metadataLocation: string }) =>
          statSync(join(table, 'metadata', basename(metadataLocation)), {
            throwIfNoEntry: false,
          })?.size ?? null,
      );
      expect(sizes.at(-1)).toBeGreaterThan(0);
      expect(
        metadataFiles.map(({ sizeBytes }: { sizeBytes: number }) => sizeBytes),
      ).toEqual(sizes);
      const { out } = await lakehouse(...args, '--growth');
      expect(out).toMatch(
        /Metadata files \(\d+\)\n {2}2\d{3}-.* kB {2}\S+\.json/,
      );
      expect((await lakehouse(...args, '--json')).json().metadataFiles).toBe(
        null,
      );
    });

    it('does not let a table steer the terminal', async () => {
      mkdirSync(join(folder, 'evil'), { recursive: true });
      const metadata = {
        'format-version': 1,
        location: '/evil\u001b[2J',
        'last-updated-ms': 1,
        schema: { fields: [{ id: 1, name: 'a\u001b]0;x\u0007', type: 'int' }] },
        'partition-spec': [],
      };
      writeFileSync(
        join(folder, 'evil/v1.metadata.json'),
        JSON.stringify(metadata),
      );
      const { code, out } = await lakehouse('inspect', join(folder, 'evil'));
      expect(code).toBe(0);
      expect(out).not.toContain('\u001b');
      expect(out).not.toContain('\u0007');
    });
  });

  describe('configured tables', () => {
    it('are listed, without views and other catalogs; one lakehouse that cannot be read does not hide the others', async () => {
      const config = configure();
      const { code, json } = await lakehouse(
        'tables',
        '--config',
        config,
        '--json',
      );
      expect(code).toBe(0);
      expect(json()).toMatchObject({
        tables: [
          {
            name: 'retail.raw.events.clicks',
            namespace: 'raw.events',
            table: 'clicks',
            layer: 'bronze',
          },
          {
            name: 'retail.silver.orders',
            namespace: 'silver',
            layer: 'silver',
          },
        ],
        warnings: [
          {
            lakehouse: 'far',
            message: expect.stringContaining('lakehouse.connections.far'),
          },
        ],
      });
      const people = await lakehouse('tables', '--config', config);
      expect(people.out).toContain('2 tables in 1 lakehouse\n');
    });

    it('are inspected and judged by name, with the promises of the configuration', async () => {
      const config = configure();
      const inspected = await lakehouse(
        'inspect',
        'retail.silver.orders',
        '--config',
        config,
        '--rewrite',
        SPARK,
        '--json',
      );
      expect(inspected.json()).toMatchObject({
        formatVersion: 2,
        files: { positionDeleteFiles: expect.any(Number) },
      });
      const judged = await lakehouse(
        'health',
        'retail.silver.orders',
        '--config',
        config,
        '--rewrite',
        SPARK,
        '--json',
      );
      expect(judged.code).toBe(0);
      expect(judged.json()).toMatchObject({
        severity: expect.stringMatching(/^(healthy|at-risk|critical)$/),
        dimensions: expect.any(Array),
        policy: {
          layer: 'silver',
          minSnapshotsToKeep: {
            value: 3,
            source: { kind: 'policy', label: 'rule silver.*' },
          },
        },
        incomplete: false,
      });
      const missing = await lakehouse(
        'inspect',
        'retail.silver.nope',
        '--config',
        config,
        '--json',
      );
      expect(missing).toMatchObject({ code: 2 });
      expect(missing.json().error.message).toContain(
        'has no table silver.nope',
      );
      const unknown = await lakehouse(
        'health',
        'other.silver.orders',
        '--config',
        config,
      );
      expect(unknown.err).toContain('configured lakehouses: retail, far');
    });
  });

  it('explains itself', async () => {
    expect((await lakehouse('--help')).out).toContain('Exit codes: 0 done');
    expect((await lakehouse('inspect', '--help')).out).toContain(
      'the longest FROM wins',
    );
    expect((await lakehouse('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await lakehouse()).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage: lakehouse'),
    });
  });
});
