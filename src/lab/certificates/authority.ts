/** Who signs the certificates of the cluster. */
export const AUTHORITY = { name: 'kubernetes' } as const;
