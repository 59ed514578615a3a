import {
  type LakehouseDocument,
  readLakehouse,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { run } from '../../run';

const DOCUMENT: LakehouseDocument = readLakehouse(
  {
    apiVersion: 'lakehouse-portal.io/v1alpha1',
    kind: 'Lakehouse',
    metadata: { name: 'lake' },
    spec: { owner: 'group:default/data' },
  },
  'test',
);

describe('lakehouse doctor', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-doctor-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function doctor(...args: string[]) {
    let out = '';
    let err = '';
    const code = await run(['doctor', ...args], {
      out: text => {
        out += text;
      },
      err: text => {
        err += text;
      },
    });
    return { code, out, err };
  }

  /** As `kubectl get … -o yaml` prints it. */
  function live(change: (text: string) => string = text => text): string {
    const path = join(folder, 'live.yaml');
    const { objects } = renderLakehouse(DOCUMENT);
    const items = JSON.parse(JSON.stringify(objects));
    writeFileSync(
      path,
      change(
        stringify(
          { apiVersion: 'v1', kind: 'List', items },
          { aliasDuplicateObjects: false, lineWidth: 0 },
        ),
      ),
    );
    return path;
  }

  it('has advice only for what was just rendered', async () => {
    const { code, out } = await doctor(live());
    expect(code).toBe(0);
    expect(out).toContain('info  history  D-no-listener');
    expect(out).toMatch(/0 errors, 0 warnings, \d+ info in \d+ objects\n$/);
  });

  it('an error is exit code 1: an object of the document that is gone', async () => {
    const path = live(text =>
      text.replace('name: lake-trino-catalogs\n', 'name: other-catalogs\n'),
    );
    const { code, out } = await doctor(path, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toContainEqual(
      expect.objectContaining({
        topic: 'drift',
        rule: 'D-missing',
        object: 'ConfigMap lake/lake-trino-catalogs',
        source: null,
      }),
    );
  });

  it('holds it against another document, if one is named', async () => {
    const file = join(folder, 'wanted.json');
    writeFileSync(
      file,
      JSON.stringify({
        ...DOCUMENT,
        spec: { ...DOCUMENT.spec, trino: { version: 482 } },
      }),
    );
    const path = live();
    const { out } = await doctor(path, '--document', file);
    expect(out).toContain(
      'warning  drift  D-drift  Deployment lake/lake-trino',
    );
  });

  it('what can not be read is exit code 2, the rest is judged', async () => {
    live();
    writeFileSync(join(folder, 'broken.yaml'), 'a: [');
    const { code, out } = await doctor(folder);
    expect(code).toBe(2);
    expect(out).toContain('broken.yaml  not read  ManifestSyntaxError');
    expect(out).toContain('D-no-listener');
  });

  it.each([
    ['no object', () => ['nothing.json']],
    ['a document that is not there', () => ['live.yaml', '--document', 'no']],
  ])('%s is a wrong call', async (_, args) => {
    live();
    writeFileSync(join(folder, 'nothing.json'), '{}');
    const [path, ...rest] = args();
    const { code, out } = await doctor(join(folder, path), ...rest, '--json');
    expect({ code, name: JSON.parse(out).error.name }).toEqual({
      code: 2,
      name: 'BadInputError',
    });
  });
});
