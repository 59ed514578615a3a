import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
  type EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  LakehouseEntityProvider,
  type TableRule,
} from '@lakehouse-portal/plugin-catalog-backend-module-lakehouse';
import { lakehouseServiceRef } from '@lakehouse-portal/plugin-lakehouse-node';

/** What one mutation brought. */
export interface CountedMutation {
  type: EntityProviderMutation['type'];
  added: number;
  removed: number;
}

/** The entity provider in a real catalog, run by hand, with every mutation counted on its way to the database. */
export class CountedProvider {
  readonly mutations: CountedMutation[] = [];
  /** Calls of the lakehouse back end, and tables that came with them. */
  readonly calls = { requests: 0, tables: 0 };
  readonly clock = { now: 0 };
  provider!: LakehouseEntityProvider;
  /** The connection to the catalog, for mutations of one's own. */
  connection!: EntityProviderConnection;

  constructor(readonly rules: TableRule[] = []) {}

  /** In place of the module that runs it on a schedule. */
  module() {
    return createBackendModule({
      pluginId: 'catalog',
      moduleId: 'counted-lakehouse-provider',
      register: reg =>
        reg.registerInit({
          deps: {
            auth: coreServices.auth,
            catalog: catalogProcessingExtensionPoint,
            events: eventsServiceRef,
            lakehouse: lakehouseServiceRef,
            logger: coreServices.logger,
          },
          init: async ({ auth, catalog, events, lakehouse, logger }) => {
            this.provider = LakehouseEntityProvider.create({
              auth,
              events,
              lakehouse: {
                listLakehouses: options => {
                  this.calls.requests += 1;
                  return lakehouse.listLakehouses(options);
                },
                getLakehouse: (name, options) => {
                  this.calls.requests += 1;
                  return lakehouse.getLakehouse(name, options);
                },
                listTables: async (query, options) => {
                  this.calls.requests += 1;
                  const page = await lakehouse.listTables(query, options);
                  this.calls.tables += page.items.length;
                  return page;
                },
              },
              logger,
              rules: this.rules,
              now: () => this.clock.now,
              // Refreshed by hand.
              taskRunner: { run: async () => {} },
            });
            catalog.addEntityProvider({
              getProviderName: () => this.provider.getProviderName(),
              connect: async connection => {
                this.connection = connection;
                await this.provider.connect({
                  refresh: options => connection.refresh(options),
                  applyMutation: async mutation => {
                    await connection.applyMutation(mutation);
                    this.mutations.push(countsOf(mutation));
                  },
                });
              },
            });
          },
        }),
    });
  }
}

function countsOf(mutation: EntityProviderMutation): CountedMutation {
  return mutation.type === 'full'
    ? { type: 'full', added: mutation.entities.length, removed: 0 }
    : {
        type: 'delta',
        added: mutation.added.length,
        removed: mutation.removed.length,
      };
}
