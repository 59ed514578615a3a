import { useEffect } from 'react';
import {
  NotFoundErrorPage,
  useAppLocation,
  useAppNavigate,
} from '@backstage/frontend-plugin-api';

/** Where a visit to "/" ends up. */
const LANDING_PATH = '/lakehouse';

export function HomePage() {
  const navigate = useAppNavigate();
  const { pathname } = useAppLocation();
  const isRoot = pathname === '/';

  useEffect(() => {
    if (isRoot) {
      navigate(LANDING_PATH, { replace: true });
    }
  }, [isRoot, navigate]);

  return isRoot ? null : <NotFoundErrorPage />;
}
