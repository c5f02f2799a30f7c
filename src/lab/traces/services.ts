/** Services that the shop has in any case: those that a lesson does not bring are built in. */
export const BUILT_IN = ['web', 'api', 'stock', 'payment'];

/** All services that a learner's file may be; `mail` is there only if there is such a file. */
export const SERVICES = [...BUILT_IN, 'mail'];
