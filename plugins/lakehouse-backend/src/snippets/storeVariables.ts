import { VARIABLES } from './Setting';
import type { SnippetContext } from './SnippetContext';

/** Variables of the environment with which engines sign for the files of a table; empty where none is needed. */
export function storeVariables({ catalog, store }: SnippetContext): string[] {
  if ('vendedCredentials' in catalog && catalog.vendedCredentials) {
    return [];
  }
  switch (store.kind) {
    case 's3':
      return store.anonymous ? [] : [VARIABLES.awsKey, VARIABLES.awsSecret];
    case 'gs':
      return [VARIABLES.googleKeyFile];
    default:
      return [];
  }
}
