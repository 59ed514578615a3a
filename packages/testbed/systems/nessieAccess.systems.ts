import {
  BearerAuthenticator,
  type ConnectionCheck,
  NessieCatalog,
  OAuth2Authenticator,
} from '@lakehouse-portal/catalogs';
import { NESSIE_WAREHOUSE, startNessie } from '../src';
import { listAll } from './listAll';
import { OpenIdProvider } from './nessie/OpenIdProvider';
import { RestLake } from './rest/RestLake';
import { startPortal } from './rest/startPortal';

const SECRETS = {
  portal: 'secret-of-the-portal',
  listing: 'secret-of-who-lists-only',
  blind: 'secret-of-who-sees-no-names',
  nobody: 'secret-of-nobody',
};
const ORDERS = { namespace: 'shop', name: 'orders' };

/** As docs/systems/nessie.md has them for the portal. */
const RULES = {
  writer: "role=='writer'",
  portal:
    "role=='portal' && op in ['VIEW_REFERENCE', 'READ_ENTRIES', 'READ_CONTENT_KEY', 'READ_ENTITY_VALUE', 'LIST_COMMIT_LOG']",
  blind:
    "role=='blind' && op in ['VIEW_REFERENCE', 'READ_ENTRIES', 'READ_ENTITY_VALUE', 'LIST_COMMIT_LOG']",
  listing:
    "role=='listing' && op in ['VIEW_REFERENCE', 'READ_ENTRIES', 'READ_CONTENT_KEY']",
};

/** A real Nessie that asks for tokens and looks at them, and lets nobody do more than the rules say. */
describe('Nessie that asks who one is', () => {
  let provider: OpenIdProvider;
  let lake: RestLake;
  let snapshots: string[];
  const open: NessieCatalog[] = [];

  beforeAll(async () => {
    provider = await OpenIdProvider.start(SECRETS);
    lake = await RestLake.start(options =>
      startNessie({
        ...options,
        access: { issuer: provider.issuer, rules: RULES },
      }),
    );
    const written = await lake.write({
      uri: `${lake.server.url}/iceberg`,
      properties: {
        warehouse: NESSIE_WAREHOUSE,
        token: provider.token('writer'),
      },
      namespaces: [{ levels: ['shop'] }],
      tables: [{ identifier: ['shop', 'orders'], snapshots: 2 }],
    });
    ({ snapshots } = Object.values(written)[0]);
  }, 900_000);

  afterAll(async () => {
    for (const catalog of open) await catalog.close();
    await lake?.stop();
    await provider?.stop();
  });

  function connect(clientId: string, clientSecret: string): NessieCatalog {
    const catalog = new NessieCatalog({
      url: new URL(lake.server.url),
      authenticator: new OAuth2Authenticator({
        tokenUrl: new URL(provider.tokenUrl),
        ...{ clientId, clientSecret, scope: '' },
      }),
    });
    open.push(catalog);
    return catalog;
  }

  async function hopsOf(catalog: NessieCatalog): Promise<ConnectionCheck[]> {
    const hops: ConnectionCheck[] = [];
    for await (const hop of catalog.check()) hops.push(hop);
    return hops;
  }

  async function lastHop(
    catalog: NessieCatalog,
  ): Promise<ConnectionCheck | undefined> {
    return (await hopsOf(catalog)).at(-1);
  }

  it('is read with a token for client credentials: listing, metadata and commits, with the rights that the docs name', async () => {
    const catalog = connect('portal', SECRETS.portal);
    provider.given.length = 0;
    expect(await listAll(catalog)).toEqual([
      expect.objectContaining({ ...ORDERS }),
    ]);
    expect(await catalog.loadTable?.(ORDERS)).toMatchObject({
      metadata: { currentSnapshotId: snapshots[snapshots.length - 1] },
    });
    const { commits } = await catalog.readHistory(ORDERS);
    expect(commits.map(({ snapshotId }) => snapshotId)).toEqual(
      expect.arrayContaining(snapshots),
    );
    expect(await lastHop(catalog)).toMatchObject({
      hop: 'metadata-read',
      outcome: 'passed',
    });
    // One token for both of its interfaces.
    expect(provider.given).toEqual(['portal']);
  });

  it('lets nobody in with a wrong secret, an old token or none', async () => {
    const wrong = connect('portal', 'another-secret');
    const refused: Error = await listAll(wrong).then(
      () => new Error('was let in'),
      error => error,
    );
    expect(refused).toMatchObject({
      name: 'CatalogAuthenticationError',
      message: expect.stringContaining('invalid_client'),
    });
    expect(`${refused.message}${refused.stack}`).not.toContain(
      'another-secret',
    );
    for (const token of [undefined, provider.token('portal', -120)]) {
      const catalog = new NessieCatalog({
        url: new URL(lake.server.url),
        authenticator: token ? new BearerAuthenticator(token) : undefined,
      });
      open.push(catalog);
      await expect(listAll(catalog)).rejects.toMatchObject({
        name: 'CatalogAuthenticationError',
      });
      expect(await lastHop(catalog)).toMatchObject({
        hop: 'authentication',
        outcome: 'failed',
      });
    }
  });

  it('says what is refused to who may list only, and to who may nothing', async () => {
    const listing = connect('listing', SECRETS.listing);
    expect(await listAll(listing)).toEqual([
      expect.objectContaining({ namespace: 'shop', name: 'orders' }),
    ]);
    await expect(listing.readHistory(ORDERS)).rejects.toMatchObject({
      name: 'CatalogAccessDeniedError',
    });
    // Without READ_CONTENT_KEY it refuses nothing: there just is no table.
    const blind = connect('blind', SECRETS.blind);
    expect(await listAll(blind)).toEqual([]);
    expect(await hopsOf(blind)).toContainEqual(
      expect.objectContaining({
        hop: 'listing',
        message: expect.stringContaining('shows none to the portal’s user'),
      }),
    );
    expect(await lastHop(connect('nobody', SECRETS.nobody))).toMatchObject({
      hop: 'authorisation',
      outcome: 'failed',
    });
  });

  it('is shown in the portal, which tells nobody the secret', async () => {
    const portal = await startPortal({
      ...{ type: 'nessie', uri: lake.server.url, ...lake.portalStore },
      auth: {
        type: 'oauth2',
        tokenUri: provider.tokenUrl,
        ...{ clientId: 'portal', clientSecret: SECRETS.portal, scope: '' },
      },
    });
    try {
      const shown = await portal.get<unknown>(
        '/lakehouses/lake/schemas/shop/tables/orders',
      );
      expect(shown).toMatchObject({
        columns: [{ name: 'id' }, { name: 'city' }],
      });
      expect(await portal.check('catalog')).toContain('metadata-read passed');
      expect(JSON.stringify(shown)).not.toContain(SECRETS.portal);
    } finally {
      await portal.stop();
    }
  });
});
