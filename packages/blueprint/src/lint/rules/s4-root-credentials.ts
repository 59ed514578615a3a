import type { LintRule } from '../model/LintRule';
import type { LintContext } from '../LintContext';
import type { RuleHit } from '../model/LintRule';
import { containersOf } from './containersOf';
import type { Container } from '../objects/Container';
import {
  inSameNamespace,
  type ManifestObject,
} from '../objects/ManifestObject';
import { MINIO, POSTGRES, isImage } from './isImage';
import { storesOf } from './storesOf';

const ROOT =
  /^(MINIO_ROOT_(USER|PASSWORD)|MINIO_(ACCESS|SECRET)_KEY|ROOT_(ACCESS|SECRET)_KEY.*|RUSTFS_(ACCESS|SECRET)_KEY)$/;
const DEFAULTS = new Set([
  'minioadmin',
  'minio123',
  'rustfsadmin',
  'postgres',
  'password',
  'changeme',
  'admin',
  'hive',
  'trino',
]);

/** S4. */
export const rootCredentials: LintRule = {
  id: 'S4',
  name: 'root-credentials',
  severity: 'warning',
  summary:
    'A store with its default password, or whose root key every client has',
  consequence:
    'Anybody who reaches the port is root; and what one client leaks opens everything for all.',
  fix: 'Generate the root credentials into a Secret that only the store mounts, and give each client a key of its own.',
  source:
    'MinIO and PostgreSQL documentation; a manifest of this kind was read',
  *check(context) {
    for (const { workload, container } of storesOf(context))
      for (const [name, { entry, value, secret }] of container.env) {
        if (!ROOT.test(name) && name !== 'POSTGRES_PASSWORD') continue;
        if (value !== undefined && DEFAULTS.has(value))
          yield {
            place: context.places.of(entry, 'value'),
            object: workload.object,
            message: `${name} is a default that everybody knows`,
          };
        if (secret && ROOT.test(name))
          yield* reuses(context, secret, workload.object, name);
      }
  },
};

function* reuses(
  context: LintContext,
  secret: { name: string; key: string },
  owner: ManifestObject,
  name: string,
): Generator<RuleHit> {
  for (const { workload, container } of containersOf(context)) {
    if (workload.object.label === owner.label || workload.kind === 'Job')
      continue;
    // A Secret of the same name in another namespace is another one.
    if (!inSameNamespace(workload.object, owner)) continue;
    for (const [own, variable] of container.env)
      if (
        variable.secret?.name === secret.name &&
        variable.secret.key === secret.key
      )
        yield {
          place: context.places.of(variable.entry, 'name'),
          object: workload.object,
          message: `${own} is the root credential of ${owner.label} (${name}, key ${secret.key} of Secret ${secret.name})`,
        };
  }
}

/** Whether a variable of a store is one of those that S4 reports. */
export function isDefaultRootCredential(
  container: Container,
  name: string,
  value: string,
): boolean {
  return (
    (isImage(container, MINIO) || isImage(container, POSTGRES)) &&
    (ROOT.test(name) || name === 'POSTGRES_PASSWORD') &&
    DEFAULTS.has(value)
  );
}
