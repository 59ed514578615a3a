import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runWithOutput } from './__testUtils__/runWithOutput';
import { run } from './run';

const FIXTURES = resolve(__dirname, '../../table-metadata/fixtures');

async function lakehouse(...args: string[]) {
  const output = await runWithOutput(run, args);
  return { ...output, json: () => JSON.parse(output.out) };
}

describe('errors of lakehouse', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-cli-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[string, string[], string, string]>([
    [
      'no argument',
      ['inspect'],
      'BadInputError',
      "missing required argument 'location'",
    ],
    [
      'an unknown option',
      ['inspect', 'x', '--nope'],
      'BadInputError',
      "unknown option '--nope'",
    ],
    [
      'an unknown command',
      ['inspekt', 'x'],
      'BadInputError',
      "unknown command 'inspekt'",
    ],
    [
      'too many arguments',
      ['inspect', 'x', 'y'],
      'BadInputError',
      'too many arguments',
    ],
    [
      'a rewrite without target',
      ['inspect', 'x', '--rewrite', 's3://a'],
      'BadInputError',
      '--rewrite needs FROM=TO',
    ],
    [
      'two targets for a prefix',
      ['inspect', 'x', '--rewrite', 'a=/b', '--rewrite', 'a=/c'],
      'BadInputError',
      'two targets',
    ],
    [
      'an empty location',
      ['inspect', ' '],
      'BadInputError',
      'LOCATION is empty',
    ],
    [
      'no such file',
      ['inspect', '/no/such/table'],
      'MissingFileError',
      'There is no file or folder /no/such/table',
    ],
    [
      'a folder without a table',
      ['inspect', FIXTURES],
      'MissingFileError',
      'There is no Iceberg metadata in',
    ],
    [
      'a file that is none',
      ['inspect', join(FIXTURES, 'README.md')],
      'CorruptMetadataError',
      'Not valid JSON at line 1, column 1',
    ],
    [
      'JSON of another kind',
      ['inspect', join(FIXTURES, 'spark/evo/expected.json')],
      'CorruptMetadataError',
      '"format-version" must be 1, 2 or 3',
    ],
    [
      'another scheme',
      ['inspect', 'hdfs://lake/t'],
      'LocationNotAllowedError',
      'reads local files, s3://',
    ],
    [
      'a configuration that is not there',
      ['tables', '--config', '/no/config.yaml'],
      'BadInputError',
      'cannot be read',
    ],
  ])(
    'are typed JSON or one line, with exit code 2, for %s',
    async (_what, args, name, message) => {
      const json = await lakehouse(...args, '--json');
      expect(json.code).toBe(2);
      expect(json.err).toBe('');
      expect(json.json()).toEqual({
        error: expect.objectContaining({
          name,
          message: expect.stringContaining(message),
        }),
      });
      const plain = await lakehouse(...args);
      expect(plain).toMatchObject({ code: 2, out: '' });
      expect(plain.err).toMatch(/^lakehouse: [^\n]+\n$/);
    },
  );

  it('name a format version of the future', async () => {
    writeFileSync(
      join(folder, 'v9.metadata.json'),
      '{"format-version": 9, "location": "/t"}',
    );
    const { code, json } = await lakehouse(
      'inspect',
      join(folder, 'v9.metadata.json'),
      '--json',
    );
    expect(code).toBe(2);
    expect(json().error).toMatchObject({
      name: 'UnsupportedFormatError',
      location: join(folder, 'v9.metadata.json'),
    });
  });

  it('a configuration that is none, and a catalog that is none, are named and not taken for empty ones', async () => {
    const text = join(folder, 'passwd');
    writeFileSync(text, 'root:x:0:0:root:/root:/bin/sh\n');
    expect(await lakehouse('tables', '--config', text)).toMatchObject({
      code: 2,
      out: '',
      err: `lakehouse: ${text} is no configuration: it has no keys at its top level\n`,
    });
    const config = join(folder, 'app-config.yaml');
    writeFileSync(
      config,
      'lakehouse: { connections: { shop: { type: embedded, directory: . } } }',
    );
    const catalog = join(folder, 'catalog.db');
    for (const [content, reason] of [
      ['no database '.repeat(1000), 'not a database'],
      ['', 'no table iceberg_tables'],
    ]) {
      writeFileSync(catalog, content);
      const { code, out, err } = await lakehouse('tables', '--config', config);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(`The catalog ${catalog} cannot be read: `);
      expect(err).toContain(reason);
    }
    expect(
      (await lakehouse('inspect', 'shop', '--config', config)).err,
    ).toContain('shop is a lakehouse, not a table: "lakehouse tables" lists');
    rmSync(config);
    rmSync(catalog);
  });
});
