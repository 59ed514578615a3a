import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  BlueprintApi,
  StackReport,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { blueprintApiRef } from '../../api';
import { StackTab } from './StackTab';

configure({ defaultHidden: true });

const STACK: Extract<StackReport, { status: 'read' }> = {
  status: 'read',
  cluster: 'production',
  namespace: 'sales',
  readAtMs: 0,
  document: 'kind: Lakehouse\nmetadata:\n  name: sales\n',
  notes: [],
  findings: [
    {
      severity: 'warning',
      rule: 'T12',
      object: 'Deployment/sales/sales-trino',
      message: 'Access control without authentication',
      fix: 'Set http-server.authentication.type',
    },
  ],
  objects: [
    {
      id: 'Service/sales/sales-trino',
      ...{ kind: 'Service', name: 'sales-trino', state: 'as-rendered' },
      fields: [],
    },
    {
      id: 'Deployment.apps/sales/sales-trino',
      ...{ kind: 'Deployment', name: 'sales-trino', state: 'drifted' },
      readiness: { state: 'progressing', message: '0 of 1 pods are available' },
      fields: [
        {
          path: '.spec.replicas',
          ...{ now: 3, rendered: 1, managers: ['kubectl-edit'] },
        },
        { path: '.data.password', secret: true, managers: [] },
        {
          path: '.data["jvm.config"]',
          ...{ now: '-server\n-Xmx2G\n', rendered: '-server\n-Xmx4G\n' },
          managers: ['helm'],
        },
      ],
    },
  ],
};

function render(getStack: BlueprintApi['getStack']) {
  return renderInTestApp(
    <EntityProvider
      entity={{
        ...{ apiVersion: 'backstage.io/v1alpha1', kind: 'System' },
        metadata: { name: 'sales' },
      }}
    >
      <StackTab />
    </EntityProvider>,
    {
      apis: [
        [blueprintApiRef, { getStack } as BlueprintApi],
        mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      ],
    },
  );
}

describe('StackTab', () => {
  it('says what is not as the document says, who changed it and what the doctor finds, without a barrier', async () => {
    const { container } = await render(async () => STACK);
    expect(
      await screen.findByText(
        '1 of 2 objects is not as the document says; 1 is not ready.',
      ),
    ).toBeInTheDocument();
    const drift = screen.getByRole('table', {
      name: 'Deployment.apps/sales/sales-trino is not as the document says',
    });
    expect(
      within(drift).getByRole('row', {
        name: '.spec.replicas 3 1 kubectl-edit',
      }),
    ).toBeInTheDocument();
    expect(
      within(drift).getByRole('row', {
        name: '.data.password another value (secret) another value (secret) removed',
      }),
    ).toBeInTheDocument();
    expect(
      within(drift).getByRole('row', {
        name: /jvm\.config[^]*Now: ?-Xmx2G[^]*In the document: ?-Xmx4G/,
      }),
    ).toBeInTheDocument();
    const findings = screen.getByRole('table', {
      name: 'Stack doctor: 1 finding',
    });
    expect(
      within(findings).getByRole('row', {
        name: /^warning .*without authentication.*Set http-server.authentication.type T12$/,
      }),
    ).toBeVisible();
    const rows = within(
      screen.getByRole('table', { name: 'Objects' }),
    ).getAllByRole('row');
    expect(rows[1]).toHaveTextContent('Deployment sales-trino');
    expect((await axe(container)).violations).toEqual([]);
  });

  it.each([
    ['Change or upgrade', 'change'],
    ['Rotate secrets', 'rotate'],
    ['Remove', 'remove'],
  ])(
    'leads to the template of "%s", filled in with its document',
    async (name, template) => {
      await render(async () => STACK);
      const link = await screen.findByRole('link', { name });
      const url = new URL(link.getAttribute('href')!, 'http://portal');
      expect(url.pathname).toBe(
        `/create/templates/default/lakehouse-kubernetes-${template}`,
      );
      expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
        ...{ cluster: 'production', document: STACK.document },
      });
    },
  );

  it('says why a cluster was not read, and looks again when asked to', async () => {
    const answers: StackReport[] = [
      {
        ...{ status: 'not-read', reason: 'unreachable' },
        message: 'connect ECONNREFUSED',
      },
      { ...STACK, objects: [], findings: [] },
    ];
    await render(async () => answers.shift()!);
    expect(
      await screen.findByText('The cluster is not reached'),
    ).toBeInTheDocument();
    expect(screen.getByText('connect ECONNREFUSED')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(
      await screen.findByText(/What runs now was looked at/),
    ).toBeVisible();
  });

  it('says what failed when the portal itself does not answer', async () => {
    await render(async () => {
      throw new Error('no back end');
    });
    expect(
      await screen.findByText(/The stack could not be looked at/),
    ).toBeInTheDocument();
  });

  describe('upgrade of Trino', () => {
    const documentOf = (more = '') =>
      `apiVersion: lakehouse-portal.io/v1alpha1
kind: Lakehouse
metadata:
  name: sales
spec:
  owner: group:default/data # ours
  trino:
    version: 476
${more}`;

    async function upgradeTo483(document: string) {
      const { container } = await render(async () => ({ ...STACK, document }));
      await userEvent.click(
        await screen.findByRole('button', { name: /Version of Trino/ }),
      );
      await userEvent.click(
        await screen.findByRole('option', { name: '483', hidden: false }),
      );
      return container;
    }

    it('shows what would change before anybody decides it, and leads to the template with the new version, without a barrier', async () => {
      const container = await upgradeTo483(documentOf());
      const link = await screen.findByRole('link', { name: 'Upgrade to 483' });
      expect(
        screen.getByText(
          /The pods of \d workloads? (is|are) replaced: .*sales-trino/,
        ),
      ).toBeVisible();
      const diff = screen.getByRole('table', {
        name: /Deployment sales\/sales-trino$/,
      });
      expect(
        within(diff).getByRole('row', { name: /image .*:476 .*:483/ }),
      ).toBeInTheDocument();
      const { searchParams } = new URL(
        link.getAttribute('href')!,
        'http://portal',
      );
      expect(JSON.parse(searchParams.get('formData')!)).toEqual({
        cluster: 'production',
        document: documentOf().replace('476', '483'),
      });
      expect((await axe(container)).violations).toEqual([]);
    });

    it('says what must be changed first, where the newer version does not go with the rest', async () => {
      await upgradeTo483(
        documentOf("  catalog: { type: hive, version: '3.1.3' }\n"),
      );
      expect(await screen.findByRole('alert')).toHaveTextContent(
        /Not to 483 as it is.*spec\.catalog\.version must be 4\.0\.1 or newer/,
      );
      expect(
        screen.queryByRole('link', { name: /^Upgrade to/ }),
      ).not.toBeInTheDocument();
    });

    it('offers nothing where the document says the newest, and says so', async () => {
      await render(async () => ({
        ...STACK,
        document: documentOf().replace('476', '483'),
      }));
      expect(
        await screen.findByText(
          'The document says 483, the newest that this portal knows.',
        ),
      ).toBeVisible();
      expect(
        screen.queryByRole('button', { name: /Version of Trino/ }),
      ).not.toBeInTheDocument();
    });

    it('says that it can’t read the document of another release', async () => {
      await render(async () => STACK);
      expect(
        await screen.findByText('The document can’t be read'),
      ).toBeVisible();
    });
  });
});
