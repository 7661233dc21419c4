/** The spool's queues in order of priority; the index is the lane's number in shared memory and on disk. */
export const lanes = ['high', 'normal', 'low'] as const;
export type Lane = (typeof lanes)[number];
