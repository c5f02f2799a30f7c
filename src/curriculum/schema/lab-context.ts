/** The context of a lab's first cluster, if the lab gives it no other name. */
export const FIRST_CONTEXT = 'kind-lab';
