import {
  type Capacity,
  type Lakehouse,
  type LakehouseDocument,
  type LakehouseSize,
  InvalidLakehouseError,
  readLakehouse,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';

/** A lakehouse in one of the sizes, with everything else as it was chosen. */
export type ProfileOutcome =
  | { size: LakehouseSize; capacity: Capacity; lakehouse: Lakehouse }
  /** It contradicts another answer: autoscaling with one node, for example. */
  | { size: LakehouseSize; reason: string };

const SIZES: LakehouseSize[] = ['demo', 'small', 'medium', 'large'];

/** The same lakehouse in every size. */
export function profilesOf(document: LakehouseDocument): ProfileOutcome[] {
  return SIZES.map(size => {
    const sized = { ...document, spec: { ...document.spec, size } };
    try {
      const { capacity, lakehouse } = renderLakehouse(
        readLakehouse(sized, size),
      );
      return { size, capacity, lakehouse };
    } catch (error) {
      if (!(error instanceof InvalidLakehouseError)) throw error;
      const [{ path, message }] = error.problems;
      return { size, reason: `${path} ${message}` };
    }
  });
}
