import type { components } from './schema.ts';

/** Names for those shapes of the generated contract that the pages pass around. */
export type Schemas = components['schemas'];
export type EmailItem = Schemas['EmailItem'];
export type EmailDetail = Schemas['EmailDetail'];
export type EmailPart = Schemas['EmailPart'];
export type Campaign = Schemas['Campaign'];
export type ChaosAddress = Schemas['ChaosAddress'];
export type Domain = Schemas['Domain'];
export type Subdomain = Schemas['Subdomain'];
export type Stats = Schemas['Stats'];
export type StatsSample = Schemas['StatsSample'];
export type StatsMark = Schemas['StatsMark'];
export type FeedEvent = Schemas['FeedEvent'];
