import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(60_000);

const PATH = '/api/lakehouse/blueprint/preview';
const DOCUMENT = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'Lakehouse',
  metadata: { name: 'sales' },
  spec: { owner: 'group:default/web' },
};

describe('lakehousePlugin and the preview of a blueprint', () => {
  let backend: Awaited<ReturnType<typeof startPlugin>>;

  afterEach(() => backend.stop());

  function ask(body: object) {
    return request(backend.server)
      .post(PATH)
      .set('Authorization', mockCredentials.user.header())
      .send(body);
  }

  it('answers, where the portal has no such cluster, that nothing could be tried; and records that somebody asked', async () => {
    backend = await startPlugin({ lakehouse: {} });
    // This back end has no Kubernetes plugin: its proxy answers 404.
    const { status, body } = await ask({ document: DOCUMENT, cluster: 'prod' });
    expect([status, body.status]).toEqual([200, 'not-tried']);
    expect(body.message).not.toBe('');
    expect(backend.audits).toContainEqual({
      ...{ eventId: 'blueprint-preview', outcome: 'success' },
    });
  });

  it('refuses a document that makes no sense, a request without a cluster, and one without the permission', async () => {
    backend = await startPlugin({ lakehouse: {} });
    const wrong = await ask({ document: { kind: 'Pod' }, cluster: 'prod' });
    expect([wrong.status, wrong.body.error.name]).toEqual([400, 'InputError']);
    expect(wrong.body.error.message).toContain('kind must be "Lakehouse"');
    expect((await ask({ document: DOCUMENT })).status).toBe(400);
    await backend.stop();
    backend = await startPlugin({
      lakehouse: {},
      denied: ['lakehouse.create'],
    });
    expect((await ask({ document: DOCUMENT, cluster: 'prod' })).status).toBe(
      403,
    );
  });
});
