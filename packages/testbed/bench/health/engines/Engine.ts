import type { Store } from '../tables/buildTables';

/** A value that an answer is made of, written the same way by every engine. */
export type Row = string[];

/** Answers queries over the benchmark's tables. */
export interface Engine {
  /** `Trino 476`. */
  title: string;
  /** Whether it reads format version 3 with deletion vectors. */
  readsDeletionVectors: boolean;
  /** By which names it reads the tables' files. */
  store: Store;
  /** How long its first queries say more about its compiler than about tables. */
  warmUpMs: number;
  /** Makes tables known by their names. */
  open(tables: Map<string, string>): Promise<void>;
  /** Runs one query to its last row. */
  run(table: string, query: Query): Promise<{ ms: number; rows: Row[] }>;
  close(): Promise<void>;
}

/** What is asked of each table. */
export interface Query {
  name: 'count' | 'scan' | 'days' | 'lookup';
  title: string;
  /** SQL that every engine understands. */
  sql(table: string): string;
}

/** 15 of 2,526 days. */
const DAYS = `shipped BETWEEN DATE '1995-06-01' AND DATE '1995-06-15'`;

/** A key in the middle; the keys that count are even. */
const KEY = 2_500_000;

/** The four reads whose mean is a table's slowdown. */
export const QUERIES: Query[] = [
  {
    name: 'count',
    title: 'count',
    sql: table => `SELECT count(*) FROM ${table}`,
  },
  {
    name: 'scan',
    title: 'full scan',
    sql: table =>
      `SELECT flag, status, count(*), sum(quantity), sum(price_cents), sum(price_cents * (100 - discount)), sum(tax), max(part), min(supplier), sum(length(mode)), sum(length(comment)) FROM ${table} GROUP BY flag, status ORDER BY flag, status`,
  },
  {
    name: 'days',
    title: '15 of 2,526 days',
    sql: table =>
      `SELECT count(*), sum(price_cents), max(comment) FROM ${table} WHERE ${DAYS}`,
  },
  {
    name: 'lookup',
    title: 'one row by key',
    sql: table =>
      `SELECT order_key, shipped, part, supplier, quantity, price_cents, flag, status, mode, comment FROM ${table} WHERE order_key = ${KEY}`,
  },
];
