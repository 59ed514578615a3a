import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A table in memory: files by their name below the table's folder, and `@location`. */
export type TableFiles = Map<string, Uint8Array>;

const FIXTURES = resolve(__dirname, '../../fixtures');

let known: Map<string, TableFiles> | undefined;

/** The tables that engines wrote, by name. */
export function fixtureTables(): Map<string, TableFiles> {
  known ??= readTables();
  return known;
}

function readTables(): Map<string, TableFiles> {
  const tables = new Map<string, TableFiles>();
  for (const engine of readdirSync(FIXTURES).sort()) {
    const folder = join(FIXTURES, engine);
    if (engine.includes('.')) continue;
    for (const table of readdirSync(folder).sort()) {
      const metadata = join(folder, table, 'metadata');
      if (existsSync(metadata))
        tables.set(`${engine}/${table}`, readTable(metadata));
    }
  }
  return tables;
}

function readTable(metadata: string): TableFiles {
  const files: TableFiles = new Map();
  let location = '';
  for (const name of readdirSync(metadata).sort()) {
    if (name.endsWith('.crc') || name.startsWith('.')) continue;
    const bytes = new Uint8Array(readFileSync(join(metadata, name)));
    files.set(`metadata/${name}`, bytes);
    if (name.endsWith('.metadata.json') && bytes[0] === 0x7b)
      location = JSON.parse(Buffer.from(bytes).toString('utf8')).location;
  }
  files.set('@location', new Uint8Array(Buffer.from(location)));
  return files;
}
