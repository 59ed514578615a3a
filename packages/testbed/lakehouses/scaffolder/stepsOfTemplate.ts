import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

const FOLDER = join(__dirname, '../../../../templates');

/** A template of the suite as it is, but for its form, which is another test's business, and the steps that are left out. */
export function stepsOfTemplate(name: string, withoutStep?: string): Entity {
  const template = parse(
    readFileSync(join(FOLDER, name, 'template.yaml'), 'utf8'),
  );
  return {
    ...template,
    spec: {
      ...template.spec,
      parameters: [],
      steps: template.spec.steps.filter(
        ({ id }: { id: string }) => id !== withoutStep,
      ),
      output: {},
    },
  };
}
