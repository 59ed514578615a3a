import type { LintContext } from '../LintContext';
import type { Container } from '../objects/Container';
import type { Workload } from '../objects/Workload';
import { MINIO, POSTGRES, isImage } from './isImage';

const OTHER_STORES = /(^|\/)(versitygw|seaweedfs|rustfs|garage)$/;

/** A PostgreSQL or an object store that keeps running. */
export interface Store {
  workload: Workload;
  container: Container;
  postgres: boolean;
}

/** Databases and object stores of the manifests. */
export function* storesOf(context: LintContext): Generator<Store> {
  for (const workload of context.serving)
    for (const container of workload.containers) {
      const postgres = isImage(container, POSTGRES);
      if (
        postgres ||
        isImage(container, MINIO) ||
        isImage(container, OTHER_STORES)
      )
        yield { workload, container, postgres };
    }
}
