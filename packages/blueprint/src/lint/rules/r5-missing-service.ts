import type { LintRule } from '../model/LintRule';
import type { LintContext } from '../LintContext';
import { endpointsOf, type EndpointUse } from '../objects/endpointsOf';
import { externalsOf } from '../objects/externals';

/** R5. */
export const missingService: LintRule = {
  id: 'R5',
  name: 'missing-service',
  severity: 'warning',
  summary: 'An address in the cluster that no Service has',
  consequence:
    'The name does not resolve: UnknownHostException at the first connection.',
  fix: 'Correct the name, add the Service, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: Service/<name>.',
  source: 'Kubernetes documentation: DNS for Services',
  *check(context) {
    if (context.objectsOf('Service').length === 0) return;
    for (const use of endpointsOf(context)) {
      // Of an Ingress: R9's.
      if (use.object?.kind === 'Ingress' || isThere(context, use)) continue;
      yield {
        place: use.place(),
        object: use.object,
        message: `${use.text} names the Service "${use.endpoint.service}", which is not among these manifests`,
      };
    }
  },
};

function isThere(
  context: LintContext,
  { endpoint, object }: EndpointUse,
): boolean {
  const namespace = endpoint.namespace ?? object?.namespace;
  // What is in a namespace that these manifests say nothing of can't be seen.
  if (
    endpoint.namespace !== undefined &&
    !context.objects.some(other => other.namespace === endpoint.namespace)
  )
    return true;
  if (context.find('Service', endpoint.service, { namespace })) return true;
  if (externalsOf(context).has(`Service/${endpoint.service}`)) return true;
  return isMadeByOperator(context, endpoint.service);
}

/** Services that operators and charts make. */
function isMadeByOperator(context: LintContext, name: string): boolean {
  return [
    ...['Cluster', 'Pooler'],
    ...['Kafka', 'KafkaNodePool'],
    ...['HelmRelease', 'Application', 'HelmChart'],
    ...[
      'PolarisCluster',
      'TrinoCluster',
      'HiveCluster',
      'Seaweed',
      'CephObjectStore',
      'SparkConnect',
      'SparkApplication',
      'FlinkDeployment',
    ],
  ].some(kind =>
    context
      .objectsOf(kind)
      .some(
        object =>
          name === object.name ||
          name.startsWith(`${object.name}-`) ||
          object.name.includes(name) ||
          name.endsWith(`-${object.name}`),
      ),
  );
}
