/** Home of the person at the shell, and the folder in which a session begins. */
export const HOME = '/home/user';
export const WORK = `${HOME}/work`;
