import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { documentFromForm, renderLakehouse } from '@lakehouse-portal/blueprint';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unzipSync, strFromU8 } from 'fflate';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { BACKEND, renderField } from '../__testUtils__/renderField';
import { packFiles } from './packFiles';
import { PreviewField } from './PreviewField';

const server = setupServer();
registerMswTestHooks(server);

const ANSWERS = {
  ...{ name: 'sales', owner: 'group:default/web', size: 'small' },
  catalogType: 'hive',
};
const COSTS = {
  ...{ currency: 'EUR', corePerHour: 0.1 },
  ...{ memoryGibPerHour: 0.01, storageGibPerMonth: 1 },
};

function preview(answers: object, costs?: typeof COSTS) {
  return renderField(PreviewField, 'preview', { answers, costs });
}

async function openTab(name: string) {
  await userEvent.click(await screen.findByRole('tab', { name }));
}

function clusterSays(body: object, status = 200) {
  server.use(
    http.post(`${BACKEND}/lakehouse/blueprint/preview`, () =>
      HttpResponse.json(body, { status }),
    ),
  );
}

describe('PreviewField', () => {
  it('answers with the document that it shows, once', async () => {
    const { changes } = preview(ANSWERS);
    await screen.findByRole('tab', { name: 'Overview' });
    // It answers after it has shown itself.
    await waitFor(() =>
      expect(changes).toEqual([
        { document: documentFromForm(ANSWERS), takeOwnership: [] },
      ]),
    );
  });

  it('lists what is wrong, and answers with no document', async () => {
    const { changes } = preview({ ...ANSWERS, name: 'Sales!', workers: -1 });
    await screen.findByText('2 answers are missing or make no sense yet.');
    expect(screen.getByText('metadata.name')).toBeVisible();
    expect(screen.getByText('spec.trino.workers')).toBeVisible();
    await waitFor(() => expect(changes).toEqual([{}]));
  });

  it('adds up what all pods ask for and what that costs, with the arithmetic', async () => {
    preview(ANSWERS, COSTS);
    const { total } = renderLakehouse(documentFromForm(ANSWERS)).capacity;
    const cost =
      total.cpuRequest * 730 * 0.1 +
      (total.memoryMiB / 1024) * 730 * 0.01 +
      total.storageMiB / 1024;
    const text = `€${Math.round(cost).toLocaleString('en')}`;
    await screen.findByText(new RegExp(`for about ${text} a month`));
    await openTab('Capacity and cost');
    const row = screen.getByRole('row', { name: /^Total/ });
    expect(within(row).getByText(text)).toBeVisible();
    expect(
      screen.getByText(
        new RegExp(`cores × €0.10 × 730 h .* = ${text} a month`),
      ),
    ).toBeVisible();
    const sizes = screen.getByRole('table', { name: 'Sizes side by side' });
    expect(within(sizes).getAllByRole('row')).toHaveLength(5);
    expect(
      within(sizes).getByRole('row', { name: /^small chosen/ }),
    ).toBeVisible();
  });

  it('says plainly that no prices are configured', async () => {
    preview(ANSWERS);
    await screen.findByText(/with no prices configured/);
    await openTab('Capacity and cost');
    expect(screen.getByText('No prices configured')).toBeVisible();
    expect(screen.queryByText(/a month$/)).not.toBeInTheDocument();
  });

  it('shows each file, and that the linter found nothing', async () => {
    preview(ANSWERS);
    await openTab('Manifests');
    await userEvent.click(
      screen.getByRole('button', { name: /^kustomization.yaml/ }),
    );
    expect(
      screen.getByRole('region', { name: 'kustomization.yaml' }),
    ).toHaveTextContent('kind: Kustomization');
    await openTab('Lint findings');
    expect(screen.getByText(/rules looked at \d+ objects/)).toBeVisible();
  });

  it('packs all files into an archive, with the same bytes each time', () => {
    const { files } = renderLakehouse(documentFromForm(ANSWERS));
    const bytes = packFiles('sales', files);
    expect(packFiles('sales', files)).toEqual(bytes);
    const unpacked = unzipSync(bytes);
    expect(
      Object.entries(unpacked).map(([path, content]) => ({
        path: path.replace('sales/', ''),
        text: strFromU8(content),
      })),
    ).toEqual(files);
  });

  it('asks no cluster where none was chosen', async () => {
    preview(ANSWERS);
    await openTab('Changes in the cluster');
    expect(screen.getByText('No cluster was chosen')).toBeVisible();
  });

  it('says that a cluster is not reached, and tries again', async () => {
    clusterSays({
      ...{ status: 'not-tried', reason: 'unreachable' },
      message: 'connect ECONNREFUSED 10.0.0.1:6443',
    });
    preview({ ...ANSWERS, cluster: 'prod' });
    await openTab('Changes in the cluster');
    await screen.findByText("The cluster prod can't be reached.");
    expect(screen.getByText(/ECONNREFUSED/)).toBeVisible();
    clusterSays({
      ...{ status: 'tried', applicable: true, objects: [] },
      ...{ missingRights: [], unknownKinds: [] },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Nothing is in the way.');
  });

  it('says which permission is missing', async () => {
    clusterSays(
      {
        error: { name: 'NotAllowedError', message: 'no' },
        response: { statusCode: 403 },
      },
      403,
    );
    preview({ ...ANSWERS, cluster: 'prod' });
    await openTab('Changes in the cluster');
    await screen.findByText('You may not have a cluster try a lakehouse.');
    expect(screen.getByText(/lakehouse.create/)).toBeVisible();
  });

  it('puts conflicts with their manager and missing rights before the objects, and never shows secret values', async () => {
    clusterSays({
      ...{ status: 'tried', applicable: false, unknownKinds: [] },
      missingRights: [
        {
          ...{ message: 'May not patch secrets in namespace "sales"' },
          ...{ verbs: ['patch'], resource: 'secrets', isOptional: false },
        },
      ],
      objects: [
        {
          ...{ id: 'Deployment.apps/sales/t', kind: 'Deployment', name: 't' },
          ...{ action: 'conflict', warnings: [] },
          changes: [{ path: '.spec.replicas', before: 2, after: 1 }],
          conflicts: [
            { field: '.spec.replicas', manager: 'helm', message: 'x' },
          ],
        },
        {
          ...{ id: 'Secret/sales/s', kind: 'Secret', name: 's' },
          ...{ action: 'update', warnings: [], conflicts: [] },
          changes: [{ path: '.data.password', secret: true }],
        },
        {
          ...{ id: 'Service/sales/same', kind: 'Service', name: 'same' },
          ...{ action: 'unchanged', warnings: [], conflicts: [], changes: [] },
        },
      ],
    });
    preview({ ...ANSWERS, cluster: 'prod' });
    await openTab('Changes in the cluster');
    await screen.findByText(
      'helm has set .spec.replicas of Deployment.apps/sales/t.',
    );
    expect(screen.getByText(/May not patch secrets/)).toBeVisible();
    const objects = screen.getByRole('group', { name: 'Objects' });
    expect(within(objects).getAllByRole('button')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'all' }));
    expect(within(objects).getAllByRole('button')).toHaveLength(3);
    await userEvent.click(
      within(objects).getByRole('button', { name: /Secret/ }),
    );
    const changes = screen.getByRole('region', {
      name: 'Changes of Secret/sales/s',
    });
    expect(within(changes).getAllByText('secret, differs')).toHaveLength(2);
  });

  it('takes over what of others is ticked, of that object only, and says when nothing else is in the way', async () => {
    const object = (name: string) => ({
      ...{ id: `Deployment.apps/sales/${name}`, kind: 'Deployment', name },
      ...{ action: 'conflict', warnings: [], changes: [] },
      conflicts: [{ field: '.spec.replicas', manager: 'helm', message: 'x' }],
    });
    clusterSays({
      ...{ status: 'tried', applicable: false, unknownKinds: [] },
      ...{ missingRights: [], objects: [object('one'), object('two')] },
    });
    const { changes } = preview({ ...ANSWERS, cluster: 'prod' });
    await openTab('Changes in the cluster');
    const tick = async (name: string) =>
      userEvent.click(
        await screen.findByRole('checkbox', {
          name: `Take over .spec.replicas of Deployment.apps/sales/${name}`,
        }),
      );
    await tick('one');
    expect(screen.getByText('It can not be applied like this.')).toBeVisible();
    await tick('two');
    expect(
      screen.getByText(/Nothing else is in the way; 2 fields of others/),
    ).toBeVisible();
    expect(changes.at(-1)).toMatchObject({
      document: { metadata: { name: 'sales' } },
      takeOwnership: [
        'Deployment.apps/sales/one .spec.replicas',
        'Deployment.apps/sales/two .spec.replicas',
      ],
    });
    await tick('one');
    expect(changes.at(-1)).toMatchObject({
      takeOwnership: ['Deployment.apps/sales/two .spec.replicas'],
    });
  });

  it('does not say of objects that could not be tried that nothing is in their way', async () => {
    clusterSays({
      ...{ status: 'tried', applicable: true, unknownKinds: [] },
      missingRights: [],
      objects: ['create', 'unknown-until-namespace-exists'].map(action => ({
        ...{ id: action, kind: 'Service', name: action, action },
        ...{ warnings: [], changes: [], conflicts: [] },
      })),
    });
    preview({ ...ANSWERS, cluster: 'prod' });
    await openTab('Changes in the cluster');
    expect(
      await screen.findByText(
        /Nothing is in the way. 1 object can only be tried once its namespace/,
      ),
    ).toBeVisible();
  });

  it('says once that rights are missing, not again for each object that is refused for it', async () => {
    const refused = (name: string, message: string) => ({
      ...{ id: `Service/sales/${name}`, kind: 'Service', name },
      ...{ action: 'rejected', warnings: [], changes: [], conflicts: [] },
      refusal: { message },
    });
    clusterSays({
      ...{ status: 'tried', applicable: false, unknownKinds: [] },
      missingRights: [
        {
          ...{ message: 'May not get services in namespace "sales"' },
          ...{ verbs: ['get'], resource: 'services', isOptional: false },
        },
      ],
      objects: [
        refused(
          'one',
          'services "one" is forbidden: User "portal" cannot get resource "services" in API group "" in the namespace "sales"',
        ),
        refused('two', 'spec.ports: Required value'),
      ],
    });
    preview({ ...ANSWERS, cluster: 'prod' });
    await openTab('Changes in the cluster');
    const [right] = await screen.findAllByRole('listitem');
    expect(right).toHaveTextContent('May not get services in namespace');
    expect(
      screen.getByText('The cluster refuses Service/sales/two.'),
    ).toBeVisible();
    expect(
      screen.queryByText('The cluster refuses Service/sales/one.'),
    ).not.toBeInTheDocument();
  });
});
