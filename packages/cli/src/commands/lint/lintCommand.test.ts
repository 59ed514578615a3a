import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../run';

const BAD = `apiVersion: v1
kind: ConfigMap
metadata:
  name: trino
data:
  config.properties: |
    coordinator=true
    # for the large joins
    query.max-total-memory-per-node=8GB
    node-scheduler.include-coordinator=false
`;
const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: empty\n';

describe('lakehouse lint', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-lint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function file(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  async function lint(...args: string[]) {
    let out = '';
    let err = '';
    const code = await run(['lint', ...args], {
      out: text => {
        out += text;
      },
      err: text => {
        err += text;
      },
    });
    return { code, out, err };
  }

  it('says what is wrong, where and what to do; an error is exit code 1', async () => {
    const path = file('trino.yaml', BAD);
    const { code, out } = await lint(path);
    expect(code).toBe(1);
    expect(out).toContain(`${path}:9  error  T1  ConfigMap trino`);
    expect(out).toContain('Fix: Delete the property');
    expect(out).toContain('1 error, 0 warnings, 0 info in 1 object of 1 file');
  });

  it('is silent and 0 without an error', async () => {
    file('good.yaml', GOOD);
    expect(await lint(folder)).toEqual({
      code: 0,
      out: '0 errors, 0 warnings, 0 info in 1 object of 1 file\n',
      err: '',
    });
  });

  it('--json has the findings with exactly these keys', async () => {
    const path = file('trino.yaml', BAD);
    const { code, out } = await lint(folder, '--json');
    expect(code).toBe(1);
    const { findings, counts, errors } = JSON.parse(out);
    expect(findings).toEqual([
      {
        rule: 'T1',
        severity: 'error',
        file: path,
        line: 9,
        object: 'ConfigMap trino',
        message: expect.stringContaining('query.max-total-memory-per-node'),
        fix: expect.any(String),
      },
    ]);
    expect({ counts, errors }).toEqual({
      counts: { files: 1, objects: 1 },
      errors: [],
    });
  });

  it('--fix repairs the file in place, keeps its comments, and has nothing to do the second time', async () => {
    const path = file('trino.yaml', `\uFEFF${BAD.replaceAll('\n', '\r\n')}`);
    expect((await lint(path, '--fix')).code).toBe(0);
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(
      `\uFEFF${BAD.replace(/.*max-total.*\n/, '').replaceAll('\n', '\r\n')}`,
    );
    expect((await lint(path, '--fix')).out).not.toContain('fixed');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('--trino-version judges as that version would', async () => {
    const path = file(
      'lake.properties',
      'connector.name=iceberg\nfs.native-s3.enabled=true\ns3.socket-read-timeout=30s\n',
    );
    expect((await lint(path, '--trino-version', '476')).code).toBe(0);
    expect((await lint(path, '--trino-version', '477')).out).toContain('V1');
  });

  it.each(['400', '457', '484', '999', '0476', '476.0', ''])(
    '--trino-version refuses a version that no rule knows: "%s"',
    async version => {
      const { code, err } = await lint(
        ...[file('good.yaml', GOOD), '--trino-version', version],
      );
      expect(code).toBe(2);
      expect(err).toContain('458 to 483');
    },
  );

  it('--sarif is one run with a rule for each finding', async () => {
    file('trino.yaml', BAD);
    const { out } = await lint(folder, '--sarif');
    const { version, runs } = JSON.parse(out);
    expect(version).toBe('2.1.0');
    expect(runs[0].results[0].ruleId).toBe('T1');
    expect(runs[0].tool.driver.rules[runs[0].results[0].ruleIndex].id).toBe(
      'T1',
    );
  });

  it.each([
    ['a path that is not there', ['nothing.yaml'], 'FileUnreadableError'],
    ['--json with --sarif', ['.', '--sarif'], 'BadInputError'],
    [
      'a version that is none',
      ['.', '--trino-version', 'newest'],
      'BadInputError',
    ],
    ['a folder with nothing to lint', ['empty'], 'BadInputError'],
    ['no path', [], 'BadInputError'],
  ])('%s is exit code 2', async (_, args, name) => {
    file('good.yaml', GOOD);
    mkdirSync(join(folder, 'empty'));
    const paths = args.map(arg =>
      /^(nothing|empty|\.$)/.test(arg) ? join(folder, arg) : arg,
    );
    const { code, out } = await lint(...paths, '--json');
    expect(code).toBe(2);
    const answer = JSON.parse(out);
    expect((answer.error ?? answer.errors[0]).name).toBe(name);
  });

  it('what can not be read is an error of its own; the rest is linted', async () => {
    const path = file('trino.yaml', BAD);
    file('binary.yaml', Buffer.from([0x61, 0, 1, 2, 255]));
    file('latin1.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe4, 0x0a]));
    truncateSync(file('huge.yaml', ''), 5_000_000_000);
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.yaml'));
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
    const { code, out } = await lint(folder, '--json');
    expect(code).toBe(2);
    const { findings, errors } = JSON.parse(out);
    expect(findings.map((finding: { file: string }) => finding.file)).toEqual([
      path,
    ]);
    expect(
      Object.fromEntries(
        errors.map((error: { file: string; name: string }) => [
          error.file.slice(folder.length + 1),
          error.name,
        ]),
      ),
    ).toEqual({
      'binary.yaml': 'NotTextError',
      'latin1.yaml': 'NotTextError',
      'huge.yaml': 'ManifestTooLargeError',
      'pipe.yaml': 'FileUnreadableError',
      'dangling.yaml': 'FileUnreadableError',
      'circle.yaml': 'FileUnreadableError',
    });
  });

  it('terminal codes of a file do not reach the terminal', async () => {
    const path = file(
      'trino.yaml',
      BAD.replace('name: trino', 'name: "a\\e[31mb"'),
    );
    expect((await lint(path)).out).not.toContain('\u001b');
  });
});
