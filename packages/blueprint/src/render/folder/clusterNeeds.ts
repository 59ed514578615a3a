import type { Lakehouse } from '../../document';
import type { Capacity } from '../../sizing';
import { addonNamespace } from '../addons/addonNamespace';
import { SUPERSET_SECRET } from '../addons/charts';
import { wantedAddons } from '../addons/wantedAddons';
import { secretReferences } from '../secrets/secretReferences';

/** What a cluster must have before the folder is applied, beside Kubernetes itself: a sentence for each. */
export function clusterNeeds(
  lakehouse: Lakehouse,
  capacity: Capacity,
): string[] {
  const { storage, database, trino, storageClass, addons } = lakehouse;
  const needs: string[] = [];
  if (!lakehouse.createNamespace)
    needs.push(`The namespace \`${lakehouse.namespace}\`.`);
  if (capacity.total.storageMiB > 0)
    needs.push(
      storageClass
        ? `The storage class \`${storageClass}\`, for volumes.`
        : 'A default storage class, for volumes.',
    );
  if (storage.type === 'rook-ceph')
    needs.push(
      `Rook with the storage class \`${storage.storageClass}\` for bucket claims.`,
    );
  if (database?.type === 'cloudnative-pg')
    needs.push('The operator CloudNativePG.');
  const stores = secretReferences(lakehouse).flatMap(({ fetched }) =>
    fetched ? [`${fetched.storeKind} \`${fetched.store}\``] : [],
  );
  if (stores.length > 0)
    needs.push(
      `The External Secrets Operator, and its ${listed([...new Set(stores)])}.`,
    );
  if (trino.autoscaling?.by === 'keda')
    needs.push(
      'KEDA, and the Prometheus of the document, with the metrics of the coordinator.',
    );
  if (trino.autoscaling?.by === 'hpa')
    needs.push('metrics-server, by whose figures the workers are scaled.');
  if (trino.ingress)
    needs.push(
      trino.ingress.className
        ? `An ingress controller of the class \`${trino.ingress.className}\`.`
        : 'An ingress controller, its class being the default one.',
    );
  if (lakehouse.isolate)
    needs.push(
      'A network that heeds NetworkPolicies: without, they are stored, and everybody reaches everything.',
    );
  if (wantedAddons(lakehouse).length > 0)
    needs.push(
      addons.deliver === 'flux'
        ? 'Flux, for the optional parts.'
        : `Argo CD, for the optional parts, and its leave to look at Applications in the namespace \`${lakehouse.namespace}\`.`,
    );
  if (addons.superset) {
    const namespace = addonNamespace(lakehouse, 'superset');
    needs.push(
      `For Superset the namespace \`${namespace}\` with a Secret in it, its session key: \`kubectl -n ${namespace} create secret generic ${SUPERSET_SECRET.name} --from-literal=${SUPERSET_SECRET.key}="$(openssl rand -base64 42)"\`.`,
    );
  }
  return needs;
}

function listed(words: string[]): string {
  return words.length > 1
    ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
    : words.join();
}
