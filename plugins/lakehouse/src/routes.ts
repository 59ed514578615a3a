import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The Lakehouse page: all lakehouses and tables. */
export const rootRouteRef = createRouteRef();

/** A template in Create, to make a lakehouse from; not there in a portal without the scaffolder. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
