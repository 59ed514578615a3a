/** One question to the API server. */
export interface NeededRight {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** `deployments`. */
  readonly resource: string;
  /** `log`. */
  readonly subresource?: string;
  readonly namespace?: string;
  /** Names and ids of the objects that need it. */
  readonly objects: ReadonlyMap<string, string>;
  readonly isOptional: boolean;
}

/** `deployments.apps`, `pods/log`. */
export function resourceName(right: NeededRight): string {
  const { group, resource, subresource } = right;
  const name = group === '' ? resource : `${resource}.${group}`;
  return subresource === undefined ? name : `${name}/${subresource}`;
}
