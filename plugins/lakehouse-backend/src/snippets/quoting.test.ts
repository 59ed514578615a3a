import { execFileSync } from 'node:child_process';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import {
  backticked,
  doubleQuoted,
  pythonString,
  shellQuoted,
  singleQuoted,
} from './quoting';

/** Any text that a name may be made of, without the zero bytes that nothing takes. */
const text = fc
  .oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 20 }))
  .filter(value => !value.includes('\0') && value.isWellFormed());

describe('quoting', () => {
  it('makes SQL texts and names that an SQL parser reads back', () => {
    const database = new Database(':memory:');
    fc.assert(
      fc.property(text, value => {
        const row = database
          .prepare(
            `SELECT ${singleQuoted(value)} AS ${backticked(`x${value}`)}`,
          )
          .get();
        expect(row).toEqual({ [`x${value}`]: value });
        const same = database
          .prepare(`SELECT 1 AS ${doubleQuoted(`x${value}`)}`)
          .get();
        expect(same).toEqual({ [`x${value}`]: 1 });
      }),
    );
    database.close();
  });

  it('makes words that a shell reads back', () => {
    const words = fc.sample(text, 200);
    const script = words
      .map(word => `printf '%s\\0' ${shellQuoted(word)}`)
      .join('\n');
    const read = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    expect(read.split('\0').slice(0, -1)).toEqual(words);
  });

  it('makes Python texts by the rules that JSON shares', () => {
    fc.assert(
      fc.property(text, value => {
        expect(JSON.parse(pythonString(value))).toBe(value);
        expect(pythonString(value)).toMatch(/^"[^\n\r]*"$/);
      }),
    );
  });
});
