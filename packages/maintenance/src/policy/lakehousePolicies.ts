import type {
  MaintenancePolicyDocument,
  MaintenancePolicySpec,
  PolicySelector,
} from './MaintenancePolicyDocument';
import { POLICY_API_VERSION } from './MaintenancePolicyDocument';

/**
 * What the document of a lakehouse says of maintenance.
 * @public
 */
export interface LakehouseMaintenance {
  /** How long snapshots stay, by layer: ISO 8601, or `forever`. */
  retention?: Record<string, string>;
  /** Name of a policy that is for the lakehouse besides those that select it. */
  policy?: string;
}

/**
 * A policy, and where it comes from when nobody has written it as one.
 * @public
 */
export type AppliedPolicy = MaintenancePolicyDocument & {
  origin?: PolicyOrigin;
};

/**
 * The document of a lakehouse as the origin of a policy.
 * @public
 */
export interface PolicyOrigin {
  lakehouse: string;
  /** Where its values come from, as people are shown it. */
  label: string;
}

/**
 * The policies that the document of a lakehouse comes to: one for each layer whose retention it says, and the one that it
 * names. Their names begin with `document:`, which no other policy may be called.
 *
 * @param written - The policies that there are. One that is named and not among them comes to nothing.
 * @public
 */
export function lakehousePolicies(
  lakehouse: string,
  { retention = {}, policy }: LakehouseMaintenance,
  written: readonly MaintenancePolicyDocument[],
): AppliedPolicy[] {
  const label = `document of ${lakehouse}`;
  const layers = Object.entries(retention).map(
    ([layer, maxSnapshotAge]): AppliedPolicy => ({
      ...head(`document:${lakehouse}:${layer}`, `Retention by the ${label}`),
      spec: {
        selector: { lakehouse, layer },
        retention: { maxSnapshotAge },
      },
      origin: { lakehouse, label },
    }),
  );
  const named = written.find(({ metadata }) => metadata.name === policy);
  if (!named) {
    return layers;
  }
  const selector: PolicySelector = { ...named.spec.selector, lakehouse };
  return [
    {
      ...head(
        `document:${lakehouse}`,
        `The policy ${named.metadata.name}, named by the ${label}`,
      ),
      spec: { ...withoutYoungOrphans(named.spec), selector },
      // Its values are that policy's, and what all its tables share (a budget, runs at the same time) stays shared.
      origin: { lakehouse, label: `policy ${named.metadata.name}` },
    },
    ...layers,
  ];
}

/** Files of a few days are removed where an administrator has said so, and a document is not written by one. */
function withoutYoungOrphans({
  orphanFiles,
  ...spec
}: MaintenancePolicySpec): MaintenancePolicySpec {
  return orphanFiles?.allowYoung || !orphanFiles
    ? spec
    : { ...spec, orphanFiles };
}

function head(
  name: string,
  description: string,
): Pick<MaintenancePolicyDocument, 'apiVersion' | 'kind' | 'metadata'> {
  return {
    apiVersion: POLICY_API_VERSION,
    kind: 'MaintenancePolicy',
    metadata: { name, description },
  };
}
