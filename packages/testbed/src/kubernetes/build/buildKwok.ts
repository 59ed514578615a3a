import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installProgram, moduleDirectory } from './goBuild';
import { KWOK_VERSION } from './versions';

/** kwok, and what it plays. */
export interface Kwok {
  /** Path of the program. */
  program: string;
  /** Path of its configuration: how nodes, pods and volumes pass from stage to stage. */
  stages: string;
  /** Path of the storage class whose volumes it plays, in YAML. */
  storageClass: string;
}

/**
 * kwok and its own stages, built by Go from its module proxy into the cache on first use (50 MB of modules; 3 minutes on two
 * idle cores).
 *
 * @throws MissingPrerequisiteError without Go 1.25 or newer.
 */
export async function buildKwok(): Promise<Kwok> {
  const directory = await installProgram(
    {
      ...{ name: 'kwok', path: 'sigs.k8s.io/kwok/cmd/kwok' },
      ...{ version: KWOK_VERSION, takes: '3 minutes' },
    },
    {
      revision: 1,
      async fill(temporary) {
        const kustomize = join(
          await moduleDirectory('sigs.k8s.io/kwok', KWOK_VERSION),
          ...['kustomize', 'stage'],
        );
        await writeFile(
          join(temporary, 'stages.yaml'),
          await stages(kustomize),
        );
        await writeFile(
          join(temporary, 'storage-class.yaml'),
          await readFile(join(kustomize, 'volume/fast/storage-class.yaml')),
        );
      },
    },
  );
  return {
    program: join(directory, 'kwok'),
    stages: join(directory, 'stages.yaml'),
    storageClass: join(directory, 'storage-class.yaml'),
  };
}

/** The fast ones: those named "general" let each pod wait for seconds. */
async function stages(kustomize: string): Promise<string> {
  const files = [
    'node/fast/node-initialize.yaml',
    'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
    ...(await filesOf(kustomize, 'pod/fast', 'pod-')),
    // For pods that ask to fail, by a label.
    'pod/chaos/pod-container-running-failed.yaml',
    ...(await filesOf(kustomize, 'volume/fast', 'p')),
  ];
  const contents = await Promise.all(
    files.map(file => readFile(join(kustomize, file), 'utf8')),
  );
  return contents.join('\n---\n');
}

async function filesOf(
  directory: string,
  folder: string,
  prefix: string,
): Promise<string[]> {
  const names = (await readdir(join(directory, folder)))
    .filter(name => name.startsWith(prefix) && name.endsWith('.yaml'))
    .sort();
  if (names.length === 0)
    throw new Error(`kwok ${KWOK_VERSION} has no stages in ${folder}`);
  return names.map(name => `${folder}/${name}`);
}
