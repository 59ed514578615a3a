import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { MissingPrerequisiteError } from '../../MissingPrerequisiteError';
import { runCommand } from '../../processes';
import { cgroupMounts } from './cgroups';

/** What has to be on the machine, and the package of Debian that has it. */
const PROGRAMS: Record<string, string> = {
  containerd: 'containerd',
  ctr: 'containerd',
  runc: 'runc',
  iptables: 'iptables',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  mount: 'mount',
  tar: 'tar',
  ldd: 'libc-bin',
};
/** Where distributions put them. */
const CNI_FOLDERS = ['/usr/lib/cni', '/opt/cni/bin', '/usr/libexec/cni'];
const CNI_PLUGINS = ['bridge', 'host-local', 'portmap', 'loopback'];
/** Programs for administrators are often not on the PATH of others. */
const ADMIN_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The PATH by which all of them are found. */
export function podsPath(): string {
  return [process.env.PATH, ...ADMIN_FOLDERS].join(delimiter);
}

/**
 * Sees to it that this machine can have a node with real pods.
 *
 * @returns The folder of the network plugins.
 * @throws MissingPrerequisiteError that names all that is missing, and how to get it.
 */
export async function requirePodsMachine(): Promise<string> {
  const missing: string[] = [];
  if (process.platform !== 'linux')
    throw new MissingPrerequisiteError(
      `Real pods need Linux, this is ${process.platform}. The level "controllers" has simulated ones.`,
    );
  if (process.getuid!() !== 0)
    missing.push('the rights of root, for namespaces, mounts and cgroups');
  const packages = new Set<string>();
  for (const [program, debian] of Object.entries(PROGRAMS))
    if (!(await isOnPath(program))) {
      missing.push(`the program ${program}`);
      packages.add(debian);
    }
  const plugins = CNI_FOLDERS.find(folder =>
    CNI_PLUGINS.every(plugin => existsSync(join(folder, plugin))),
  );
  if (!plugins) {
    missing.push(
      `the network plugins ${CNI_PLUGINS.join(
        ', ',
      )} in one of ${CNI_FOLDERS.join(', ')}`,
    );
    packages.add('containernetworking-plugins');
  }
  if (cgroupMounts().length === 0) missing.push('cgroups below /sys/fs/cgroup');
  if (missing.length === 0)
    await tryNamespaces().catch(error =>
      missing.push(
        `the right to make mount, network and process namespaces (in a container: --privileged): ${error.message}`,
      ),
    );
  if (missing.length > 0)
    throw new MissingPrerequisiteError(
      `Kubernetes with real pods needs what this machine lacks: ${missing.join(
        '; ',
      )}.${
        packages.size > 0
          ? ` Debian and Ubuntu: apt-get install ${[...packages].join(' ')}`
          : ''
      } The level "controllers" needs none of it, and has simulated pods.`,
    );
  return plugins!;
}

async function isOnPath(program: string): Promise<boolean> {
  for (const folder of podsPath().split(delimiter)) {
    const found = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}

async function tryNamespaces(): Promise<void> {
  await runCommand(
    'unshare',
    ['--mount', '--net', '--pid', '--fork', '--mount-proc', 'true'],
    { env: { ...process.env, PATH: podsPath() }, timeoutMs: 30_000 },
  );
}
