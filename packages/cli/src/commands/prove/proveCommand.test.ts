import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../run';

const NOWHERE = 'http://127.0.0.1:1';

describe('lakehouse prove', () => {
  let folder: string;
  const environment = { ...process.env };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-prove-cli-'));
  });
  afterEach(() => {
    process.env = { ...environment };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function prove(...args: string[]) {
    let out = '';
    let err = '';
    const code = await run(['prove', ...args], {
      out: text => {
        out += text;
      },
      err: text => {
        err += text;
      },
    });
    return { code, out, err };
  }

  // Trying again for 15 seconds is what the client does before it gives up.
  it('of a Trino that is not there says which hop failed, why, what to do and what was not tried; exit code 1', async () => {
    process.env.LAKEHOUSE_TRINO_PASSWORD = 'very-secret';
    const text = await prove('--trino', NOWHERE, '--catalog', 'lake');
    expect(text).toMatchObject({ code: 1, err: '' });
    expect(text.out).toMatch(/✗ Ask the coordinator/);
    expect(text.out).toMatch(/network: .*\n.*Likely: .*\n.*Do: /);
    expect(text.out).toMatch(/Not proved, after .*: 1 step failed \(network\)/);
    expect(text.out).toContain('Not tried: bronze; silver; gold');
    expect(text.out).not.toContain('very-secret');
  }, 60_000);

  it.each<[string, string[], RegExp]>([
    ['no server', ['--catalog', 'lake'], /--trino/],
    ['no catalog', ['--trino', NOWHERE], /--catalog/],
    [
      'a server that is no URL',
      ['--trino', 'localhost:8080', '--catalog', 'lake'],
      /http:\/\//,
    ],
    [
      'a number that is none',
      ['--trino', NOWHERE, '--catalog', 'lake', '--workers', 'two'],
      /--workers is a whole number, not "two"/,
    ],
    [
      'a bucket that is none',
      ['--trino', NOWHERE, '--catalog', 'lake', '--storage', 'lake'],
      /--storage is a bucket/,
    ],
    [
      'a layer that Trino can not have',
      ['--trino', NOWHERE, '--catalog', 'lake', '--layer', 'Bronze'],
      /lower case/,
    ],
    [
      'a name and a document',
      ['sales', '--document', 'lake.yaml'],
      /give the name or --document/,
    ],
    [
      'a namespace of no lakehouse',
      ['--namespace', 'sales'],
      /--namespace needs the name of a lakehouse/,
    ],
    [
      'a name, and what its document has',
      ['sales', '--trino', NOWHERE],
      /--trino is in the document of the lakehouse/,
    ],
    [
      'promises that are not there',
      ['--trino', NOWHERE, '--catalog', 'lake', '--access', '/no/access.yaml'],
      /cannot be read/,
    ],
  ])('%s is exit code 2', async (_, args, message) => {
    const { code, out } = await prove(...args, '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out).error.message).toMatch(message);
  });

  it.each<[string, string, RegExp]>([
    ['no list', 'access: yes', /has no list/],
    ['a typing error', '- { usr: ann }', /entry 1 has the key "usr"/],
    ['no user', '- { schema: s, expectation: masked }', /no text "user"/],
    [
      'a promise that nobody knows',
      '- { user: a, schema: s, expectation: hidden }',
      /one of masked, visible/,
    ],
    [
      'a column that is a list',
      '- { user: a, schema: s, column: [x], expectation: masked }',
      /"column" that is neither/,
    ],
    ['no YAML', '[{', /cannot be read/],
  ])('promises with %s are exit code 2', async (_, content, message) => {
    const file = join(folder, 'access.yaml');
    writeFileSync(file, content);
    const { code, err } = await prove(
      ...['--trino', NOWHERE, '--catalog', 'lake', '--access', file],
    );
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('a password over plain HTTP to another machine is refused, and not printed', async () => {
    process.env.LAKEHOUSE_TRINO_PASSWORD = 'very-secret';
    const { code, out, err } = await prove(
      ...['--trino', 'http://trino.example.com', '--catalog', 'lake'],
    );
    expect(code).toBe(2);
    expect(out + err).toMatch(/over plain HTTP/);
    expect(out + err).not.toContain('very-secret');
  });
});
