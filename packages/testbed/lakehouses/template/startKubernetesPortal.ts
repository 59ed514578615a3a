import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DemoPortal } from '../../systems/demo/DemoPortal';
import type { ConfiguredCluster } from '../scaffolder/PortalOptions';

/**
 * The example portal as a process of its own, which knows these clusters. What it keeps is in the folder: started there again
 * it goes on.
 *
 * @param port - of a portal that was there before
 */
export function startKubernetesPortal(
  directory: string,
  clusters: ConfiguredCluster[],
  port?: number,
): Promise<DemoPortal> {
  const config = join(directory, 'clusters.json');
  writeFileSync(
    config,
    JSON.stringify({
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: clusters.map(({ name, url, token }) => ({
              ...{ name, url, serviceAccountToken: token },
              ...{ authProvider: 'serviceAccount', skipMetricsLookup: true },
            })),
          },
        ],
      },
      // A task whose back end is gone is taken up by the next one; a minute of waiting shows nothing more.
      scaffolder: { taskRecovery: { staleTimeout: { seconds: 3 } } },
    }),
    { mode: 0o600 },
  );
  return DemoPortal.start({
    ...{ data: join(directory, 'data'), configs: [config], environment: {} },
    port,
  });
}
