import type { Row } from './TableReport';

/** Java writes an absent bound as the word `null`, as PyIceberg does with an empty one, and each has its own way with numbers. */
export function boundText(value: unknown): string {
  const written = String(value ?? 'null') || 'null';
  if (written === 'inf') return 'Infinity';
  // Java of 2020.
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(written))
    return written.replace(/Z$/, '+00:00');
  // Java leaves seconds out that are 0.
  if (/(^|T)\d\d:\d\d$/.test(written)) return `${written}:00`;
  if (!/^-?\d+\.\d+(E-?\d+)?$|^-0$/.test(written)) return written;
  return Object.is(Number(written), -0) ? '-0' : String(Number(written));
}

/** Text of a value in its internal form. */
export function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A row that an engine showed, with values in the form in which ours are. */
export function plainRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row)
      // Writers of old have no such thing.
      .filter(([key, value]) => key !== 'contains_nan' || value !== null)
      .map(([key, value]) => [key, plain(value, key)]),
  );
}

function plain(value: unknown, key: string): unknown {
  if (key.endsWith('er_bound')) return boundText(value);
  if (value === null || value === undefined) return null;
  if (key.endsWith('_in_ms')) return String(Number(value));
  if (key === 'partition') {
    return inOrder(
      Object.fromEntries(
        Object.entries(value as Row)
          .filter(([, cell]) => cell !== null)
          .map(([name, cell]) => [name, canonical(cell)]),
      ),
    );
  }
  if (Array.isArray(value)) return value.map(item => plain(item, ''));
  if (typeof value === 'object') return plainRow(value as Row);
  return key === 'file' ? withoutSlashes(String(value)) : canonical(value);
}

/** `file:///x` and `file:/x` are the same file; Java's library writes the current metadata file the short way. */
export function withoutSlashes(location: string): string {
  return location.replace(/^file:\/{1,3}(?=\/?)/, 'file:/');
}

/** Of a row, what the other side has too. */
export function onlyKeysOf(model: Row, row: Row): Row {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([key]) => key in model)
      .map(([key, value]) => [
        key,
        isRow(value) && key === 'data_file'
          ? onlyKeysOf(model[key] as Row, value)
          : value,
      ]),
  );
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same row, its columns by name. */
export function inOrder(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Rows in an order that both sides have. */
export function sorted<T>(rows: T[]): T[] {
  return rows
    .map(row => ({ row, key: JSON.stringify(row, orderKeys) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
}

function orderKeys(_key: string, value: unknown): unknown {
  return isRow(value) ? inOrder(value) : value;
}

/** Text of a value; null for none. */
export function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
