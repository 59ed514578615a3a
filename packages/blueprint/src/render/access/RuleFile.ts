/** Rules of Trino's file-based access control, as its JSON file has them. */
export interface AccessRules {
  catalogs?: CatalogRule[];
  schemas?: SchemaRule[];
  tables?: TableRule[];
  queries?: { user?: string; allow: ('execute' | 'kill' | 'view')[] }[];
  system_information?: { user?: string; allow: ('read' | 'write')[] }[];
  /** Who may act for whom. */
  impersonation?: { original_user: string; new_user: string }[];
  functions?: RoutineRule[];
  procedures?: RoutineRule[];
}

/** On catalogs. */
export interface CatalogRule {
  user?: string;
  catalog?: string;
  allow: 'all' | 'none' | 'read-only';
}

/** On schemas. */
export interface SchemaRule {
  user?: string;
  catalog?: string;
  schema?: string;
  owner: boolean;
}

/** On tables. The first that matches decides. */
export interface TableRule {
  user?: string;
  catalog?: string;
  schema?: string;
  table?: string;
  privileges: Privilege[];
  columns?: { name: string; allow?: boolean; mask?: string }[];
  filter?: string;
}

/** What may be done with a table. */
export type Privilege =
  | 'DELETE'
  | 'GRANT_SELECT'
  | 'INSERT'
  | 'OWNERSHIP'
  | 'SELECT'
  | 'UPDATE';

/** On functions and procedures. */
export interface RoutineRule {
  user?: string;
  catalog?: string;
  schema?: string;
  privileges: ('EXECUTE' | 'GRANT_EXECUTE' | 'OWNERSHIP')[];
}
