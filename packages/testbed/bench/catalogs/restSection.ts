import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  IcebergRestCatalog,
  type CatalogTable,
} from '@lakehouse-portal/catalogs';
import type { Report } from '../report/Report';
import { timed } from '../report/statistics';
import { concurrently } from './concurrently';

/** As many as a source may have (`lakehouse.connections.<name>.scan.concurrency`). */
const CONCURRENCY = 32;
/** Of the serial calls, which would take minutes for all. */
const SAMPLE = 300;

interface Counts {
  requests: number;
  notModified: number;
  /** Answers with metadata. */
  loads: number;
}

/**
 * The client for Iceberg REST against a server in a process of its own that answers each request after a delay: names by
 * pages, then each table with its ETag. Against loading one table after the other.
 */
export async function restSection(
  report: Report,
  options: { tables: number; delayMs: number },
): Promise<{ perTableMs: number }> {
  const { tables, delayMs } = options;
  const child = fork(
    join(__dirname, 'restServer.js'),
    [String(tables), String(delayMs)],
    // Plain JavaScript: what transforms this file has nothing to do there.
    { execArgv: [] },
  );
  try {
    const [port] = await once(child, 'message');
    const base = `http://127.0.0.1:${port}`;
    const counts = async () =>
      (await (await fetch(`${base}/counts`)).json()) as Counts;
    const catalog = new IcebergRestCatalog({
      url: new URL(base),
      concurrency: CONCURRENCY,
    });
    const listed = await listAll(catalog);
    if (listed.length !== tables) {
      throw new Error(`${listed.length} tables are listed, not ${tables}`);
    }

    report.log(`loading ${tables} tables for the first time`);
    const known = new Map<string, string>();
    const first = await timed(() =>
      concurrently(listed, CONCURRENCY, async table => {
        known.set(keyOf(table), await versionOf(catalog, table));
      }),
    );

    const changed = listed.filter((_, index) => index % 100 === 7);
    const indexes = changed.map(({ name }) => Number(name.slice(-6)));
    await fetch(`${base}/change?tables=${indexes.join(',')}`);
    const sample = listed.slice(0, SAMPLE);

    report.log(`one call after the other, for ${SAMPLE} of them`);
    const serialFound = new Set<string>();
    const serial = await timed(async () => {
      for (const table of sample) {
        if ((await versionOf(catalog, table)) !== known.get(keyOf(table))) {
          serialFound.add(keyOf(table));
        }
      }
    });

    const before = await counts();
    const found = new Set<string>();
    const ours = await timed(async () => {
      const all = await listAll(catalog);
      await concurrently(all, CONCURRENCY, async table => {
        const answer = await catalog.loadTable(table, {
          knownVersion: known.get(keyOf(table)),
        });
        if (answer !== 'unchanged') {
          found.add(keyOf(table));
        }
      });
    });
    const after = await counts();
    await catalog.close();

    // The same answers, before any figure counts.
    const expected = new Set(changed.map(keyOf));
    requireSame('with ETags', found, expected);
    requireSame(
      'one call after the other',
      serialFound,
      new Set(sample.map(keyOf).filter(key => expected.has(key))),
    );

    const perTableMs = serial.ms / SAMPLE;
    const notModified = after.notModified - before.notModified;
    const requests = after.requests - before.requests;
    report.line(
      `\nIceberg REST (${tables} tables, our client, local server with ${delayMs} ms per answer):`,
    );
    report.line(
      `  one call after the other   ${perTableMs.toFixed(1)} ms a table: ${(
        (perTableMs * tables) /
        1000
      ).toFixed(0)} s (measured on ${SAMPLE})`,
    );
    report.line(
      `  everything for the first time, ${CONCURRENCY} at once   ${(
        first.ms / 1000
      ).toFixed(1)} s`,
    );
    report.line(
      `  what has changed, ${CONCURRENCY} at once   ${(ours.ms / 1000).toFixed(
        1,
      )} s: ${requests} requests, ${notModified} times 304, ${
        found.size
      } tables loaded`,
    );
    report.goal({
      name: 'REST: what has changed, against one call per table',
      measured: (perTableMs * tables) / ours.ms,
      atLeast: 20,
      unit: ' x',
    });
    report.goal({
      name: 'REST: unchanged tables that were answered with 304',
      measured: notModified / (tables - found.size),
      atLeast: 1,
      unit: '',
    });
    report.goal({
      name: 'REST: answers with metadata, beyond those of tables that changed',
      measured: after.loads - before.loads - found.size,
      atMost: 0,
      unit: '',
    });
    return { perTableMs };
  } finally {
    child.disconnect();
  }
}

async function listAll(catalog: IcebergRestCatalog): Promise<CatalogTable[]> {
  const all: CatalogTable[] = [];
  for await (const page of catalog.listTables()) {
    all.push(...page);
  }
  return all;
}

async function versionOf(
  catalog: IcebergRestCatalog,
  table: CatalogTable,
): Promise<string> {
  const loaded = await catalog.loadTable(table);
  if (!loaded || loaded === 'unchanged' || loaded.version === undefined) {
    throw new Error(`${keyOf(table)} was not loaded`);
  }
  return loaded.version;
}

function keyOf({ namespace, name }: CatalogTable): string {
  return `${namespace}.${name}`;
}

function requireSame(what: string, found: Set<string>, expected: Set<string>) {
  const same =
    found.size === expected.size && [...found].every(key => expected.has(key));
  if (!same) {
    throw new Error(
      `${what}: ${found.size} tables were found to have changed, not ${expected.size}`,
    );
  }
}
