import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run';

const ROOT = resolve(__dirname, '../../..');

/** Synopses: they show options, and can't be run as they are. */
const SYNOPSIS = /LOCATION|FROM=TO|FILE|DIR|…/;

/** What needs a Trino is run with one: `packages/testbed/lakehouses/proveDocs.systems.ts`. */
const NEEDS_TRINO = /^(npx )?lakehouse prove /;

/** Paths that stand for a reader's own, and what stands for them here. */
const PLACEHOLDERS: Record<string, (tableFolder: string) => string> = {
  '/data/lake/sales/orders': folder => folder,
  's3://lake/sales/orders': folder => `file://${folder}`,
};

/** Commands that know no lakehouse that is configured. */
const OF_FILES = new Set(['render', 'schema', 'lint', 'doctor']);

interface Command {
  file: string;
  line: string;
}

function documents(): string[] {
  const folders = ['plugins', 'packages'].flatMap(folder =>
    readdirSync(join(ROOT, folder)).map(name =>
      join(ROOT, folder, name, 'README.md'),
    ),
  );
  const docs = readdirSync(join(ROOT, 'docs'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(name => name.endsWith('.md'))
    .map(name => join(ROOT, 'docs', name));
  return [
    join(ROOT, 'README.md'),
    join(ROOT, 'CONTRIBUTING.md'),
    ...docs,
    ...folders,
  ].filter(file => {
    try {
      return readFileSync(file).length > 0;
    } catch {
      return false; // Not every package has a read-me.
    }
  });
}

function documentedCommands(): Command[] {
  return documents().flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(
      ([, block]) =>
        block
          .split('\n')
          .map(line => line.trim())
          .filter(line => line !== '' && !line.startsWith('#'))
          .map(line => ({ file: relative(ROOT, file), line })),
    ),
  );
}

/** The block of YAML that begins with a line. */
function exampleOf(file: string, firstLine: string): string {
  const [, text] = readFileSync(join(ROOT, file), 'utf8').split(
    `\`\`\`yaml\n${firstLine}\n`,
  );
  return text.slice(0, text.indexOf('\n```'));
}

describe('commands in the docs', () => {
  const commands = documentedCommands();
  const lakehouseCommands = commands.filter(
    ({ line }) =>
      /^(npx )?lakehouse /.test(line) &&
      !SYNOPSIS.test(line) &&
      !NEEDS_TRINO.test(line),
  );
  let folder: string;
  let ordersFolder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-docs-'));
    const directory = join(folder, 'retail');
    const lakehouse = await EmbeddedLakehouse.open({
      directory,
      name: 'retail',
      durable: false,
    });
    for (const [namespace, name] of [
      ['silver', 'orders'],
      ['bronze', 'click_events'],
    ]) {
      await lakehouse.createNamespace(namespace);
      await lakehouse.createTable(
        { namespace, name },
        { columns: [{ name: 'id', type: 'long' }] },
      );
      await lakehouse.append({ namespace, name }, { rows: [{ id: 1n }] });
    }
    const orders = await lakehouse.loadTable({
      namespace: 'silver',
      name: 'orders',
    });
    ordersFolder = fileURLToPath(orders.metadata.location);
    await lakehouse.close();
    cpSync(ordersFolder, join(folder, 'orders'), { recursive: true });
    writeFileSync(
      join(folder, 'lakehouse.yaml'),
      exampleOf('docs/blueprint.md', '# lakehouse.yaml'),
    );
    writeFileSync(
      join(folder, 'app-config.yaml'),
      JSON.stringify({
        lakehouse: { connections: { retail: { type: 'embedded', directory } } },
      }),
    );
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are found', () => {
    expect(lakehouseCommands.length).toBeGreaterThan(5);
  });

  it.each(lakehouseCommands)('$file: $line', async ({ line }) => {
    let words = line.replace(/^(npx )?lakehouse /, '').split(/\s+/);
    for (const [placeholder, stand] of Object.entries(PLACEHOLDERS)) {
      const target = stand(ordersFolder);
      words = words.map(word => word.replace(placeholder, target));
    }
    // The reader's folder is the one with the configuration.
    words = words.map(word => word.replace(/(^|=)\.\//, `$1${folder}/`));
    let out = '';
    let err = '';
    words = words.map(word =>
      word === 'lakehouse.yaml' ? join(folder, word) : word,
    );
    const isOfTables = !OF_FILES.has(words[0]);
    const code = await run(
      isOfTables
        ? [...words, '--config', join(folder, 'app-config.yaml')]
        : words,
      {
        out: text => {
          out += text;
        },
        err: text => {
          err += text;
        },
      },
    );
    expect({ code, err }).toEqual({
      code: 0,
      // What it needs of the cluster goes there.
      err:
        words[0] === 'render' ? expect.stringContaining('Lint: 0 errors') : '',
    });
    if (line.includes('--json')) {
      expect(() => JSON.parse(out)).not.toThrow();
    }
  });

  it('name only scripts and packages that exist, and nothing that this test does not know', () => {
    const scripts = Object.keys(
      JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts,
    );
    const packages = ['plugins', 'packages'].flatMap(parent =>
      readdirSync(join(ROOT, parent)).map(
        name =>
          JSON.parse(
            readFileSync(join(ROOT, parent, name, 'package.json'), 'utf8'),
          ).name,
      ),
    );
    // What people are told to install is what the testbed uses.
    const pinned = readFileSync(
      join(ROOT, 'packages/testbed/requirements.txt'),
      'utf8',
    ).split('\n');
    for (const { file, line } of commands) {
      const npm = /^(?:[A-Z_]+=\S+ )*npm (?:run )?([\w:-]+)/.exec(line);
      const installed = /^pip install (\S+)$/.exec(line);
      const added = /^yarn --cwd packages\/(?:app|backend) add (.+)$/.exec(
        line,
      );
      if (npm) {
        expect({ file, scripts }).toEqual({
          file,
          scripts: expect.arrayContaining([npm[1]]),
        });
      } else if (installed) {
        expect({ file, pinned }).toEqual({
          file,
          pinned: expect.arrayContaining([installed[1]]),
        });
      } else if (added) {
        expect({ file, packages }).toEqual({
          file,
          packages: expect.arrayContaining(added[1].split(' ')),
        });
      } else {
        expect({ file, line }).toEqual({
          file,
          line: expect.stringMatching(/^(npx )?lakehouse /),
        });
      }
    }
  });
});
