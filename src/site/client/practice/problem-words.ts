/** What is said of a lab that is not there, and of a recording that is not taken: keys of the words of the practice cluster. */
export const OPEN_PROBLEMS = {
  unreachable: 'clusterUnreachable',
  broken: 'clusterBroken',
  failed: 'clusterFailed',
} as const;

export const IMPORT_PROBLEMS = {
  unreadable: 'clusterImportUnreadable',
  'too new': 'clusterImportNew',
  'another lesson': 'clusterImportLesson',
  'another state': 'clusterImportState',
} as const;
