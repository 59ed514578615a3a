import {
  type LakehouseSpec,
  readLakehouse,
  type RenderedLakehouse,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';

/** Of a rendered container, what tests look at. */
export interface RenderedContainer {
  name: string;
  command?: string[];
  args?: string[];
  env?: Array<{
    name: string;
    value?: string;
    valueFrom?: { secretKeyRef: { name: string; key: string } };
  }>;
  readinessProbe?: { httpGet: { path: string; port: number } };
  livenessProbe?: { httpGet: { path: string; port: number } };
}

/** Of a rendered pod, what tests look at. */
export interface RenderedPod {
  initContainers?: RenderedContainer[];
  containers: RenderedContainer[];
}

/** What is rendered for a lakehouse named `lake`. */
export function renderLake(spec: Partial<LakehouseSpec>): RenderedLakehouse {
  return renderLakehouse(
    readLakehouse(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'Lakehouse',
        metadata: { name: 'lake' },
        spec: { owner: 'group:default/data', ...spec },
      },
      'test',
    ),
  );
}

/** The pod of a StatefulSet, Deployment or Job whose name begins so. */
export function podOf(
  { objects }: RenderedLakehouse,
  kind: string,
  name: string,
): RenderedPod {
  const found = objects.find(
    object => object.kind === kind && object.metadata.name.startsWith(name),
  );
  if (!found) throw new Error(`There is no ${kind} ${name}`);
  return (found as unknown as { spec: { template: { spec: RenderedPod } } })
    .spec.template.spec;
}

/** The files of a ConfigMap whose name begins so. */
export function filesOf(
  { objects }: RenderedLakehouse,
  name: string,
): Record<string, string> {
  const found = objects.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.name.startsWith(name),
  );
  if (!found) throw new Error(`There is no ConfigMap ${name}`);
  return (found as unknown as { data: Record<string, string> }).data;
}

/**
 * The variables of a container.
 *
 * @param secretOf - Value of a key in a Secret.
 */
export function environmentOf(
  { env = [] }: RenderedContainer,
  secretOf: (secret: string, key: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    env.map(({ name, value, valueFrom }) => [
      name,
      value ??
        secretOf(valueFrom!.secretKeyRef.name, valueFrom!.secretKeyRef.key),
    ]),
  );
}
