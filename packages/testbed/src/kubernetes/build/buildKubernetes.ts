import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  reportProgress,
  runCommand,
} from '../../processes';
import { BUILD_FLAGS, buildEnvironment, BUILD_TIMEOUT_MS } from './goBuild';
import { goToolchain } from './goToolchain';
import { KUBERNETES_VERSION } from './versions';

// eslint-disable-next-line no-restricted-syntax -- the testbed is run from its sources, and never built
const SOURCES = join(__dirname, '..', 'go');

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

/** The programs that are built from `go/`, and what building each takes. */
const PROGRAMS = {
  /** etcd and the control plane. */
  'control-plane': 'about 10 minutes on two cores',
  /** What runs on a node: the kubelet and kube-proxy. */
  node: 'about a minute where the control plane was built, otherwise 8',
  /** From outside of a network namespace to its inside. */
  relay: 'seconds',
  /** Holds the namespaces of each pod. */
  pause: 'seconds',
} as const;

/** A program that is built from `go/`. */
export type KubernetesProgram = keyof typeof PROGRAMS;

/**
 * A program of Kubernetes, built by Go from its module proxy into the cache on first use (90 MB of modules for all;
 * `control-plane` takes 9 minutes on two idle cores, and 2.2 GB of memory). It is built anew when its sources, `go.sum`,
 * flags or Go itself change. `go.sum` has the checksum of each module; Go refuses others.
 *
 * @returns Path of the program; the first argument of `control-plane` and `node` says which part of it runs, as `etcd`,
 * `kube-apiserver` or `kubelet`.
 * @throws MissingPrerequisiteError without Go 1.25 or newer.
 */
export async function buildKubernetes(
  program: KubernetesProgram,
): Promise<string> {
  const toolchain = await goToolchain('Kubernetes');
  const hash = createHash('sha256');
  for (const name of ['go.mod', 'go.sum', `${program}/main.go`])
    hash.update(await readFile(join(SOURCES, name))).update('\0');
  hash.update(`${toolchain}\0${LINKER_FLAGS}\0-trimpath`);
  const key = `${KUBERNETES_VERSION}-${hash.digest('hex').slice(0, 16)}`;
  const directory = await prepareOnce(
    cacheDirectory('kubernetes', key),
    async temporary => {
      reportProgress(
        `building ${program} of Kubernetes ${KUBERNETES_VERSION} from its sources: ${PROGRAMS[program]}`,
      );
      await runCommand(
        'go',
        [
          ...['build', '-mod=readonly', ...BUILD_FLAGS],
          ...['-ldflags', LINKER_FLAGS],
          ...['-o', join(temporary, program), `./${program}`],
        ],
        {
          cwd: SOURCES,
          env: buildEnvironment(),
          timeoutMs: BUILD_TIMEOUT_MS,
        },
      );
    },
  );
  return join(directory, program);
}
