/** Of the examples. */
export const EXAMPLE_DOCUMENT = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'Lakehouse',
  metadata: { name: 'sales' },
  spec: { owner: 'group:default/data-platform', size: 'small' },
};

/** Of the examples: one step. */
export function exampleStep(action: string, input: object): object {
  return { steps: [{ id: 'step', action, input }] };
}
