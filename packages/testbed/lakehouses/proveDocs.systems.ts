import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '@lakehouse-portal/cli';
import { TrinoServer } from '../src';

const DOCS = resolve(__dirname, '../../../docs/prove.md');
const URL_OF_DOCS = 'http://localhost:8080';

/** The rules that the promises of the documentation are about. */
const RULES = {
  catalogs: [{ catalog: '.*', allow: 'all' }],
  schemas: [{ user: 'admin', owner: true }, { owner: false }],
  tables: [
    {
      user: 'admin',
      privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'OWNERSHIP'],
    },
    {
      user: 'eric',
      table: 'customers',
      privileges: ['SELECT', 'INSERT'],
    },
    {
      user: 'ann',
      table: 'customers|people',
      privileges: ['SELECT'],
      columns: [
        { name: 'email', mask: "'***'" },
        { name: 'ssn', allow: false },
        { name: 'born', mask: "date_trunc('year', born)" },
      ],
    },
    {
      user: 'ann',
      table: 'regional',
      privileges: ['SELECT'],
      filter: "region = 'EU'",
    },
  ],
};

/** What docs/prove.md tells people to type, typed. */
describe('the documentation of the proof', () => {
  let directory: string;
  let server: TrinoServer;
  let text: string;
  const before = process.env.LAKEHOUSE_TRINO_PASSWORD;

  beforeAll(async () => {
    text = await readFile(DOCS, 'utf8');
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-prove-docs-'));
    await mkdir(join(directory, 'metastore'));
    server = await TrinoServer.start(
      {
        lake: {
          'connector.name': 'iceberg',
          'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
          'fs.native-local.enabled': 'true',
          'local.location': directory,
          'hive.metastore.catalog.dir': 'local:///metastore',
        },
      },
      {
        memoryMb: 1024,
        probedBy: 'admin',
        files: {
          'access-control.properties':
            'access-control.name=file\nsecurity.config-file=ETC/rules.json\n',
          'rules.json': JSON.stringify(RULES),
        },
      },
    );
    delete process.env.LAKEHOUSE_TRINO_PASSWORD;
  }, 900_000);

  afterAll(async () => {
    if (before !== undefined) process.env.LAKEHOUSE_TRINO_PASSWORD = before;
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function lakehouse(args: string[]) {
    let out = '';
    let err = '';
    const code = await run([...args, '--user', 'admin'], {
      out: part => {
        out += part;
      },
      err: part => {
        err += part;
      },
    });
    return { code, out, err };
  }

  it('has commands that work, and promises that the rules beside them keep', async () => {
    const yaml = /```yaml\n(access:[\s\S]*?)```/.exec(text)?.[1];
    await writeFile(join(directory, 'access.yaml'), yaml!);
    const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
      .flatMap(([, block]) => block.trim().split('\n'))
      // A proof of a document or of a name goes through a cluster: proveCluster.systems.ts.
      .filter(command => !command.includes('--context'));
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const words = command
        .replace(/^lakehouse /, '')
        .replace(URL_OF_DOCS, server.url)
        .replace('./', `${directory}/`)
        .split(' ');
      const { code, out, err } = await lakehouse(words);
      expect({ code, err, out }).toEqual({
        code: 0,
        err: '',
        out: expect.stringMatching(/Proved in [\d.]+ s/),
      });
      expect(out).toContain('No table of the proof is left.');
      expect(out).not.toMatch(/✗|○/);
    }
  });

  it('says how JSON looks: exactly these keys', async () => {
    const { code, out } = await lakehouse(
      `prove --trino ${server.url} --catalog nothing --layer bronze --json`.split(
        ' ',
      ),
    );
    expect(code).toBe(1);
    const keys = (words: string) => words.split(', ').sort();
    const [, ofReport] = /`\{(outcome, catalog[^}]*)\}`/.exec(text)!;
    const [, ofStep] = /`\{(id, part[^}]*)\}`/.exec(text)!;
    const [, ofFailure] = /`\{(hop, message[^}]*)\}`/.exec(text)!;
    const report = JSON.parse(out);
    expect(Object.keys(report).sort()).toEqual(keys(ofReport));
    for (const step of report.steps) {
      expect(Object.keys(step).sort()).toEqual(keys(ofStep));
    }
    const { failure } = report.steps.at(-1);
    expect(Object.keys(failure).sort()).toEqual(keys(ofFailure));
    expect(failure.hop).toBe('catalog');
  });
});
