import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HealthInput } from '@lakehouse-portal/table-health';
import type { Comparison } from '../engines/compareWithTwin';
import {
  packHistory,
  type PackedHistory,
  unpackHistory,
} from './packedHistory';

/** Engines by the names that `npm run systems` has for them. */
export type EngineName = 'trino' | 'trino-next' | 'embedded';

export const ENGINE_NAMES: EngineName[] = ['trino', 'trino-next', 'embedded'];

/** What was measured on one engine. */
export interface EngineMeasurements {
  engine: string;
  /** Days on which it was measured, ISO 8601. */
  days: string[];
  /** By name of the shape. */
  shapes: Record<string, Comparison>;
  /** By name of the cure. */
  cures: Record<string, MeasuredCure>;
}

/** A table before and after its maintenance, and how it is judged then. */
export interface MeasuredCure {
  before: Comparison;
  after: Comparison;
  /** Time of the statements that cured it, seconds. */
  seconds: number;
  /** What became of the table. */
  judgedAfter: HealthInput;
}

type PackedInput = HealthInput & { history: PackedHistory };

/** Measurements, and what the judge has to know of the tables, in a folder. */
export class Measurements {
  constructor(readonly folder: string) {}

  /** `undefined`: nothing was measured on it. */
  read(engine: EngineName): EngineMeasurements | undefined {
    return this.#read<EngineMeasurements>(engine);
  }

  write(engine: EngineName, measured: EngineMeasurements): void {
    this.#write(engine, measured);
  }

  /** What the judge looks at, by the name of the shape. */
  readTables(): Record<string, HealthInput> {
    const packed = this.#read<Record<string, PackedInput>>('tables') ?? {};
    return Object.fromEntries(
      Object.entries(packed).map(([name, { history, ...input }]) => [
        name,
        {
          ...input,
          metadata: { ...input.metadata, snapshots: unpackHistory(history) },
        },
      ]),
    );
  }

  writeTables(tables: Record<string, HealthInput>): void {
    const packed = Object.entries(tables).map(
      ([name, input]): [string, PackedInput] => [
        name,
        {
          ...input,
          metadata: { ...input.metadata, snapshots: [] },
          history: packHistory(input.metadata.snapshots),
        },
      ],
    );
    this.#write('tables', Object.fromEntries(packed));
  }

  #read<T>(name: string): T | undefined {
    const path = join(this.folder, `${name}.json`);
    return existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8'), revive) as T)
      : undefined;
  }

  #write(name: string, value: object): void {
    const path = join(this.folder, `${name}.json`);
    mkdirSync(dirname(path), { recursive: true });
    const lines = Object.entries(value).map(
      ([key, part]) =>
        `${JSON.stringify(key)}: ${
          isMap(part) && name !== 'tables'
            ? `{\n${Object.entries(part)
                .map(([k, v]) => `    ${JSON.stringify(k)}: ${text(v)}`)
                .join(',\n')}\n  }`
            : text(part)
        }`,
    );
    writeFileSync(path, `{\n  ${lines.join(',\n  ')}\n}\n`);
  }
}

/** A line for each table: so that changes can be seen. */
function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'bigint' ? { bigint: part.toString() } : part,
  );
}

function revive(_key: string, value: unknown): unknown {
  return isMap(value) &&
    typeof value.bigint === 'string' &&
    Object.keys(value).length === 1
    ? BigInt(value.bigint)
    : value;
}
