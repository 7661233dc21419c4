/** Facts of one domain, stream `domain-<id>`. When, by whom and why is in the metadata of the stored event. */
export type DomainEvent =
  | {
      readonly type: 'DomainCreated';
      readonly domainId: string;
      /** A-label, lower case. */
      readonly name: string;
      readonly contact: string;
      readonly description: string;
      readonly verificationToken: string;
    }
  | { readonly type: 'DomainVerified'; readonly domainId: string; readonly method: 'dns' | 'waived' }
  | {
      readonly type: 'DomainDetailsUpdated';
      readonly domainId: string;
      readonly contact: string;
      readonly description: string;
    }
  | {
      readonly type: 'DomainSuspended';
      readonly domainId: string;
      readonly reason: string;
      readonly notes: string;
    }
  | { readonly type: 'DomainUnsuspended'; readonly domainId: string }
  | { readonly type: 'ModeratorAdded' | 'ModeratorRemoved'; readonly domainId: string; readonly user: string };
