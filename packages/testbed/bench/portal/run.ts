import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../src/postgres';
import { Report } from '../report/Report';
import { BenchPortal } from './BenchPortal';
import { loadSection } from './loadSection';
import { pageSection } from './pageSection';
import { prepareLargeTable } from './prepareLargeTable';

const SCRIPTS = join(__dirname, '..', '..', '..', '..', 'scripts', 'portal');

const USAGE = `npm run bench -- portal [--section page|load]`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { section: { type: 'string' } } });
  const { section } = values;
  if (section !== undefined && section !== 'page' && section !== 'load') {
    throw new TypeError(USAGE);
  }
  const { ensureAppBuilt } = require(join(SCRIPTS, 'appBuild.js'));
  const { findChromium } = require(join(SCRIPTS, 'findChromium.js'));
  const report = new Report('The portal with 10,000 tables on PostgreSQL.');
  await ensureAppBuilt((line: string) => report.log(line));
  const metadataFile = await prepareLargeTable(line => report.log(line));
  const directory = await mkdtemp(join(tmpdir(), 'lakehouse-bench-'));
  const postgres = await startPostgres();
  const portals: BenchPortal[] = [];
  const start = async (name: string, tables: number) => {
    report.log(`starting a portal, and scanning ${tables} tables`);
    const portal = await BenchPortal.start({
      ...{ postgres, directory, metadataFile },
      ...{ name, tables },
    });
    portals.push(portal);
    return portal;
  };
  let keepLogs = true;
  try {
    const many = await start('many', 10_000);
    if (section !== 'load') {
      const few = await start('few', 50);
      await pageSection(report, { many, few, chromiumPath: findChromium() });
      await few.stop();
    }
    if (section !== 'page') {
      await loadSection(report, many);
    }
    keepLogs = false;
  } finally {
    for (const portal of portals) {
      await portal.stop();
    }
    await postgres.stop();
    if (keepLogs) {
      report.log(`logs are in ${directory}`);
    } else {
      await rm(directory, { recursive: true });
    }
  }
  report.end();
}

main().catch(error => {
  process.exitCode = 1;
  throw error;
});
