/**
 * The portal of packages/backend with connectors for measurements: a lakehouse of TABLES made-up tables, and one whose
 * table has a million files. Started by run.ts: portalProcess.ts TABLES METADATA_FILE --config FILE
 */
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  lakehouseConnectorsExtensionPoint,
  type LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import { dirname } from 'node:path';
import { ManyTables } from '../scale';

const [tables, metadataFile] = process.argv.slice(2);

/** One table, which every listing says has changed. */
function oneLargeTable(): LakehouseConnectorFactory {
  let version = 0;
  return {
    type: 'large',
    async connect() {
      return {
        listNamespaces: async () => [{ namespace: 'large', properties: {} }],
        async *listTables() {
          version += 1;
          yield [
            {
              namespace: 'large',
              name: 'million',
              metadataLocation: metadataFile,
              version: String(version),
            },
          ];
        },
        fileIO: await LocalFileIO.create({
          roots: [dirname(dirname(metadataFile))],
        }),
        connectionDetails: () => [],
        snippets: () => [],
      };
    },
  };
}

// Whoever measures may be killed.
process.on('disconnect', () => process.exit());

const backend = createBackend();
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@lakehouse-portal/plugin-lakehouse-backend'));
backend.add(
  createBackendModule({
    pluginId: 'lakehouse',
    moduleId: 'bench-connectors',
    register: env =>
      env.registerInit({
        deps: { point: lakehouseConnectorsExtensionPoint },
        async init({ point }) {
          point.addConnector(new ManyTables(Number(tables)).factory());
          point.addConnector(oneLargeTable());
        },
      }),
  }),
);
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
