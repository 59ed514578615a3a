import type { LintRule } from '../model/LintRule';
import { containersOf } from './containersOf';
import { isImage } from './isImage';

/** S6. */
export const postgresVolume: LintRule = {
  id: 'S6',
  name: 'postgres-volume',
  severity: 'error',
  summary: 'PostgreSQL 18 or later with its volume at /var/lib/postgresql/data',
  consequence:
    'From 18 on the image keeps its data in /var/lib/postgresql/<major>/docker: with the old mount it refuses to start, or writes beside the volume.',
  fix: 'Mount the volume at /var/lib/postgresql.',
  source:
    'docker-library/postgres#1259; PostgreSQL image documentation, "PGDATA"',
  *check(context) {
    for (const { workload, container } of containersOf(context)) {
      if (!isImage(container, /^postgres$/)) continue;
      const major = Number(/^\d+/.exec(container.image!.tag ?? '')?.[0]);
      if (!(major >= 18) || container.env.has('PGDATA')) continue;
      const mount = container.mounts.find(
        ({ path }) => path === '/var/lib/postgresql/data',
      );
      if (mount)
        yield {
          place: context.places.of(mount.entry, 'mountPath'),
          object: workload.object,
          message: `PostgreSQL ${major} keeps its data in /var/lib/postgresql/${major}/docker, not in ${mount.path}`,
        };
    }
  },
};
