import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type PostgresServer, runCommand, startPostgres } from '../src';

const BACKEND = join(__dirname, '../../../plugins/lakehouse-backend');

/**
 * Tests of the back end that run on each database that the environment names: by themselves they know SQLite only.
 */
const FILES = [
  'src/database/DatabaseRollupStore.test.ts',
  'src/database/DatabaseTableStore.lifetime.test.ts',
  'src/database/DatabaseTableStore.list.test.ts',
  'src/database/DatabaseTableStore.test.ts',
  'src/database/migrations.test.ts',
  'src/calibration/QueryObserver.test.ts',
  'src/maintenance/DatabaseEndedRuns.test.ts',
  'src/maintenance/RegressionNotifier.test.ts',
  'src/maintenance/database/DueStore.test.ts',
  'src/maintenance/approvals.test.ts',
  'src/maintenance/faults.engine.test.ts',
  'src/maintenance/faults.test.ts',
  'src/maintenance/faults.verification.test.ts',
  'src/maintenance/killed.test.ts',
  'src/maintenance/pace/pace.test.ts',
  'src/scan/LakehouseScanner.exchanges.test.ts',
  'src/scan/LakehouseScanner.failures.test.ts',
  'src/scan/LakehouseScanner.listings.test.ts',
  'src/scan/LakehouseScanner.reading.test.ts',
  'src/scan/LakehouseScanner.test.ts',
  'src/services/LakehouseCreator.test.ts',
];

/** How the tests of one file ended. */
interface Ended {
  passed: number;
  failures: string[];
}

describe('The back end on PostgreSQL holds what its tests say', () => {
  let postgres: PostgresServer | undefined;
  const directory = mkdtempSync(join(tmpdir(), 'lakehouse-reports-'));
  const ended = new Map<string, Ended>();

  // All files in one run of Jest, which takes a quarter of a minute to start.
  beforeAll(async () => {
    postgres = await startPostgres();
    const report = join(directory, 'report.json');
    let failure: unknown;
    try {
      await runCommand(
        process.execPath,
        [
          require.resolve('@backstage/cli/bin/backstage-cli'),
          ...['package', 'test', '--watchAll=false', '--runInBand'],
          ...['--testNamePattern', 'POSTGRES', '--testTimeout', '300000'],
          ...['--json', `--outputFile=${report}`, ...FILES],
        ],
        {
          cwd: BACKEND,
          env: {
            ...process.env,
            CI: '1',
            BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
              postgres.url(),
          },
          timeoutMs: 1_200_000,
        },
      );
    } catch (error) {
      // Where a test failed, the report says more.
      failure = error;
    }
    if (!existsSync(report)) throw failure;
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    for (const { name, message, assertionResults } of testResults)
      ended.set(relative(BACKEND, name), {
        passed: assertionResults.filter(
          ({ status }: { status: string }) => status === 'passed',
        ).length,
        failures: message ? [message] : [],
      });
  }, 1_800_000);

  afterAll(async () => {
    await postgres?.stop();
    rmSync(directory, { recursive: true });
  });

  it.each(FILES)('%s', file => {
    // Of the databases that there are, whether it makes them itself or has a helper do so.
    expect(readFileSync(join(BACKEND, file), 'utf8')).toContain(
      'eachSupportedId',
    );
    expect(ended.get(file)).toEqual({
      passed: expect.any(Number),
      failures: [],
    });
    expect(ended.get(file)?.passed).toBeGreaterThan(0);
  });
});
