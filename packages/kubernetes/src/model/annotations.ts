/** Annotation of an object: its layer, a whole number from 0 to 1,000 as text; lower ones are applied first. */
export const LAYER_ANNOTATION = 'lakehouse-portal.io/layer';

/**
 * Annotation of a Secret without data: what is made up in the cluster at the first apply, as keys with a length in
 * characters: `password=32,shared-secret=64`.
 */
export const GENERATE_ANNOTATION = 'lakehouse-portal.io/generate';
