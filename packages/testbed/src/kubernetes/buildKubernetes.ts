import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  reportProgress,
  runCommand,
} from '../processes';
import { goToolchain } from './goToolchain';
import { KUBERNETES_VERSION } from './versions';

// eslint-disable-next-line no-restricted-syntax -- the testbed is run from its sources, and never built
const SOURCES = join(__dirname, 'go');
/** Two idle cores need 9 minutes. */
const BUILD_TIMEOUT_MS = 5_000_000;

/** More at once need more memory than time they save: the largest packages take 1 GB each. */
const BUILD_FLAGS = [
  '-p',
  String(Math.min(2, availableParallelism())),
  '-trimpath',
];

/** Without them the server says that it is v0.0.0-master. */
const LINKER_FLAGS = [
  '-s -w',
  ...['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].map(
    path => {
      const [major, minor] = KUBERNETES_VERSION.slice(1).split('.');
      return [
        `-X ${path}.gitVersion=${KUBERNETES_VERSION}`,
        `-X ${path}.gitMajor=${major}`,
        `-X ${path}.gitMinor=${minor}`,
        `-X ${path}.gitTreeState=clean`,
      ].join(' ');
    },
  ),
].join(' ');

/**
 * The program that is etcd and the control plane of Kubernetes, built by Go from its module proxy into the cache on first
 * use (90 MB of modules; 9 minutes on two idle cores, 2.2 GB of memory). It is built anew when its sources, `go.sum`, flags
 * or Go itself change. `go.sum` has the checksum of each module; Go refuses others.
 *
 * @returns Path of the program; its first argument says which part of it runs, as `etcd` or `kube-apiserver`.
 * @throws MissingPrerequisiteError without Go 1.25 or newer.
 */
export async function buildKubernetes(): Promise<string> {
  const toolchain = await goToolchain('Kubernetes');
  const hash = createHash('sha256');
  for (const name of ['go.mod', 'go.sum', 'control-plane/main.go'])
    hash.update(await readFile(join(SOURCES, name))).update('\0');
  hash.update(`${toolchain}\0${LINKER_FLAGS}\0-trimpath`);
  const key = `${KUBERNETES_VERSION}-${hash.digest('hex').slice(0, 16)}`;
  const directory = await prepareOnce(
    cacheDirectory('kubernetes', key),
    async temporary => {
      reportProgress(
        `building Kubernetes ${KUBERNETES_VERSION} from its sources: about 10 minutes on two cores`,
      );
      await runCommand(
        'go',
        [
          ...['build', '-mod=readonly', ...BUILD_FLAGS],
          ...['-ldflags', LINKER_FLAGS],
          ...['-o', join(temporary, 'control-plane'), './control-plane'],
        ],
        {
          cwd: SOURCES,
          env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
          timeoutMs: BUILD_TIMEOUT_MS,
        },
      );
    },
  );
  return join(directory, 'control-plane');
}
