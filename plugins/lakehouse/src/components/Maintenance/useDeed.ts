import { useState } from 'react';
import { toError } from '@backstage/errors';
import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import { describeError } from '../shared';

/** Something that a person has done: pending until it is, and said when it fails. */
export function useDeed(
  failed: string,
): [boolean, (work: () => Promise<void>) => Promise<void>] {
  const toast = useApi(coreApis.toast);
  const [pending, setPending] = useState(false);
  return [
    pending,
    async work => {
      setPending(true);
      try {
        await work();
      } catch (thrown) {
        toast.post({
          title: failed,
          description: describeError(toError(thrown)).message,
          status: 'danger',
        });
      } finally {
        setPending(false);
      }
    },
  ];
}
