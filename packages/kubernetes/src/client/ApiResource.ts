/** A kind, as the API server has it. */
export interface ApiResource {
  /** `apps/v1`. */
  readonly apiVersion: string;
  /** `deployments`. */
  readonly name: string;
  /** `Deployment`. */
  readonly kind: string;
  /** Whether its objects are in namespaces. */
  readonly namespaced: boolean;
}

/** Where all objects of a kind are, in a namespace or, without one, everywhere. */
export function collectionPath(
  resource: ApiResource,
  namespace: string | undefined,
): string {
  const { apiVersion, name, namespaced } = resource;
  return [
    apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
    ...(namespaced && namespace !== undefined
      ? ['namespaces', encodeURIComponent(namespace)]
      : []),
    name,
  ].join('/');
}
