/** What a section of Trino's file-based access rules may hold. */
export interface AccessSection {
  /** All keys of a rule. */
  keys: readonly string[];
  /** Keys that say whom the rule is for. */
  subjects: readonly string[];
  /** Keys that say on what; each is an anchored regular expression. */
  resources: readonly string[];
  /** Whether whatever no rule matches is denied as soon as the section is there. */
  closed: boolean;
}

const SUBJECTS = ['user', 'role', 'group'] as const;

/**
 * The sections, as Trino's parser knows them (it refuses unknown keys). The first rule that matches decides; patterns must
 * match the whole name. From its documentation, "File-based access control".
 */
export const ACCESS_SECTIONS: Readonly<Record<string, AccessSection>> = {
  catalogs: {
    keys: [...SUBJECTS, 'catalog', 'allow'],
    subjects: SUBJECTS,
    resources: ['catalog'],
    closed: true,
  },
  schemas: {
    keys: [...SUBJECTS, 'catalog', 'schema', 'owner'],
    subjects: SUBJECTS,
    resources: ['catalog', 'schema'],
    closed: true,
  },
  tables: {
    keys: [
      ...SUBJECTS,
      'catalog',
      'schema',
      'table',
      'privileges',
      'columns',
      'filter',
      'filter_environment',
    ],
    subjects: SUBJECTS,
    resources: ['catalog', 'schema', 'table'],
    closed: true,
  },
  functions: {
    keys: [...SUBJECTS, 'catalog', 'schema', 'function', 'privileges'],
    subjects: SUBJECTS,
    resources: ['catalog', 'schema', 'function'],
    closed: true,
  },
  procedures: {
    keys: [...SUBJECTS, 'catalog', 'schema', 'procedure', 'privileges'],
    subjects: SUBJECTS,
    resources: ['catalog', 'schema', 'procedure'],
    closed: true,
  },
  queries: {
    keys: [...SUBJECTS, 'queryOwner', 'allow'],
    subjects: SUBJECTS,
    resources: ['queryOwner'],
    closed: true,
  },
  system_session_properties: {
    keys: [...SUBJECTS, 'property', 'allow'],
    subjects: SUBJECTS,
    resources: ['property'],
    closed: true,
  },
  catalog_session_properties: {
    keys: [...SUBJECTS, 'catalog', 'property', 'allow'],
    subjects: SUBJECTS,
    resources: ['catalog', 'property'],
    closed: true,
  },
  impersonation: {
    keys: ['original_user', 'original_role', 'new_user', 'allow'],
    subjects: ['original_user', 'original_role'],
    resources: ['new_user'],
    closed: false,
  },
  principals: {
    keys: ['principal', 'principal_to_user', 'user', 'allow'],
    subjects: ['principal'],
    resources: ['user'],
    closed: false,
  },
  system_information: {
    keys: [...SUBJECTS, 'allow'],
    subjects: SUBJECTS,
    resources: [],
    closed: false,
  },
  authorization: {
    keys: [
      'original_user',
      'original_group',
      'original_role',
      'new_user',
      'new_role',
      'allow',
    ],
    subjects: ['original_user', 'original_group', 'original_role'],
    resources: ['new_user', 'new_role'],
    closed: false,
  },
};

/** Keys of an entry of `columns`. */
export const COLUMN_KEYS: readonly string[] = [
  'name',
  'allow',
  'mask',
  'mask_environment',
];
