/** Version of Node that programs of courses find. */
export const NODE_VERSION = 'v24.11.1';
