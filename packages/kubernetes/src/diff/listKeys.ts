/** By what members of lists are known to Kubernetes (`x-kubernetes-list-map-keys`), by the list's name. */
const KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  containers: [['name']],
  initContainers: [['name']],
  ephemeralContainers: [['name']],
  env: [['name']],
  volumes: [['name']],
  imagePullSecrets: [['name']],
  volumeMounts: [['mountPath']],
  volumeDevices: [['devicePath']],
  ports: [
    ['containerPort', 'protocol'],
    ['port', 'protocol'],
  ],
  conditions: [['type']],
  ownerReferences: [['uid']],
  hostAliases: [['ip']],
  resourceClaims: [['name']],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  secrets: [['name']],
};

/** What an API server fills in where a key is left out. */
const DEFAULTS: Readonly<Record<string, string>> = { protocol: 'TCP' };

/**
 * The keys of a list's members, as the API server writes them: `[name="main"]`, `[containerPort=8080,protocol="TCP"]`.
 *
 * @returns Undefined for lists without keys, and where they are not unique.
 */
export function listKeys(
  path: string,
  items: readonly unknown[],
): string[] | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const choices = Object.hasOwn(KEYS, name) ? KEYS[name] : [];
  for (const fields of choices) {
    const keys = items.map(item => keyOf(fields, item));
    if (
      keys.every(key => key !== undefined) &&
      new Set(keys).size === keys.length
    )
      return keys;
  }
  return undefined;
}

function keyOf(fields: readonly string[], item: unknown): string | undefined {
  const parts = fields.map(field => {
    const value = (item as Record<string, unknown>)[field] ?? DEFAULTS[field];
    return value === undefined
      ? undefined
      : `${field}=${JSON.stringify(value)}`;
  });
  return parts.every(part => part !== undefined)
    ? `[${parts.join(',')}]`
    : undefined;
}
