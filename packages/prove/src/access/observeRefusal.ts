import { isAccessDenied } from '@lakehouse-portal/trino';
import type { Observation } from './Observation';

/** Trino's refusal as something that was seen. Other errors stay errors. */
export async function observeRefusal(
  work: () => Promise<Observation>,
): Promise<Observation> {
  try {
    return await work();
  } catch (error) {
    if (isAccessDenied(error)) {
      return { kind: 'refused', message: error.trinoMessage };
    }
    throw error;
  }
}
