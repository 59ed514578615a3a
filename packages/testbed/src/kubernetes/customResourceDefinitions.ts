import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { cacheDirectory, prepareOnce, runCommand } from '../processes';
import type { KubernetesObject } from './objectPath';

/** Operators whose definitions are in a Go module that the module proxy has, and where there: paths of YAML files. */
const OPERATORS = {
  'cloudnative-pg': {
    module: 'github.com/cloudnative-pg/cloudnative-pg@v1.27.0',
    files: ['config/crd/bases/postgresql.cnpg.io_clusters.yaml'],
  },
  'external-secrets': {
    module: 'github.com/external-secrets/external-secrets@v0.16.2',
    files: ['config/crds/bases/external-secrets.io_externalsecrets.yaml'],
  },
  keda: {
    module: 'github.com/kedacore/keda/v2@v2.17.0',
    files: ['config/crd/bases/keda.sh_scaledobjects.yaml'],
  },
  'flux-source': {
    module: 'github.com/fluxcd/source-controller@v1.7.3',
    files: [
      'buckets',
      'gitrepositories',
      'helmrepositories',
      'ocirepositories',
    ].map(name => `config/crd/bases/source.toolkit.fluxcd.io_${name}.yaml`),
  },
  'flux-kustomize': {
    module: 'github.com/fluxcd/kustomize-controller@v1.7.3',
    files: ['config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml'],
  },
  'argo-cd': {
    module: 'github.com/argoproj/argo-cd/v3@v3.0.0',
    files: ['manifests/crds/application-crd.yaml'],
  },
} satisfies Record<string, { module: string; files: string[] }>;

/** An operator whose own definitions of resources a cluster of the testbed can have. */
export type OperatorName = keyof typeof OPERATORS;

/** All of them. */
export const OPERATOR_NAMES = Object.keys(OPERATORS) as OperatorName[];

/**
 * What an operator adds to the API of a cluster, as its authors publish it; the operator itself does not run. Fetched on first
 * use.
 *
 * @throws MissingPrerequisiteError without Go, or where its module proxy has not got the module.
 */
export async function customResourceDefinitions(
  name: OperatorName,
): Promise<KubernetesObject[]> {
  const { module, files } = OPERATORS[name];
  const version = module.slice(module.lastIndexOf('@') + 1);
  const directory = await prepareOnce(
    cacheDirectory('custom-resources', `${name}-${version}`),
    async temporary => {
      const stdout = await runCommand(
        'go',
        ['mod', 'download', '-json', module],
        { cwd: temporary, timeoutMs: 300_000 },
      ).catch(error => {
        throw new MissingPrerequisiteError(
          `The resources of ${name} come with its Go module ${module}, for which Go 1.25 or newer (https://go.dev/dl) is needed. ${error.message}`,
        );
      });
      const { Dir: source } = JSON.parse(stdout) as { Dir: string };
      const texts = await Promise.all(
        files.map(file => readFile(join(source, file), 'utf8')),
      );
      await writeFile(join(temporary, 'resources.yaml'), texts.join('\n---\n'));
    },
  );
  const text = await readFile(join(directory, 'resources.yaml'), 'utf8');
  return parseAllDocuments(text)
    .map(document => document.toJS() as KubernetesObject | null)
    .filter(object => object !== null);
}
