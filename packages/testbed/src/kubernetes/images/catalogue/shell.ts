/** What scripts in images, and people who look into a container, expect. */
export const SHELL_PROGRAMS = [
  ...['sh', 'bash', 'arch', 'basename', 'cat', 'chmod', 'cp', 'cut', 'date'],
  ...['dirname', 'env', 'expr', 'find', 'grep', 'head', 'hostname', 'id', 'ls'],
  ...[
    'mkdir',
    'mktemp',
    'mv',
    'readlink',
    'rm',
    'sed',
    'sleep',
    'sort',
    'tail',
  ],
  ...['touch', 'tr', 'uname', 'wc'],
];
