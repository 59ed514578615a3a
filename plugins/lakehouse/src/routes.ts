import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The Lakehouse page: all lakehouses and tables. */
export const rootRouteRef = createRouteRef();
