import { useEffect, useState } from 'react';
import { coreApis, useApi } from '@backstage/frontend-plugin-api';

/** Entity ref of who is signed in; undefined until it is known, or where nobody is. */
export function useOwnRef(): string | undefined {
  const identity = useApi(coreApis.identity);
  const [ref, setRef] = useState<string>();
  useEffect(() => {
    let current = true;
    identity.getBackstageIdentity().then(
      ({ userEntityRef }) => current && setRef(userEntityRef),
      // Only who may approve what is said differently without it; the back end decides.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [identity]);
  return ref;
}
