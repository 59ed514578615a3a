import type { Lakehouse } from '../../document';
import type { Capacity } from '../../sizing';
import type { Component } from '../model/Component';
import { nameOf } from '../model/metadata';
import { knownWeaknesses } from '../storage/knownWeaknesses';
import { warehouseLocation } from '../storage/warehouseLocation';
import { servesHttps } from '../trino/servesHttps';
import { HTTP_PORT, HTTPS_PORT } from '../trino/trinoConfig';
import type { Needs } from './Needs';
import { secretsSection } from './secretsSection';

/** How to apply, check, upgrade and remove what is in the folder. */
export function readme(
  lakehouse: Lakehouse,
  components: Component[],
  capacity: Capacity,
  needs: Needs,
): string {
  const { name, namespace, trino } = lakehouse;
  const https = servesHttps(trino);
  const service = nameOf(lakehouse, 'trino');
  const volumes = capacity.components.filter(
    ({ storageMiB }) => storageMiB > 0,
  );
  const port = https ? HTTPS_PORT : HTTP_PORT;
  return `# Lakehouse ${name}

Owner: ${
    lakehouse.owner
  }. Rendered by Lakehouse for Backstage from the document in \`namespace.yaml\` (ConfigMap ${nameOf(
    lakehouse,
    'document',
  )}): change that one and render again rather than these files.

| File | What it is |
|---|---|
${components
  .map(component => `| \`${component.name}.yaml\` | ${component.title} |`)
  .join('\n')}

Warehouse: \`${warehouseLocation(lakehouse)}\`. Layers: ${lakehouse.layers
    .map(({ name: layer, retention }) => `${layer} (${kept(retention)})`)
    .join(', ')}.

${weaknesses(lakehouse)}## What it needs

| Component | Pods | CPU each (asked for, at most) | Memory each | Storage |
|---|---|---|---|---|
${capacity.components
  .map(
    row =>
      `| ${row.title} | ${row.pods}${
        row.maxPods > row.pods ? ` to ${row.maxPods}` : ''
      } | ${row.cpuRequest}, ${row.cpuLimit} | ${gib(row.memoryMiB)} | ${
        row.storageMiB > 0 ? gib(row.storageMiB) : ''
      } |`,
  )
  .join('\n')}
| Together | ${capacity.total.pods} | ${capacity.total.cpuRequest} | ${gib(
    capacity.total.memoryMiB,
  )} | ${gib(capacity.total.storageMiB)} |

${capacity.explain.map(line => `- ${line}`).join('\n')}

${
  needs.cluster.length > 0
    ? `The cluster must have:\n\n${needs.cluster
        .map(need => `- ${need}`)
        .join('\n')}\n\n`
    : ''
}## Secrets

${secretsSection(lakehouse, needs.namespace)}

## Apply

\`\`\`sh
kubectl apply --server-side --field-manager=lakehouse-portal -k .
kubectl -n ${namespace} wait --for=condition=Available deployment --all --timeout=10m
\`\`\`

## Check

\`\`\`sh
kubectl -n ${namespace} get pods
lakehouse prove ${name}${namespace === name ? '' : ` --namespace ${namespace}`}
\`\`\`

\`lakehouse prove\` reaches Trino through the cluster, with the certificate and the password of its Secrets. A client of
your own comes to \`${
    https ? 'https' : 'http'
  }://localhost:${port}\` while this runs:

\`\`\`sh
kubectl -n ${namespace} port-forward service/${service} ${port}
\`\`\`

## Upgrade

Render again with the changed document, look at the difference (\`kubectl diff --server-side --field-manager=lakehouse-portal -k .\`), apply. Changed
configuration rolls the pods; workers finish their tasks first. Access rules are read again without a restart.

## Remove

\`\`\`sh
kubectl delete -k . ${
    lakehouse.createNamespace
      ? '# with the namespace, and therefore with every volume in it'
      : ''
  }
\`\`\`

${
  volumes.length > 0
    ? `Volumes with data: ${volumes
        .map(({ title, storageMiB }) => `${title} (${gib(storageMiB)})`)
        .join(
          ', ',
        )}. Without the namespace they stay until somebody deletes their claims.`
    : 'Data lies outside of the cluster, and stays.'
}
`;
}

/** How long the history of its tables stays. */
function kept(retention: string | undefined): string {
  switch (retention) {
    case undefined:
      return 'snapshots kept as the portal says';
    case 'forever':
      return 'snapshots kept for ever';
    default:
      return `snapshots kept ${retention}`;
  }
}

function weaknesses(lakehouse: Lakehouse): string {
  const known = knownWeaknesses(lakehouse);
  return known.length > 0
    ? `## Known weaknesses\n\n${known
        .map(({ text }) => `- ${text}`)
        .join('\n')}\n\n`
    : '';
}

function gib(mebibytes: number): string {
  return mebibytes % 1024 === 0
    ? `${mebibytes / 1024} GiB`
    : `${mebibytes} MiB`;
}
