import { appendFileSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serverLog } from '../../processes';
import type { KubernetesApi } from '../KubernetesApi';
import type { KubernetesObject } from '../objectPath';
import { NODE_NAME } from './startKubelet';

const PROVISIONER = 'lakehouse-testbed/folders';
const CLASS = 'testbed';
const PERIOD_MS = 300;

interface Claim {
  metadata: { name: string; namespace: string; uid: string };
  spec: {
    storageClassName?: string;
    volumeName?: string;
    accessModes: string[];
    resources: { requests: { storage: string } };
  };
  status: { phase: string };
}

interface Volume {
  metadata: { name: string };
  spec: { storageClassName?: string };
  status: { phase: string };
}

/** The default class: a folder for each claim, which belongs to the pod's `fsGroup` if it has one. */
const STORAGE_CLASS: KubernetesObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: CLASS,
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: PROVISIONER,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
};

/** Makes volumes of a node for claims, and removes them when their claim goes. Their size is not enforced. */
export class VolumeProvisioner {
  readonly #api: KubernetesApi;
  readonly #directory: string;
  readonly #logFile = serverLog('kubernetes-volumes');
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(api: KubernetesApi, directory: string) {
    this.#api = api;
    this.#directory = directory;
  }

  /** Makes the class of storage, and begins. What goes wrong later is in its log, and tried again. */
  async start(): Promise<void> {
    await mkdir(this.#directory);
    await this.#api.applyServerSide([STORAGE_CLASS], { manager: 'testbed' });
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#work()
        .catch(error => {
          if (!this.#stopped)
            appendFileSync(
              this.#logFile,
              `${new Date().toISOString()} ${error.stack}\n`,
            );
        })
        .finally(() => this.#schedule());
    }, PERIOD_MS);
    this.#timer.unref();
  }

  async #work(): Promise<void> {
    const claims = await this.#api.request<{ items: Claim[] }>(
      'GET',
      '/api/v1/persistentvolumeclaims',
    );
    for (const claim of claims.items)
      if (
        claim.status.phase === 'Pending' &&
        claim.spec.storageClassName === CLASS &&
        !claim.spec.volumeName
      )
        await this.#provide(claim);
    const volumes = await this.#api.request<{ items: Volume[] }>(
      'GET',
      '/api/v1/persistentvolumes',
    );
    for (const { metadata, spec, status } of volumes.items)
      if (
        spec.storageClassName === CLASS &&
        (status.phase === 'Released' || status.phase === 'Failed')
      )
        await this.#remove(metadata.name);
  }

  async #provide({ metadata, spec }: Claim): Promise<void> {
    const name = `pvc-${metadata.uid}`;
    const path = join(this.#directory, name);
    await mkdir(path, { recursive: true });
    // A pod without fsGroup may run as anybody.
    await chmod(path, 0o777);
    const volume: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        name,
        annotations: { 'pv.kubernetes.io/provisioned-by': PROVISIONER },
      },
      spec: {
        capacity: { storage: spec.resources.requests.storage },
        accessModes: spec.accessModes,
        persistentVolumeReclaimPolicy: 'Delete',
        storageClassName: CLASS,
        claimRef: {
          ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
          name: metadata.name,
          namespace: metadata.namespace,
          uid: metadata.uid,
        },
        local: { path },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  {
                    key: 'kubernetes.io/hostname',
                    operator: 'In',
                    values: [NODE_NAME],
                  },
                ],
              },
            ],
          },
        },
      },
    };
    await this.#api.applyServerSide([volume], { manager: 'testbed' });
  }

  async #remove(name: string): Promise<void> {
    await rm(join(this.#directory, name), { recursive: true, force: true });
    await this.#api.request('DELETE', `/api/v1/persistentvolumes/${name}`);
  }
}
