import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ServerProcess } from '../processes';
import { buildKubernetes } from './buildKubernetes';
import { Certificates, makeKey, writeKubeconfig } from './Certificates';
import { freePorts } from './freePorts';
import { KubernetesApi } from './KubernetesApi';

/** On a machine that builds something beside it. */
const START_TIMEOUT_MS = 180_000;
/** Nothing sends anything to them outside of a node's own namespaces. */
const SERVICE_ADDRESSES = '10.96.0.0/16';
const FIRST_SERVICE_ADDRESS = '10.96.0.1';

/** etcd and the API server, and what the other parts need to know of them. */
export interface ControlPlane {
  /** Path of the program that all parts of the control plane are in. */
  program: string;
  /** Gets the files of all parts. */
  directory: string;
  api: KubernetesApi;
  certificates: Certificates;
  /** Of the API server, and good for the other parts: it names 127.0.0.1. */
  serverCertificate: { certificate: string; key: string };
  /** Signs the tokens of service accounts. */
  serviceAccountKey: string;
  /** The administrator's: everything is allowed. */
  kubeconfig: string;
}

/**
 * Starts etcd and the API server on the loopback interface, and waits until the server is ready.
 *
 * @param started - Gets each process as soon as it runs, also when a later one fails.
 * @throws MissingPrerequisiteError without Go or OpenSSL; Error with the end of a log when one does not start.
 */
export async function startControlPlane(
  directory: string,
  started: (process: ServerProcess) => void,
): Promise<ControlPlane> {
  const program = await buildKubernetes();
  const [clientPort, peerPort, apiPort] = await freePorts(3);
  const etcdUrl = `https://127.0.0.1:${clientPort}`;
  started(
    await startEtcd({ program, directory, etcdUrl, clientPort, peerPort }),
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
    adminToken,
  );
  const etcdCertificates = join(directory, 'etcd-pki');
  started(
    await ServerProcess.start({
      name: 'kube-apiserver',
      command: program,
      args: [
        'kube-apiserver',
        `--etcd-servers=${etcdUrl}`,
        `--etcd-cafile=${join(etcdCertificates, 'ca.crt')}`,
        `--etcd-certfile=${join(etcdCertificates, 'etcd.crt')}`,
        `--etcd-keyfile=${join(etcdCertificates, 'etcd.key')}`,
        ...['--bind-address=127.0.0.1', '--advertise-address=127.0.0.1'],
        `--secure-port=${apiPort}`,
        // A loopback address can't be the endpoint of the service "kubernetes".
        '--endpoint-reconciler-type=none',
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
  const admin = await certificates.client('admin', {
    O: 'system:masters',
    CN: 'admin',
  });
  const kubeconfig = await writeKubeconfig(
    join(directory, 'kubeconfig'),
    api.url,
    certificates.authority.certificate,
    admin,
  );
  return {
    ...{ program, directory, api, certificates },
    ...{ serverCertificate, serviceAccountKey, kubeconfig },
  };
}

/** It has an authority of its own: who is known to the API server is not let in here. */
async function startEtcd(options: {
  program: string;
  directory: string;
  etcdUrl: string;
  clientPort: number;
  peerPort: number;
}): Promise<ServerProcess> {
  const { program, directory, etcdUrl, clientPort, peerPort } = options;
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
  return ServerProcess.start({
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
