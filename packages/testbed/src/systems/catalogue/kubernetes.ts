import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  KUBERNETES_VERSION,
  kubernetesAppConfig,
  type KubernetesLevel,
  localImages,
  startKubernetes,
} from '../../kubernetes';
import { reportProgress } from '../../processes';
import {
  type RunningSystem,
  type System,
  type SystemContext,
  VERIFIED_BY_GO,
} from '../System';

type KubernetesSystem = 'kubernetes-api' | 'kubernetes' | 'kubernetes-pods';

async function start<N extends KubernetesSystem>(
  level: KubernetesLevel,
  { directory }: SystemContext,
): Promise<RunningSystem<N>> {
  const cluster = await startKubernetes({ level });
  try {
    const names: string[] = [];
    if (level === 'pods')
      for (const image of await localImages()) {
        reportProgress(`making the image ${image.name}`);
        await cluster.loadImage(image);
        names.push(image.name);
      }
    const appConfig = join(directory, 'app-config.kubernetes.yaml');
    await writeFile(appConfig, await kubernetesAppConfig(cluster), {
      mode: 0o600,
    });
    return {
      connection: {
        url: cluster.url,
        kubeconfig: cluster.kubeconfig,
        appConfig,
        portal: `npm start -- --config ${appConfig}`,
        ...(names.length > 0 && { images: names.join(', ') }),
      },
      stop: () => cluster.stop(),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

export const kubernetesApi: System<'kubernetes-api'> = {
  title: `Kubernetes ${KUBERNETES_VERSION}: its API only`,
  needs: [],
  fetched: 'built with Go, 90 MB of modules, 10 minutes',
  verified: VERIFIED_BY_GO,
  prerequisites: ['Go 1.25 or newer', 'OpenSSL 3'],
  start: context => start('api', context),
};

export const kubernetes: System<'kubernetes'> = {
  title: `Kubernetes ${KUBERNETES_VERSION}, on simulated nodes`,
  needs: [],
  fetched: 'built with Go, 140 MB of modules, 13 minutes',
  verified: VERIFIED_BY_GO,
  prerequisites: ['Go 1.25 or newer', 'OpenSSL 3'],
  start: context => start('controllers', context),
};

export const kubernetesPods: System<'kubernetes-pods'> = {
  title: `Kubernetes ${KUBERNETES_VERSION}, with real pods`,
  needs: [],
  fetched:
    'built with Go, 410 MB of modules, 17 minutes; for its images 1 GB from Maven Central, 24 MB from npm',
  verified: `${VERIFIED_BY_GO}; Maven and npm check what they fetch`,
  prerequisites: [
    ...['Linux', 'root', 'Go 1.25 or newer', 'OpenSSL 3', 'containerd', 'runc'],
    ...[
      'CNI plugins',
      'iptables',
      'Maven',
      'a JDK 24 or newer',
      'a JDK 17 to 23',
      'psql',
    ],
  ],
  start: context => start('pods', context),
};
