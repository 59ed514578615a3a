import type { LintRule } from '../model/LintRule';
import { storesOf } from './storesOf';

/** S2. */
export const storeReadiness: LintRule = {
  id: 'S2',
  name: 'store-readiness',
  severity: 'warning',
  summary: 'A database or object store without readiness probe',
  consequence:
    '"Available" only means that the container was started: whoever waits for it comes too early, and Jobs that create buckets or schemas fail.',
  fix: 'readinessProbe: pg_isready for PostgreSQL; for an object store its health address (/minio/health/ready, for example).',
  source: 'Kubernetes documentation: container probes',
  *check(context) {
    for (const { workload, container, postgres } of storesOf(context))
      if (container.value.readinessProbe === undefined)
        yield {
          place: context.places.of(container.value, 'name'),
          object: workload.object,
          message: `${postgres ? 'PostgreSQL' : 'The object store'} ${
            container.name
          } has no readinessProbe: it counts as ready as soon as its process runs`,
          fix: postgres
            ? 'readinessProbe: exec pg_isready -U $(POSTGRES_USER) -d $(POSTGRES_DB).'
            : undefined,
        };
  },
};
