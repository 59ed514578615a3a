import type { CatalogKind } from './catalog';
import { folderKind } from './folder';
import { jdbcKind } from './jdbc';
import { nessieKind } from './nessie';
import { restKind } from './rest';
import { unityKind } from './unity';
import { glueKind } from './glue';
import { hiveKind } from './hive';

/** The kinds of catalogs that the back end brings; modules add others as connectors. */
export const catalogKinds: readonly CatalogKind[] = [
  folderKind,
  glueKind,
  hiveKind,
  jdbcKind,
  nessieKind,
  restKind,
  unityKind,
];
