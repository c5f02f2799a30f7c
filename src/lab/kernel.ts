/** The release of the kernel that all nodes have, and with them all containers: a container brings none of its own. */
export const KERNEL_RELEASE = '6.1.0';
