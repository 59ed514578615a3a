import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../src/kubernetes';
import { stepsOfTemplate } from '../scaffolder/stepsOfTemplate';

const PAGE = join(__dirname, '../../../../docs/gitops.md');

/** The examples of docs/gitops.md, as they stand there. */
function examples(): unknown[] {
  return [
    ...readFileSync(PAGE, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
  ].map(([, text]) => parse(text));
}

/** What the page has Argo CD or Flux apply. */
export function exampleObject(kind: string): KubernetesObject {
  const found = (examples() as KubernetesObject[]).find(
    example => example.kind === kind,
  );
  if (!found) throw new Error(`docs/gitops.md has no ${kind}`);
  return found;
}

/** The template for a lakehouse, with the step and the link that the page says to add. */
export function templateWithPublishStep(): Entity {
  const added = (examples() as { id?: string; url?: string }[][])
    .filter(Array.isArray)
    .flat();
  const step = added.find(({ id }) => id === 'publish');
  const link = added.find(({ url }) => url);
  if (!step || !link) throw new Error('docs/gitops.md has no step to publish');
  const template = stepsOfTemplate('lakehouse-kubernetes');
  const { steps } = template.spec as { steps: { id: string }[] };
  return {
    ...template,
    spec: {
      ...template.spec,
      steps: steps.flatMap(each =>
        each.id === 'render' ? [each, step as { id: string }] : [each],
      ),
      output: { links: [link] },
    },
  };
}
