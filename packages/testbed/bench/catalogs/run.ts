import { Report } from '../report/Report';
import { hiveSection } from './hiveSection';
import { jdbcSection } from './jdbcSection';
import { providerSection } from './providerSection';
import { restSection } from './restSection';

const TABLES = 10_000;
const DELAY_MS = 20;

async function main(): Promise<void> {
  const report = new Report(
    `Change detection for ${TABLES} tables, with ${DELAY_MS} ms injected into each answer.`,
  );
  const { perTableMs } = await restSection(report, {
    tables: TABLES,
    delayMs: DELAY_MS,
  });
  await jdbcSection(report, { tables: TABLES, delayMs: DELAY_MS });
  await hiveSection(report, { tables: TABLES, delayMs: DELAY_MS });
  await providerSection(report, { tables: TABLES, perTableMs });
  report.end();
}

main().catch(error => {
  process.exitCode = 1;
  throw error;
});
