import type { LintContext } from '../LintContext';
import { POSTGRES, isImage } from '../rules/isImage';
import { fieldsOf, listOf, textOf, valueAt } from '../source/Fields';
import { inSameNamespace } from './ManifestObject';
import { selectsLabels } from './selects';
import { labelsOf } from './Workload';

/** A PostgreSQL server of the manifests. */
export interface Database {
  label: string;
  namespace?: string;
  /** Names of the Services that lead to it. */
  services: Set<string>;
  /** Databases that are created. */
  names: Set<string>;
  /** Users that are created. */
  users: Set<string>;
  /** Whether all of them can be seen. */
  complete: boolean;
}

/** The PostgreSQL servers of the manifests, with the databases that are created in them. */
export function findDatabases(context: LintContext): Database[] {
  let known = cache.get(context);
  if (!known) {
    known = find(context);
    cache.set(context, known);
  }
  return known;
}

const cache = new WeakMap<LintContext, Database[]>();

function find(context: LintContext): Database[] {
  return context.serving.flatMap(workload => {
    const container = workload.containers.find(one => isImage(one, POSTGRES));
    if (!container) return [];
    const user = container.env.get('POSTGRES_USER');
    const database = container.env.get('POSTGRES_DB');
    const names = new Set(['postgres']);
    const users = new Set<string>();
    if (user?.value !== undefined) users.add(user.value);
    else if (user === undefined) users.add('postgres');
    const first = database?.value ?? (database ? undefined : user?.value);
    if (first !== undefined) names.add(first);
    for (const text of scripts(context)) {
      for (const [, name] of text.matchAll(
        /create\s+database\s+(?:if\s+not\s+exists\s+)?["']?([\w-]+)/gi,
      ))
        names.add(name);
      for (const [, name] of text.matchAll(
        /create\s+(?:user|role)\s+(?:if\s+not\s+exists\s+)?["']?([\w-]+)/gi,
      ))
        users.add(name);
    }
    const services = context
      .objectsOf('Service')
      .filter(
        service =>
          inSameNamespace(service, workload.object) &&
          selectsLabels(
            labelsOf(valueAt(service.value, 'spec', 'selector')),
            workload.labels,
          ),
      )
      .map(({ name }) => name);
    return [
      {
        label: workload.object.label,
        namespace: workload.object.namespace,
        services: new Set(services),
        names,
        users,
        complete:
          listOf(container.value.envFrom).length === 0 &&
          (database === undefined || database.value !== undefined) &&
          (user === undefined || user.value !== undefined) &&
          !unknownScripts(context, workload.volumes),
      },
    ];
  });
}

/** Everything in the manifests that may hold SQL. */
function scripts(context: LintContext): string[] {
  return [
    ...context.configFiles
      .filter(({ name }) => /\.(sql|sh)$/.test(name))
      .map(({ source }) => source.text),
    ...context.workloads.flatMap(({ containers, initContainers }) =>
      [...containers, ...initContainers].map(({ commandLine }) => commandLine),
    ),
  ];
}

function unknownScripts(
  context: LintContext,
  volumes: Record<string, unknown>[],
): boolean {
  return volumes.some(volume => {
    const name = textOf(fieldsOf(volume.configMap).name);
    return name !== undefined && !context.find('ConfigMap', name, {});
  });
}
