import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { ServerProcess } from '../../processes';
import { buildKubernetes } from '../build/buildKubernetes';
import { Certificates, makeKey } from '../Certificates';
import { freePorts } from '../../processes/freePorts';
import { readCertificate, writeKubeconfig } from '../kubeconfig';
import { KubernetesApi } from '../KubernetesApi';
import type { Place } from '../Place';
import { FIRST_SERVICE_ADDRESS, SERVICE_ADDRESSES } from './addresses';

/** On a machine that builds something beside it. */
const START_TIMEOUT_MS = 180_000;

/** etcd and the API server, and what the other parts need to know of them. */
export interface ControlPlane {
  /** Path of the program that all parts of the control plane are in. */
  program: string;
  /** Gets the files of all parts. */
  directory: string;
  place: Place;
  api: KubernetesApi;
  /** By which one may do everything. */
  adminToken: string;
  certificates: Certificates;
  /** Of the API server, and good for the other parts: it names 127.0.0.1. */
  serverCertificate: { certificate: string; key: string };
  /** Signs the tokens of service accounts. */
  serviceAccountKey: string;
  /** The administrator's: everything is allowed. */
  kubeconfig: string;
}

/**
 * Starts etcd and the API server, which 127.0.0.1 of this machine reaches wherever they are, and waits until the server is ready.
 *
 * @param started - Gets each process as soon as it runs, also when a later one fails.
 * @throws MissingPrerequisiteError without Go or OpenSSL; Error with the end of a log when one does not start.
 */
export async function startControlPlane(
  directory: string,
  place: Place,
  started: (process: ServerProcess) => void,
): Promise<ControlPlane> {
  const program = await buildKubernetes('control-plane');
  const [clientPort, peerPort, apiPort] = await freePorts(3);
  for (const port of [clientPort, apiPort]) await place.expose(port);
  const etcdUrl = `https://127.0.0.1:${clientPort}`;
  started(
    await startEtcd({
      ...{ program, directory, place, etcdUrl, clientPort, peerPort },
    }),
  );
  const certificates = await Certificates.create(
    join(directory, 'pki'),
    'lakehouse-testbed',
  );
  const serverCertificate = await certificates.server(
    'server',
    { CN: 'kube-apiserver' },
    [
      'IP:127.0.0.1',
      ...(place.address === '127.0.0.1' ? [] : [`IP:${place.address}`]),
      `IP:${FIRST_SERVICE_ADDRESS}`,
      'DNS:localhost',
      'DNS:kubernetes',
      'DNS:kubernetes.default',
      'DNS:kubernetes.default.svc',
    ],
  );
  const serviceAccountKey = await makeKey(join(directory, 'pki', 'sa.key'));
  const adminToken = randomBytes(24).toString('hex');
  await writeFile(
    join(directory, 'tokens.csv'),
    `${adminToken},admin,admin,"system:masters"\n`,
    { mode: 0o600 },
  );
  const api = new KubernetesApi(
    `https://127.0.0.1:${apiPort}`,
    await readFile(certificates.authority.certificate, 'utf8'),
    { token: adminToken },
  );
  const admin = await certificates.client('admin', {
    O: 'system:masters',
    CN: 'admin',
  });
  const etcdCertificates = join(directory, 'etcd-pki');
  started(
    await place.start({
      name: 'kube-apiserver',
      command: program,
      args: [
        'kube-apiserver',
        `--etcd-servers=${etcdUrl}`,
        `--etcd-cafile=${join(etcdCertificates, 'ca.crt')}`,
        `--etcd-certfile=${join(etcdCertificates, 'etcd.crt')}`,
        `--etcd-keyfile=${join(etcdCertificates, 'etcd.key')}`,
        `--bind-address=${place.bindAddress}`,
        `--advertise-address=${place.address}`,
        `--secure-port=${apiPort}`,
        // A loopback address can't be the endpoint of the service "kubernetes".
        `--endpoint-reconciler-type=${
          place.address === '127.0.0.1' ? 'none' : 'lease'
        }`,
        // For logs and exec: the node's name is in no DNS.
        '--kubelet-preferred-address-types=InternalIP',
        `--kubelet-client-certificate=${admin.certificate}`,
        `--kubelet-client-key=${admin.key}`,
        `--tls-cert-file=${serverCertificate.certificate}`,
        `--tls-private-key-file=${serverCertificate.key}`,
        `--client-ca-file=${certificates.authority.certificate}`,
        `--token-auth-file=${join(directory, 'tokens.csv')}`,
        ...['--authorization-mode=Node,RBAC', '--anonymous-auth=false'],
        ...['--allow-privileged=true', '--profiling=false'],
        '--enable-admission-plugins=NodeRestriction',
        `--service-cluster-ip-range=${SERVICE_ADDRESSES}`,
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-key-file=${serviceAccountKey}`,
        `--service-account-signing-key-file=${serviceAccountKey}`,
      ],
      isReady: async () => (await api.request('GET', '/readyz')) === 'ok',
      timeoutMs: START_TIMEOUT_MS,
      // Its data goes anyway: an orderly end takes 10 s.
      stopSignal: 'SIGKILL',
    }),
  );
  const kubeconfig = await writeKubeconfig(join(directory, 'kubeconfig'), {
    ...{ url: api.url, ca: api.ca },
    credentials: await readCertificate(admin),
  });
  return {
    ...{ program, directory, place, api, adminToken, certificates },
    ...{ serverCertificate, serviceAccountKey, kubeconfig },
  };
}

/** It has an authority of its own: who is known to the API server is not let in here. */
async function startEtcd(options: {
  program: string;
  directory: string;
  place: Place;
  etcdUrl: string;
  clientPort: number;
  peerPort: number;
}): Promise<ServerProcess> {
  const { program, directory, place, etcdUrl, clientPort, peerPort } = options;
  const certificates = await Certificates.create(
    join(directory, 'etcd-pki'),
    'lakehouse-testbed-etcd',
  );
  const { certificate, key } = await certificates.server(
    'etcd',
    { CN: 'etcd' },
    ['IP:127.0.0.1', 'DNS:localhost'],
  );
  const data = join(directory, 'etcd');
  await mkdir(data, { mode: 0o700 });
  const peerUrl = `https://127.0.0.1:${peerPort}`;
  const authority = certificates.authority.certificate;
  return place.start({
    name: 'kubernetes-etcd',
    command: program,
    args: [
      ...['etcd', '--name=testbed', `--data-dir=${data}`],
      // What it keeps does not outlive the test.
      ...['--unsafe-no-fsync', '--log-level=warn'],
      ...[`--listen-client-urls=${etcdUrl}`],
      ...[`--advertise-client-urls=${etcdUrl}`],
      ...[`--listen-peer-urls=${peerUrl}`],
      ...[`--initial-advertise-peer-urls=${peerUrl}`],
      ...[`--initial-cluster=testbed=${peerUrl}`],
      ...['--client-cert-auth', `--trusted-ca-file=${authority}`],
      ...[`--cert-file=${certificate}`, `--key-file=${key}`],
      ...['--peer-client-cert-auth', `--peer-trusted-ca-file=${authority}`],
      ...[`--peer-cert-file=${certificate}`, `--peer-key-file=${key}`],
    ],
    isReady: () => accepts(clientPort),
    timeoutMs: START_TIMEOUT_MS,
    stopSignal: 'SIGKILL',
  });
}

/** Whether something listens; whether it works is seen by the API server's readiness. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
