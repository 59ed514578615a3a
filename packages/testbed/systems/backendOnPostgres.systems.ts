import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, runCommand, startPostgres } from '../src';

const BACKEND = join(__dirname, '../../../plugins/lakehouse-backend');

/**
 * Tests of the back end that run on each database that the environment names: by themselves they know SQLite only.
 */
const FILES = [
  'src/database/DatabaseRollupStore.test.ts',
  'src/database/DatabaseTableStore.test.ts',
  'src/database/migrations.test.ts',
  'src/calibration/QueryObserver.test.ts',
  'src/maintenance/DatabaseEndedRuns.test.ts',
  'src/maintenance/RegressionNotifier.test.ts',
  'src/maintenance/database/DueStore.test.ts',
  'src/maintenance/approvals.test.ts',
  'src/maintenance/faults.test.ts',
  'src/maintenance/killed.test.ts',
  'src/maintenance/pace/pace.test.ts',
  'src/scan/LakehouseScanner.test.ts',
  'src/services/LakehouseCreator.test.ts',
];

describe('The back end on PostgreSQL holds what its tests say', () => {
  let postgres: PostgresServer;
  const directory = mkdtempSync(join(tmpdir(), 'lakehouse-reports-'));

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 600_000);

  afterAll(async () => {
    await postgres?.stop();
    rmSync(directory, { recursive: true });
  });

  it.each(FILES)(
    '%s',
    async file => {
      expect(readFileSync(join(BACKEND, file), 'utf8')).toContain(
        'createTestDatabases',
      );
      const report = join(directory, 'report.json');
      await runCommand(
        process.execPath,
        [
          require.resolve('@backstage/cli/bin/backstage-cli'),
          ...['package', 'test', '--watchAll=false', '--runInBand'],
          ...['--testNamePattern', 'POSTGRES', '--testTimeout', '300000'],
          ...['--json', `--outputFile=${report}`, file],
        ],
        {
          cwd: BACKEND,
          env: {
            ...process.env,
            CI: '1',
            BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
              postgres.url(),
          },
          timeoutMs: 900_000,
        },
      );
      const { numPassedTests, numFailedTests } = JSON.parse(
        readFileSync(report, 'utf8'),
      );
      expect({ numFailedTests, some: numPassedTests > 0 }).toEqual({
        ...{ numFailedTests: 0, some: true },
      });
    },
    1_000_000,
  );
});
