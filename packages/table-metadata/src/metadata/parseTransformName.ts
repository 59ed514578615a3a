import { ordinaryTransform } from '../transforms/ordinaryTransform';

/** The transform of a field, and how it is written where that is not as the specification spells it. */
export function parseTransformName(written: string): {
  transform: string;
  transformAsWritten?: string;
} {
  const transform = ordinaryTransform(written);
  return transform === written
    ? { transform }
    : { transform, transformAsWritten: written };
}
