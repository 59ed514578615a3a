import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerProcess } from '../../processes';
import { DNS_ADDRESS, POD_ADDRESSES } from '../control-plane/addresses';
import type { ControlPlane } from '../control-plane/startControlPlane';
import { freePorts } from '../../processes/freePorts';
import { readCertificate, writeKubeconfig } from '../kubeconfig';
import { NODE_ADDRESS } from './namespacesScript';

/** Of the only node. */
export const NODE_NAME = 'node-1';

const START_TIMEOUT_MS = 120_000;

/** What makes a machine a node. */
export interface NodeOptions {
  /** Path of the program that is the kubelet, and kube-proxy. */
  program: string;
  /** Of the container runtime. */
  socket: string;
  /** All pods are in it. */
  cgroup: string;
}

/** Starts the kubelet, which runs pods, and waits until it answers. */
export async function startKubelet(
  controlPlane: ControlPlane,
  { program, socket, cgroup }: NodeOptions,
): Promise<ServerProcess> {
  const { place, certificates } = controlPlane;
  const directory = join(controlPlane.directory, 'kubelet');
  await mkdir(directory);
  const [healthPort] = await freePorts(1);
  await place.expose(healthPort);
  const configuration = join(directory, 'config.json');
  await writeFile(
    configuration,
    JSON.stringify({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      address: NODE_ADDRESS,
      healthzBindAddress: '127.0.0.1',
      healthzPort: healthPort,
      clusterDNS: [DNS_ADDRESS],
      clusterDomain: 'cluster.local',
      containerRuntimeEndpoint: `unix://${socket}`,
      resolvConf: join(controlPlane.directory, 'resolv.conf'),
      authentication: {
        x509: { clientCAFile: certificates.authority.certificate },
        webhook: { enabled: true },
        anonymous: { enabled: false },
      },
      authorization: { mode: 'Webhook' },
      cgroupDriver: 'cgroupfs',
      cgroupRoot: cgroup,
      failCgroupV1: false,
      failSwapOn: false,
      // Settings of the kernel that it can't change are no reason to give up.
      featureGates: { KubeletInUserNamespace: true },
      evictionHard: {
        'memory.available': '100Mi',
        'nodefs.available': '1%',
        'imagefs.available': '1%',
      },
      // Nothing could be pulled again.
      imageGCHighThresholdPercent: 100,
      podLogsDir: join(directory, 'logs'),
      volumePluginDir: join(directory, 'volume-plugins'),
      // Tests wait for what the kubelet reports.
      syncFrequency: '10s',
      nodeStatusUpdateFrequency: '5s',
      crashLoopBackOff: { maxContainerRestartPeriod: '10s' },
    }),
  );
  return place.start({
    name: 'kubelet',
    command: program,
    args: [
      'kubelet',
      `--config=${configuration}`,
      `--kubeconfig=${await nodeKubeconfig(controlPlane, 'kubelet', {
        ...{ CN: `system:node:${NODE_NAME}`, O: 'system:nodes' },
      })}`,
      ...[`--hostname-override=${NODE_NAME}`, `--node-ip=${NODE_ADDRESS}`],
      ...[`--root-dir=${join(directory, 'root')}`],
      ...[`--cert-dir=${join(directory, 'pki')}`],
      '--node-labels=topology.kubernetes.io/region=testbed,topology.kubernetes.io/zone=a',
    ],
    isReady: () => isHealthy(healthPort),
    timeoutMs: START_TIMEOUT_MS,
    stopSignal: 'SIGKILL',
  });
}

/** Starts what makes services reachable, and waits until it answers. */
export async function startKubeProxy(
  controlPlane: ControlPlane,
  program: string,
): Promise<ServerProcess> {
  const [healthPort, metricsPort] = await freePorts(2);
  await controlPlane.place.expose(healthPort);
  return controlPlane.place.start({
    name: 'kube-proxy',
    command: program,
    args: [
      'kube-proxy',
      `--kubeconfig=${await nodeKubeconfig(controlPlane, 'kube-proxy', {
        CN: 'system:kube-proxy',
      })}`,
      ...[`--hostname-override=${NODE_NAME}`, '--proxy-mode=iptables'],
      `--cluster-cidr=${POD_ADDRESSES}`,
      `--healthz-bind-address=127.0.0.1:${healthPort}`,
      `--metrics-bind-address=127.0.0.1:${metricsPort}`,
      // The table of connections is the machine's: it stays as it is.
      ...['--conntrack-max-per-core=0', '--conntrack-min=0'],
      ...['--conntrack-tcp-timeout-established=0s'],
      ...['--conntrack-tcp-timeout-close-wait=0s'],
    ],
    isReady: () => isHealthy(healthPort),
    timeoutMs: START_TIMEOUT_MS,
    stopSignal: 'SIGKILL',
  });
}

async function nodeKubeconfig(
  { api, certificates, directory }: ControlPlane,
  name: string,
  subject: { CN: string; O?: string },
): Promise<string> {
  return writeKubeconfig(join(directory, `${name}.kubeconfig`), {
    ...{ url: api.url, ca: api.ca },
    credentials: await readCertificate(
      await certificates.client(name, subject),
    ),
  });
}

async function isHealthy(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`);
  await response.body?.cancel();
  return response.ok;
}
