import { join } from 'node:path';
import type { ServerProcess } from '../../processes';
import { POD_ADDRESSES, SERVICE_ADDRESSES } from '../control-plane/addresses';
import type { ControlPlane } from '../control-plane/startControlPlane';
import { freePorts } from '../../processes/freePorts';
import { readCertificate, writeKubeconfig } from '../kubeconfig';
import { KubernetesApi } from '../KubernetesApi';

const START_TIMEOUT_MS = 180_000;

/**
 * Starts the controllers and the scheduler beside an API server, and waits until they work.
 *
 * @param started - Gets each process as soon as it runs.
 * @throws Error with the end of a log when one does not start.
 */
export async function startControllers(
  controlPlane: ControlPlane,
  started: (process: ServerProcess) => void,
): Promise<void> {
  const { certificates, serviceAccountKey, api, directory } = controlPlane;
  const authority = certificates.authority;
  const [controllersPort, schedulerPort] = await freePorts(2);
  const processes = await Promise.allSettled([
    startPart(controlPlane, 'kube-controller-manager', controllersPort, [
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${serviceAccountKey}`,
      `--root-ca-file=${authority.certificate}`,
      `--cluster-signing-cert-file=${authority.certificate}`,
      `--cluster-signing-key-file=${authority.key}`,
      ...['--allocate-node-cidrs=true', `--cluster-cidr=${POD_ADDRESSES}`],
      `--service-cluster-ip-range=${SERVICE_ADDRESSES}`,
      // It makes this folder; the default is one of the machine's.
      `--flex-volume-plugin-dir=${join(directory, 'flex-volumes')}`,
    ]),
    startPart(controlPlane, 'kube-scheduler', schedulerPort, []),
  ]);
  for (const process of processes)
    if (process.status === 'fulfilled') started(process.value);
  for (const process of processes)
    if (process.status === 'rejected') throw process.reason;
  // Without it no pod can be made in the namespace; it comes from a controller.
  await api.until(
    '/api/v1/namespaces/default/serviceaccounts/default',
    () => true,
    START_TIMEOUT_MS,
  );
}

async function startPart(
  controlPlane: ControlPlane,
  part: 'kube-controller-manager' | 'kube-scheduler',
  port: number,
  args: string[],
): Promise<ServerProcess> {
  const { program, directory, place, api, certificates, serverCertificate } =
    controlPlane;
  const kubeconfig = await writeKubeconfig(
    join(directory, `${part}.kubeconfig`),
    {
      ...{ url: api.url, ca: api.ca },
      credentials: await readCertificate(
        await certificates.client(part, { CN: `system:${part}` }),
      ),
    },
  );
  const health = new KubernetesApi(
    `https://127.0.0.1:${port}`,
    api.ca,
    api.credentials,
  );
  await place.expose(port);
  return place.start({
    name: part,
    command: program,
    args: [
      part,
      `--kubeconfig=${kubeconfig}`,
      ...['--leader-elect=false', '--profiling=false'],
      ...['--bind-address=127.0.0.1', `--secure-port=${port}`],
      `--tls-cert-file=${serverCertificate.certificate}`,
      `--tls-private-key-file=${serverCertificate.key}`,
      ...args,
    ],
    isReady: async () => (await health.request('GET', '/healthz')) === 'ok',
    timeoutMs: START_TIMEOUT_MS,
    // What it wrote last is in the API server.
    stopSignal: 'SIGKILL',
  });
}
