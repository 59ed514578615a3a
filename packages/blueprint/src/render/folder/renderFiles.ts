import type { Lakehouse } from '../../document';
import type { Capacity } from '../../sizing';
import type { Component } from '../model/Component';
import { yamlText } from '../model/yamlText';
import type { Needs } from './Needs';
import { readme } from './readme';
import { sortKeys } from './sortKeys';

/**
 * A file of the rendered folder.
 * @public
 */
export interface RenderedFile {
  /** Relative to the folder; `/` divides. */
  path: string;
  text: string;
}

/** The folder that a person reads, a pull request shows, and Kustomize, Argo CD or Flux apply. */
export function renderFiles(
  lakehouse: Lakehouse,
  components: Component[],
  capacity: Capacity,
  needs: Needs,
): RenderedFile[] {
  return [
    { path: 'README.md', text: readme(lakehouse, components, capacity, needs) },
    {
      path: 'kustomization.yaml',
      text: yamlText({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: components.map(({ name }) => `${name}.yaml`),
      }),
    },
    ...components.flatMap(({ name, title, objects, files = [] }) => [
      {
        path: `${name}.yaml`,
        text: `# ${title}\n${objects
          .map(object => yamlText(sortKeys(object)))
          .join('---\n')}`,
      },
      ...files,
    ]),
  ];
}
