import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countOf } from './output/countOf';
import { plainCountOf } from './output/plainCountOf';
import { run } from './rendering';

const BIN = join(__dirname, '../bin/lakehouse.js');
const DOCUMENT = `apiVersion: lakehouse-portal.io/v1alpha1
kind: Lakehouse
metadata: { name: lake }
spec: { owner: group:default/data }
`;

/** Tells on exit which packages of ours were loaded. */
const WITNESS = `process.on('exit', () => console.error('LOADED ' + [...new Set(
  Object.keys(require.cache).flatMap(file => /packages.([a-z-]+).src/.exec(file)?.[1] ?? []),
)].sort().join(' ')));`;

describe('lakehouse render, lint and schema', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-rendering-'));
    writeFileSync(join(folder, 'lake.yaml'), DOCUMENT);
    writeFileSync(join(folder, 'witness.cjs'), WITNESS);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('load only what renders and lints, not what reads tables or speaks to Trino: that took most of the time of a render', () => {
    const answer = execFileSync(
      'sh',
      [
        ...['-c', '"$0" --require "$1" "$2" render "$3" 2>&1 >/dev/null'],
        ...[process.execPath, join(folder, 'witness.cjs')],
        ...[BIN, join(folder, 'lake.yaml')],
      ],
      { encoding: 'utf8' },
    );
    expect(answer).toContain('Lakehouse lake in namespace lake');
    expect(/LOADED (.*)/.exec(answer)![1]).toBe('blueprint cli kubernetes');
  });

  it('are all in the entry of their own, and no other command is', async () => {
    const answers: string[] = [];
    const terminal = {
      out: (text: string) => {
        answers.push(text);
      },
      err: (text: string) => {
        answers.push(text);
      },
    };
    const manifests = join(folder, 'rendered');
    expect(
      await run(
        ['render', join(folder, 'lake.yaml'), '--out', manifests],
        terminal,
      ),
    ).toBe(0);
    expect(await run(['lint', manifests], terminal)).toBe(0);
    expect(await run(['schema'], terminal)).toBe(0);
    expect(await run(['inspect', 'x'], terminal)).toBe(2);
    expect(answers.join('')).toContain("unknown command 'inspect'");
  });

  it.each([0, 1, 2, 1204, 9_999_999])('counts %i as the others do', count => {
    expect(plainCountOf(count, 'object')).toBe(countOf(count, 'object'));
  });
});
