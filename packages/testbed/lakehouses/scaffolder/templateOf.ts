import type { Entity } from '@backstage/catalog-model';

/** A template with these actions, each of which gets all parameters that it knows. */
export function templateOf(
  name: string,
  actions: Record<string, string[]>,
): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name },
    spec: {
      owner: 'group:default/data',
      type: 'lakehouse',
      parameters: [],
      steps: Object.entries(actions).map(([action, inputs]) => ({
        id: action.replace(/.*:/, ''),
        name: action,
        action,
        input: Object.fromEntries(
          inputs.map(input => [input, `\${{ parameters.${input} }}`]),
        ),
      })),
      output: {
        outcome: '${{ steps.apply.output.outcome }}',
        counts: '${{ steps.preview.output.counts }}',
        removed: '${{ steps.remove.output.removed }}',
        stays: '${{ steps.remove.output.stays }}',
      },
    },
  };
}
