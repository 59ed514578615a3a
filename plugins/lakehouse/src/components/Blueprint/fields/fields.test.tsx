import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { BACKEND, renderField } from '../__testUtils__/renderField';
import { AccessField } from './AccessField';
import { AnswerField } from './AnswerField';
import { ClusterField } from './ClusterField';
import { ColumnsField } from './ColumnsField';
import { LayersField } from './LayersField';
import { PostgresCatalogsField } from './PostgresCatalogsField';
import { RowFiltersField } from './RowFiltersField';
import { StorageField } from './StorageField';
import { validateAnswer } from './validateAnswer';

const server = setupServer();
registerMswTestHooks(server);

function clusters(answer: () => Response) {
  server.use(http.get(`${BACKEND}/kubernetes/clusters`, answer));
}

function problems(formData: object, question: string): string[] {
  const found: string[] = [];
  validateAnswer(
    undefined,
    { addError: message => found.push(message) },
    { formData, uiSchema: { 'ui:options': { question } } },
  );
  return found;
}

describe('the fields of the template for Kubernetes', () => {
  it('say what is wrong with an answer beside its question only, and contradictions where they can be solved', () => {
    const form = {
      ...{ name: 'Sales!', owner: 'group:default/web', storageType: 's3' },
      ...{ bucket: 'sales-data', catalogType: 'nessie' },
    };
    expect(problems(form, 'name')).toEqual([
      expect.stringMatching(/^Must be lower case/),
    ]);
    expect(problems(form, 'bucket')).toEqual([]);
    expect(problems({ ...form, name: 'sales' }, 'storageSecret')).toEqual([
      expect.stringMatching(/nessie reads and writes the bucket too/),
    ]);
    expect(
      problems(
        { ...form, name: 'sales', storageSecret: 'keys' },
        'storageSecret',
      ),
    ).toEqual([]);
  });

  it('say that the portal knows no cluster and what to do; and ask again after a failure', async () => {
    clusters(() => new HttpResponse('{}', { status: 503 }));
    renderField(ClusterField, 'cluster', { answers: { cluster: '' } });
    await screen.findByText("The clusters of the portal can't be shown.");
    clusters(() => HttpResponse.json({ items: [] }));
    await userEvent.click(screen.getByRole('button', { name: /again/i }));
    await screen.findByText('The portal knows no cluster');
    expect(screen.getByText(/kubernetes.clusterLocatorMethods/)).toBeVisible();
  });

  it('let a cluster be chosen, or none', async () => {
    clusters(() =>
      HttpResponse.json({ items: [{ name: 'prod', title: 'Production' }] }),
    );
    const { changes } = renderField(ClusterField, 'cluster', {
      answers: { cluster: '' },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Cluster/ }),
    );
    await userEvent.click(
      screen.getByRole('option', { name: 'Production (prod)' }),
    );
    expect(changes).toEqual(['prod']);
  });

  it('let a storage be chosen by what it is for', async () => {
    const { changes } = renderField(StorageField, 'storageType', {
      answers: { storageType: 'versitygw' },
    });
    const gateway = await screen.findByRole('radio', {
      name: 'Versity S3 gateway',
    });
    expect(gateway).toBeChecked();
    expect(gateway).toHaveAccessibleDescription(/For demo and small/);
    await userEvent.click(screen.getByRole('radio', { name: 'MinIO' }));
    expect(changes).toEqual(['minio']);
  });

  it('take a number that is cleared for no answer', async () => {
    const { changes } = renderField(AnswerField, 'workers', {
      answers: { workers: 4 },
      schema: { type: 'integer', title: 'Workers' },
    });
    const field = await screen.findByRole('textbox', { name: 'Workers' });
    await userEvent.clear(field);
    await userEvent.tab();
    expect(changes).toEqual([undefined]);
    await userEvent.type(field, '12');
    await userEvent.tab();
    expect(changes).toEqual([undefined, 12]);
  });

  it('say in which row of a list something is wrong, and of what', () => {
    const form = {
      ...{ name: 'sales', owner: 'group:default/web' },
      postgresCatalogs: [
        { name: 'crm', host: 'crm', database: 'crm', secret: 'crm-login' },
        { name: 'shop', host: 'shop host', database: 'shop', secret: '' },
      ],
    };
    for (const tpch of [true, false])
      expect(problems({ ...form, tpch }, 'postgresCatalogs')).toEqual([
        expect.stringMatching(/^Row 2, host: must be a host name/),
        expect.stringMatching(/^Row 2, secret: is missing/),
      ]);
  });

  it('ask for a list of names, one by one', async () => {
    const { changes } = renderField(AnswerField, 'fromNamespaces', {
      answers: { fromNamespaces: [] },
      schema: {
        ...{ type: 'array', title: 'Namespaces that reach Trino' },
        items: { type: 'string' },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Add one/ }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Namespaces that reach Trino, 1' }),
      'bi',
    );
    expect(changes.at(-1)).toEqual(['bi']);
    await userEvent.click(screen.getByRole('button', { name: 'Remove bi' }));
    expect(changes.at(-1)).toEqual([]);
  });

  it('let some of several be ticked, named in the words of the schema', async () => {
    const { changes } = renderField(AnswerField, 'addons', {
      answers: { addons: ['kafka'] },
      schema: {
        ...{ type: 'array', title: 'Add-ons' },
        items: { enum: ['kafka', 'spark'], enumNames: ['Kafka', 'Spark'] },
      },
    });
    expect(
      await screen.findByRole('checkbox', { name: 'Kafka' }),
    ).toBeChecked();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Spark' }));
    expect(changes).toEqual([['kafka', 'spark']]);
  });

  it('add, change and remove layers', async () => {
    const { changes } = renderField(LayersField, 'layers', {
      answers: { layers: [{ name: 'bronze', retention: '90d' }] },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a layer' }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name of layer 2' }),
      'g',
    );
    expect(changes[changes.length - 1]).toEqual([
      { name: 'bronze', retention: '90d' },
      { name: 'g', retention: '' },
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Remove bronze' }),
    );
    expect(changes[changes.length - 1]).toEqual([{ name: 'g', retention: '' }]);
  });

  it('give a group of the portal rights on layers, with its members of now', async () => {
    const { changes } = renderField(AccessField, 'access', {
      answers: { access: [], layers: [{ name: 'silver' }, { name: 'gold' }] },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a group' }),
    );
    expect(changes).toEqual([
      [
        {
          group: 'group:default/analysts',
          users: ['user:default/bo'],
          ...{ layers: ['gold'], may: 'read' },
        },
      ],
    ]);
    expect(screen.getByText('1 member: bo')).toBeVisible();
    expect(screen.getByRole('checkbox', { name: 'gold' })).toBeChecked();
  });

  const RULES = {
    layers: [{ name: 'silver' }, { name: 'gold' }],
    access: [
      {
        ...{ group: 'group:default/analysts', users: ['user:default/bo'] },
        ...{ layers: ['gold'], may: 'read' },
      },
    ],
  };

  it('mask a column for all but some of the groups that have rights', async () => {
    const { changes } = renderField(ColumnsField, 'columns', {
      answers: { ...RULES, columns: [] },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a column' }),
    );
    const rule = within(screen.getByRole('group', { name: 'Column rule 1' }));
    await userEvent.type(rule.getByRole('textbox', { name: 'Table' }), 'p');
    await userEvent.type(rule.getByRole('textbox', { name: 'Column' }), 'e');
    await userEvent.type(rule.getByRole('textbox', { name: 'Mask' }), "''");
    await userEvent.click(rule.getByRole('checkbox', { name: 'analysts' }));
    expect(changes.at(-1)).toEqual([
      {
        ...{ layer: 'gold', table: 'p', column: 'e', mask: "''" },
        except: ['group:default/analysts'],
      },
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Remove column rule 1' }),
    );
    expect(changes.at(-1)).toEqual([]);
  });

  it('let a group see some rows only', async () => {
    const { changes } = renderField(RowFiltersField, 'rows', {
      answers: { ...RULES, rows: [] },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a row filter' }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Condition in SQL' }),
      'a=1',
    );
    expect(changes.at(-1)).toEqual([
      {
        ...{ layer: 'gold', table: '', filter: 'a=1' },
        group: 'group:default/analysts',
      },
    ]);
  });

  it('add a database as a further catalog, whose port may be left out', async () => {
    const { changes } = renderField(PostgresCatalogsField, 'postgresCatalogs', {
      answers: { postgresCatalogs: [] },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add a database' }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name of the catalog' }),
      's',
    );
    const port = screen.getByRole('textbox', { name: 'Port' });
    await userEvent.type(port, '5433');
    await userEvent.tab();
    await userEvent.clear(port);
    await userEvent.tab();
    expect(changes.at(-1)).toEqual([
      { name: 's', host: '', database: '', secret: '', port: undefined },
    ]);
  });

  it('say of a rule that it names a layer or a group that there is not', () => {
    const form = {
      ...{ name: 'sales', owner: 'group:default/web', ...RULES },
      ...{ authentication: 'password', admins: ['dora'] },
      columns: [{ layer: 'iron', table: 'p', column: 'e', mask: '' }],
      rows: [
        { layer: 'gold', table: 'p', group: 'group:default/x', filter: 'a=1' },
      ],
    };
    expect(problems(form, 'columns')).toEqual([
      expect.stringMatching(/"iron" is no layer/),
    ]);
    expect(problems(form, 'rows')).toEqual([
      expect.stringMatching(/"x" is no group/),
    ]);
    expect(problems(form, 'access')).toEqual([]);
  });
});
