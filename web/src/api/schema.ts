// Made by `npm run docs` from the OpenAPI document: do not edit.

export interface paths {
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what, newest first
         * @description A page may have fewer than `limit`, even none: there are more as long as there is `next`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Campaigns */
        get: operations["listCampaigns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One campaign */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        /** Delete with its counts, ledger and sample; it can begin again */
        delete: operations["deleteCampaign"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/expected-recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload the list of expected recipients
         * @description JSON, or `text/plain` or `text/csv` with one address a line (of CSV the first column; a heading is skipped), streamed, any length. When it fails in the middle the list holds what came before: upload again.
         */
        put: operations["setExpectedRecipients"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger as a file, streamed */
        get: operations["exportCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many times each recipient was seen */
        get: operations["getCampaignLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recipients seen once, twice or more, never, and unexpected */
        get: operations["reconcileCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages over time
         * @description Seconds are kept for an hour, minutes for a day, hours for good.
         */
        get: operations["getCampaignSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chaos-addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Chaos addresses by address */
        get: operations["listChaosAddresses"];
        put?: never;
        /** Add a chaos address, disabled */
        post: operations["createChaosAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chaos-addresses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One chaos address */
        get: operations["getChaosAddress"];
        put?: never;
        post?: never;
        /** Delete, as long as it has received nothing */
        delete: operations["deleteChaosAddress"];
        options?: never;
        head?: never;
        /** Change the behaviour, as long as it has received nothing */
        patch: operations["editChaosAddress"];
        trace?: never;
    };
    "/api/v1/chaos-addresses/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deliver normally */
        post: operations["disableChaosAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chaos-addresses/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to fail */
        post: operations["enableChaosAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chaos-addresses/{id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a real test mail over SMTP and show the dialogue
         * @description The mail counts like any other. A delay is waited for up to a minute.
         */
        post: operations["tryChaosAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chaos-addresses/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a sender would see, in a sentence; nothing is changed */
        post: operations["previewChaosAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where and how to send, and what is configured */
        get: operations["getConfigInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that could not be applied */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up: their messages are dropped (one) */
        post: operations["discardDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of the message, as a download */
        get: operations["getRawDeadLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again (one) */
        post: operations["retryDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up: their messages are dropped */
        post: operations["discardDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again */
        post: operations["retryDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All domains */
        get: operations["listDomains"];
        put?: never;
        /** Add a domain */
        post: operations["createDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One domain, by id or name */
        get: operations["getDomain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change contact or description */
        patch: operations["updateDomain"];
        trace?: never;
    };
    "/api/v1/domains/{id}/dns-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** DNS records to copy */
        get: operations["getDnsRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains/{id}/moderators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a moderator */
        post: operations["addDomainModerator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains/{id}/moderators/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a moderator */
        delete: operations["removeDomainModerator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse mail to all of its subdomains */
        post: operations["suspendDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains/{id}/unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take mail again */
        post: operations["unsuspendDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look for the TXT record and verify
         * @description Answers with 409 and the reason while the record is not there.
         */
        post: operations["verifyDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Emails in the order of their arrival, newest first unless `order` says otherwise
         * @description A page may have fewer emails than `limit`, even none, when rare ones are looked for among many: there are more as long as there is `next`.
         */
        get: operations["listEmails"];
        put?: never;
        post?: never;
        /** Delete all emails that meet the conditions */
        delete: operations["deleteMatchingEmails"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One email */
        get: operations["getEmail"];
        put?: never;
        post?: never;
        /** Delete one email */
        delete: operations["deleteEmail"];
        options?: never;
        head?: never;
        /** Mark as read, unread, favourite or not */
        patch: operations["changeEmail"];
        trace?: never;
    };
    "/api/v1/emails/{id}/attachments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One attachment, decoded; always as a download */
        get: operations["getEmailAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Text, links, calendar invitations, and what the HTML wants from elsewhere */
        get: operations["getEmailContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/headers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Headers, in their order */
        get: operations["getEmailHeaders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The HTML body, sanitised, for a sandboxed frame */
        get: operations["getEmailHtml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** MIME parts, in order of appearance */
        get: operations["listEmailParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/parts/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Content of one part, decoded; always as a download */
        get: operations["getEmailPart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The message exactly as it was sent */
        get: operations["getRawEmail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/remote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of another server that the HTML asks for, through the proxy */
        get: operations["getRemoteContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/{id}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text body, decoded; empty when there is none */
        get: operations["getEmailText"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many emails meet the conditions
         * @description Exact for one inbox or all; with other conditions counted up to 10,000.
         */
        get: operations["countEmails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete
         * @description Of ids that are not there any more nothing is said: `count` tells how many emails were touched.
         */
        post: operations["deleteEmails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/favorite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark as favourites
         * @description Of ids that are not there any more nothing is said: `count` tells how many emails were touched.
         */
        post: operations["favoriteEmails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark as read
         * @description Of ids that are not there any more nothing is said: `count` tells how many emails were touched.
         */
        post: operations["readEmails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/unfavorite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the favourite mark away
         * @description Of ids that are not there any more nothing is said: `count` tells how many emails were touched.
         */
        post: operations["unfavoriteEmails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark as unread
         * @description Of ids that are not there any more nothing is said: `count` tells how many emails were touched.
         */
        post: operations["unreadEmails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emails/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wait for an email
         * @description Answers as soon as an email that meets the conditions is captured, or with 204 when none came in time. Mail that came before the request does not count unless `since` says so: read `lastNumber` of `/stats` before you send, and give it.
         */
        get: operations["waitForEmail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-sent events: captured, changed, campaign, chaos, directory, dead-letters, stats
         * @description A few events a second at most. With `Last-Event-ID` what was missed comes first; when that is not known any more, an event `resync` says so. `stats` comes each second and has no id.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inboxes that hold mail, with their counts */
        get: operations["listInboxes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the jobs behind the capture are, and what keeps them */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/send-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test mail through this server’s own SMTP */
        post: operations["sendTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters, spool, latencies */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last 15 minutes, one sample a second */
        get: operations["getStatsHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Subdomains by name */
        get: operations["listSubdomains"];
        put?: never;
        /** Add a subdomain, or the domain itself as an inbox */
        post: operations["createSubdomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One subdomain, by id or name */
        get: operations["getSubdomain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the description */
        patch: operations["updateSubdomain"];
        trace?: never;
    };
    "/api/v1/subdomains/{id}/check-mx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look whether its MX record points at this server's host name */
        post: operations["checkMx"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}/moderators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a moderator */
        post: operations["addSubdomainModerator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}/moderators/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a moderator */
        delete: operations["removeSubdomainModerator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change settings
         * @description Settings that are not named stay as they are; `null` sets one back to its default, which for `rateLimit` and `retention` is no limit.
         */
        put: operations["changeSubdomainSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse mail to it */
        post: operations["suspendSubdomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}/unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take mail again */
        post: operations["unsuspendSubdomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a viewer */
        post: operations["addSubdomainViewer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subdomains/{id}/viewers/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a viewer */
        delete: operations["removeSubdomainViewer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mail is taken and processed */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AuditEntry: {
            actor: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-25T22:30:00.123Z
             */
            at: string;
            correlationId: string;
            event: {
                [key: string]: unknown;
            };
            position: number;
            stream: string;
            /** @description Name of what it is about, while that is there: a domain, address or campaign. */
            subject?: string;
            type: string;
            version: number;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Cursor of the next page; absent at the end. */
            next?: string;
        };
        CalendarInvitation: {
            attendees: string[];
            description: string;
            end: string;
            location: string;
            method: string;
            organizer: string;
            part: number;
            recurrence: string;
            start: string;
            status: string;
            summary: string;
        };
        /**
         * @example {
         *       "id": "5b0c1d9e-5f0a-5a3a-9d57-1c0f5d2f8a11",
         *       "inbox": "catch-all",
         *       "inboxName": "catch-all",
         *       "value": "autumn",
         *       "total": 20000,
         *       "bytes": 204800000,
         *       "firstAt": "2026-11-25T22:30:00.123Z",
         *       "lastAt": "2026-11-25T22:30:04.456Z",
         *       "uniqueRecipients": 19998,
         *       "sampleEmailId": "0192f3a0-7c11-7cc0-8f33-0242ac120002"
         *     }
         */
        Campaign: {
            bytes: number;
            /**
             * Format: date-time
             * @description First message.
             * @example 2026-11-25T22:30:00.123Z
             */
            firstAt: string;
            id: string;
            inbox: string;
            inboxName: string;
            /**
             * Format: date-time
             * @description Last message.
             * @example 2026-11-25T22:30:00.123Z
             */
            lastAt: string;
            sampleEmailId?: string;
            total: number;
            uniqueRecipients: number;
            /** @description Value of the campaign header, trimmed, in lower case. */
            value: string;
        };
        CampaignPage: {
            items: components["schemas"]["Campaign"][];
            total: number;
        };
        /**
         * @example {
         *       "resolution": "minute",
         *       "items": [
         *         {
         *           "at": "2026-11-25T22:30:00.000Z",
         *           "count": 512,
         *           "bytes": 5242880
         *         }
         *       ]
         *     }
         */
        CampaignSeries: {
            items: {
                /**
                 * Format: date-time
                 * @description Begin of the span.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                at: string;
                bytes: number;
                count: number;
            }[];
            /** @enum {string} */
            resolution: "second" | "minute" | "hour";
        };
        ChaosAddress: {
            address: string;
            behaviour: components["schemas"]["ChaosBehaviourView"];
            /**
             * Format: date-time
             * @description Created.
             * @example 2026-11-25T22:30:00.123Z
             */
            createdAt: string;
            enabled: boolean;
            id: string;
            /**
             * Format: date-time
             * @description Arrival of the last message.
             * @example 2026-11-25T22:30:00.123Z
             */
            lastReceivedAt?: string;
            received: number;
            /**
             * @description What a sender will see.
             * @example The first 3 messages to no@shop.acme.test get 451 4.7.1 Greylisted at RCPT, then it accepts.
             */
            sentence: string;
            subdomainId: string;
            subdomainName: string;
        };
        /**
         * @example {
         *       "behaviour": {
         *         "reply": {
         *           "code": 550
         *         }
         *       }
         *     }
         */
        ChaosAddressChanges: {
            behaviour: components["schemas"]["ChaosBehaviour"];
        };
        ChaosAddressPage: {
            items: components["schemas"]["ChaosAddress"][];
            /** @description Cursor of the next page; absent at the end. */
            next?: string;
        };
        /**
         * @example {
         *       "reply": {
         *         "code": 451,
         *         "enhanced": "4.7.1",
         *         "text": "Greylisted"
         *       },
         *       "stage": "rcpt",
         *       "failFirst": 3
         *     }
         */
        ChaosBehaviour: {
            /** @description Wait so long before the reply. */
            delayMs?: number;
            /** @description Close the connection instead of replying. */
            drop?: boolean;
            /** @description Fail the first N messages, then accept. */
            failFirst?: number;
            /** @description Fail with this probability. */
            probability?: number;
            reply: {
                /** @description One of 421, 450, 451, 452, 500, 550, 551, 552, 553. */
                code: number;
                /**
                 * @description Enhanced status code; one that fits the code when empty.
                 * @default
                 */
                enhanced: string;
                /**
                 * @description A fitting text when empty.
                 * @default
                 */
                text: string;
            };
            seed?: number;
            /**
             * @description `data`: the transaction is refused after DATA and captured as refused. `rcpt`: only this recipient is refused.
             * @default data
             * @enum {string}
             */
            stage: "data" | "rcpt";
        };
        ChaosBehaviourView: {
            delayMs?: number;
            drop?: boolean;
            failFirst?: number;
            probability?: number;
            reply: components["schemas"]["SmtpReply"];
            seed?: number;
            /** @enum {string} */
            stage: "data" | "rcpt";
        };
        ChaosSentence: {
            sentence: string;
        };
        ConfigInfo: {
            campaignHeaders: string[];
            chaosReplyCodes: number[];
            hostname: string;
            retention: {
                maxAgeDays?: number;
                maxBytes?: number;
                maxCount?: number;
            };
            smtp: {
                anyCredentials: boolean;
                /** @enum {string} */
                auth: "optional" | "required";
                host: string;
                maxMessageBytes: number;
                port: number;
                /** @enum {string} */
                tls: "off" | "offered" | "required";
            };
            /** @enum {string} */
            store: "segments" | "eml";
            /** @enum {string} */
            unknownRecipients: "catch-all" | "reject";
            verificationWaived: boolean;
            version: string;
        };
        /**
         * @example {
         *       "count": 3
         *     }
         */
        Count: {
            /** @description How many were touched. */
            count: number;
        };
        /**
         * @example {
         *       "id": 3,
         *       "lane": "normal",
         *       "sequence": 88121,
         *       "messageId": "0192f3a0-7c11-7cc0-8f33-0242ac120002",
         *       "reason": "the envelope is not JSON",
         *       "attempts": 4,
         *       "firstAt": "2026-11-25T22:30:00.123Z",
         *       "lastAt": "2026-11-25T22:30:09.456Z"
         *     }
         */
        DeadLetter: {
            attempts: number;
            /**
             * Format: date-time
             * @description First attempt.
             * @example 2026-11-25T22:30:00.123Z
             */
            firstAt: string;
            id: number;
            lane: string;
            /**
             * Format: date-time
             * @description Last attempt.
             * @example 2026-11-25T22:30:00.123Z
             */
            lastAt: string;
            messageId: string;
            reason: string;
            sequence: number;
        };
        DeadLetterPage: {
            items: components["schemas"]["DeadLetter"][];
            /** @description Cursor of the next page; absent at the end. */
            next?: string;
            total: number;
        };
        /**
         * @description All of them without `ids`.
         * @example {
         *       "ids": [
         *         3
         *       ]
         *     }
         */
        DeadLetterSelection: {
            ids?: number[];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "type": "TXT",
         *           "name": "acme.test",
         *           "value": "millrace-verification=3f9c0e",
         *           "purpose": "Proves that the domain is yours.",
         *           "required": true
         *         }
         *       ]
         *     }
         */
        DnsRecords: {
            items: {
                name: string;
                purpose: string;
                required: boolean;
                /** @enum {string} */
                type: "TXT" | "MX";
                value: string;
            }[];
        };
        /**
         * @example {
         *       "id": "0192f3a0-7c11-7cc0-8f33-0242ac120002",
         *       "name": "acme.test",
         *       "contact": "ops@acme.test",
         *       "description": "",
         *       "status": "pending",
         *       "verificationToken": "3f9c0e",
         *       "moderators": [],
         *       "createdAt": "2026-11-25T22:30:00.123Z",
         *       "subdomains": 2
         *     }
         */
        Domain: {
            contact: string;
            /**
             * Format: date-time
             * @description Created.
             * @example 2026-11-25T22:30:00.123Z
             */
            createdAt: string;
            description: string;
            id: string;
            moderators: string[];
            /** @description A-label, lower case. */
            name: string;
            /** @enum {string} */
            status: "pending" | "active" | "suspended";
            subdomains: number;
            suspension?: {
                /**
                 * Format: date-time
                 * @description Since when.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                at: string;
                notes: string;
                reason: string;
            };
            verificationToken: string;
            /**
             * Format: date-time
             * @description When the DNS record was found.
             * @example 2026-11-25T22:30:00.123Z
             */
            verifiedAt?: string;
        };
        /**
         * @example {
         *       "description": "Staging"
         *     }
         */
        DomainChanges: {
            contact?: string;
            description?: string;
        };
        DomainList: {
            items: components["schemas"]["Domain"][];
        };
        /**
         * @example {
         *       "unread": false,
         *       "favorite": true
         *     }
         */
        EmailChanges: {
            favorite?: boolean;
            unread?: boolean;
        };
        EmailContent: {
            calendar: components["schemas"]["CalendarInvitation"][];
            hasHtml: boolean;
            links: {
                text: string;
                url: string;
            }[];
            /** @description What the HTML wants from other servers; blocked until asked for. */
            remote: string[];
            /** @description The text/plain body. */
            text?: string;
        };
        /**
         * @example {
         *       "count": 214,
         *       "exact": true
         *     }
         */
        EmailCount: {
            count: number;
            /** @description False: there are at least so many. */
            exact: boolean;
        };
        EmailDetail: {
            attachments: number;
            campaign?: {
                id: string;
                value: string;
            };
            cc: components["schemas"]["Person"][];
            /** @description Id of the chaos address it was sent to. */
            chaos?: string;
            /** @description The Date header as given. */
            date: string;
            envelope: {
                /** @description Reverse-path; empty for `<>`. */
                from: string;
                parameters: {
                    auth?: string;
                    body?: string;
                    envid?: string;
                    ret?: string;
                    size?: number;
                    smtputf8?: boolean;
                };
                /** @description All accepted recipients, of other inboxes too. */
                recipients: {
                    address: string;
                    chaos?: string;
                    inbox: string;
                    inboxName: string;
                    notify?: string;
                    orcpt?: string;
                }[];
            };
            favorite: boolean;
            /** @description `bare-newline`, `long-line`, `nul`: oddities of the bytes, which are kept as sent. */
            flags: string[];
            from: components["schemas"]["Person"];
            id: string;
            /** @description Subdomain id, or `catch-all`. */
            inbox: string;
            /** @description Name of the subdomain, or `catch-all`. */
            inboxName: string;
            /**
             * Format: date-time
             * @description When it became visible.
             * @example 2026-11-25T22:30:00.123Z
             */
            listedAt: string;
            /** @description Id of the stored message, named in the 250; several inboxes may share it. */
            messageId: string;
            messageIdHeader: string;
            /** @description Place in the order of arrival, unique over all inboxes, never reused. */
            number: number;
            /**
             * Format: date-time
             * @description When the message had arrived whole.
             * @example 2026-11-25T22:30:00.123Z
             */
            receivedAt: string;
            /** @description Envelope recipients in this inbox. */
            recipients: string[];
            /** @description Where the bytes are: store, key, offset, length. */
            reference: string;
            /** @description The reply that the sender got instead of 250. */
            refused?: components["schemas"]["SmtpReply"] | "dropped";
            /**
             * @description What the sender was told after the data.
             * @example 250 2.0.0 0192f3a0
             */
            reply: string;
            sizeBytes: number;
            snippet: string;
            subject: string;
            to: components["schemas"]["Person"][];
            transport: {
                auth?: {
                    mechanism: string;
                    user: string;
                };
                /**
                 * Format: date-time
                 * @description Connection accepted.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                connectedAt: string;
                /**
                 * Format: date-time
                 * @description DATA or the first BDAT.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                dataAt: string;
                /**
                 * Format: date-time
                 * @description End of the data.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                endAt: string;
                esmtp: boolean;
                helo: string;
                /**
                 * Format: date-time
                 * @description MAIL FROM.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                mailAt: string;
                peer: string;
                tls?: {
                    cipher: string;
                    protocol: string;
                };
                /** @enum {string} */
                via: "DATA" | "BDAT";
            };
            unread: boolean;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "name": "Subject",
         *           "value": "Grüße",
         *           "raw": "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?="
         *         }
         *       ]
         *     }
         */
        EmailHeaders: {
            items: {
                name: string;
                /** @description The whole field as it stands in the message. */
                raw: string;
                /** @description Unfolded and decoded. */
                value: string;
            }[];
        };
        /**
         * @example {
         *       "id": "0192f3a0-7c11-7cc0-8f33-0242ac120002",
         *       "number": 1204,
         *       "inbox": "catch-all",
         *       "inboxName": "catch-all",
         *       "from": {
         *         "name": "Acme Shop",
         *         "address": "no-reply@acme.test"
         *       },
         *       "to": [
         *         {
         *           "name": "",
         *           "address": "ann@shop.acme.test"
         *         }
         *       ],
         *       "recipients": [
         *         "ann@shop.acme.test"
         *       ],
         *       "subject": "Your order is on its way",
         *       "snippet": "Hello Ann, order 4711 has left our house",
         *       "receivedAt": "2026-11-25T22:30:00.123Z",
         *       "sizeBytes": 25310,
         *       "attachments": 1,
         *       "unread": true,
         *       "favorite": false,
         *       "flags": []
         *     }
         */
        EmailItem: {
            attachments: number;
            campaign?: {
                id: string;
                value: string;
            };
            /** @description Id of the chaos address it was sent to. */
            chaos?: string;
            favorite: boolean;
            /** @description `bare-newline`, `long-line`, `nul`: oddities of the bytes, which are kept as sent. */
            flags: string[];
            from: components["schemas"]["Person"];
            id: string;
            /** @description Subdomain id, or `catch-all`. */
            inbox: string;
            /** @description Name of the subdomain, or `catch-all`. */
            inboxName: string;
            /** @description Place in the order of arrival, unique over all inboxes, never reused. */
            number: number;
            /**
             * Format: date-time
             * @description When the message had arrived whole.
             * @example 2026-11-25T22:30:00.123Z
             */
            receivedAt: string;
            /** @description Envelope recipients in this inbox. */
            recipients: string[];
            /** @description The reply that the sender got instead of 250. */
            refused?: components["schemas"]["SmtpReply"] | "dropped";
            sizeBytes: number;
            snippet: string;
            subject: string;
            to: components["schemas"]["Person"][];
            unread: boolean;
        };
        EmailPage: {
            items: components["schemas"]["EmailItem"][];
            /** @description `before` of the next page, `after` with the oldest first; absent at the end, and only there. A page looks for about 100 ms: when conditions are met by few of many emails it may have fewer than `limit`, even none, and `next` says where to go on. */
            next?: string;
            /** @description `skip` to give beside `next`: so many were not yet jumped over when the time of this page was over. */
            skip?: number;
        };
        EmailPart: {
            /** @description For `/attachments/{number}`, when it is one. */
            attachment?: number;
            charset?: string;
            contentId?: string;
            contentType: string;
            /** @description 0 for the message itself. */
            depth: number;
            /** @enum {string} */
            disposition: "inline" | "attachment" | "none";
            encoding: string;
            filename?: string;
            /** @description For `/parts/{number}`: 1 for the first, in order of appearance. */
            number: number;
            /** @description Of the decoded content, hexadecimal; absent for multiparts. */
            sha256?: string;
            /** @description Decoded; of the whole for multiparts. */
            sizeBytes: number;
        };
        EmailParts: {
            items: components["schemas"]["EmailPart"][];
        };
        EmailSelection: {
            ids: string[];
        } | {
            filter: {
                /** @description Id or value of a campaign. */
                campaign?: string;
                favorite?: boolean;
                /** @description Part of the sender. */
                from?: string;
                hasAttachment?: boolean;
                /**
                 * @description Id or name of a subdomain, or `catch-all`.
                 * @example shop.acme.test
                 */
                inbox?: string;
                largerBytes?: number;
                /**
                 * @description Query language: words and "phrases", `from:` `to:` `subject:` `has:attachment` `is:unread|read|favorite|refused` `campaign:` `inbox:` `recipient:` `before:` `after:` `larger:` `smaller:`, each negated by `-`, words ended by `*` as prefixes.
                 * @example from:acme "on its way" after:7d
                 */
                q?: string;
                /**
                 * Format: date-time
                 * @description Received at or after.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedAfter?: string;
                /**
                 * Format: date-time
                 * @description Received before.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedBefore?: string;
                /**
                 * @description One envelope recipient, exactly; upper and lower case alike.
                 * @example ann@shop.acme.test
                 */
                recipient?: string;
                refused?: boolean;
                smallerBytes?: number;
                /** @description Part of the subject. */
                subject?: string;
                /** @description Part of a recipient. */
                to?: string;
                unread?: boolean;
            };
        };
        /**
         * @example {
         *       "recipients": [
         *         "ann@shop.acme.test",
         *         "bob@shop.acme.test"
         *       ]
         *     }
         */
        ExpectedRecipients: {
            recipients: string[];
        };
        FeedEvent: {
            lastNumber: number;
            resumed: boolean;
            /** @constant */
            type: "hello";
        } | {
            lastNumber: number;
            /** @constant */
            type: "resync";
        } | {
            count: number;
            inboxes: {
                [key: string]: number;
            };
            lastNumber: number;
            /** @constant */
            type: "captured";
        } | {
            /** @enum {string} */
            change: "read" | "unread" | "favorite" | "unfavorite" | "deleted";
            count: number;
            /** @description Absent when there are too many to name. */
            ids?: string[];
            /** @constant */
            type: "changed";
        } | {
            id: string;
            total: number;
            /** @constant */
            type: "campaign";
        } | {
            id: string;
            received: number;
            /** @constant */
            type: "chaos";
        } | {
            id: string;
            /** @constant */
            type: "directory";
            /** @enum {string} */
            what: "domain" | "subdomain" | "chaos" | "campaign";
        } | {
            count: number;
            /** @constant */
            type: "dead-letters";
        } | {
            marks: components["schemas"]["StatsMark"][];
            sample?: components["schemas"]["StatsSample"];
            stats: components["schemas"]["Stats"];
            /** @constant */
            type: "stats";
        };
        /**
         * @example {
         *       "status": "ok"
         *     }
         */
        Health: {
            /** @constant */
            status: "ok";
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "inbox": "catch-all",
         *           "inboxName": "catch-all",
         *           "emails": 214,
         *           "unread": 9,
         *           "sizeBytes": 5310222
         *         }
         *       ]
         *     }
         */
        Inboxes: {
            items: {
                emails: number;
                inbox: string;
                inboxName: string;
                sizeBytes: number;
                unread: number;
            }[];
        };
        /**
         * @example {
         *       "name": "search-index",
         *       "steps": 812,
         *       "faults": 0,
         *       "doneUpTo": 104233
         *     }
         */
        Job: {
            /** @description Number of the last email it has done; compare `lastNumber` of the statistics. */
            doneUpTo?: number;
            /** @description Of the last step; absent after one that went well. */
            fault?: string;
            /** @description Steps that failed since the start; each is tried again. */
            faults: number;
            name: string;
            /** @description Steps that went well since the start. */
            steps: number;
        };
        JobList: {
            items: components["schemas"]["Job"][];
        };
        /**
         * @example {
         *       "recipient": "ann@shop.acme.test",
         *       "seen": 2,
         *       "expected": true
         *     }
         */
        LedgerEntry: {
            expected: boolean;
            recipient: string;
            seen: number;
        };
        LedgerPage: {
            items: components["schemas"]["LedgerEntry"][];
            /** @description Cursor of the next page; absent at the end. */
            next?: string;
        };
        /**
         * @example {
         *       "address": "no@shop.acme.test",
         *       "behaviour": {
         *         "reply": {
         *           "code": 451,
         *           "enhanced": "4.7.1",
         *           "text": "Greylisted"
         *         },
         *         "stage": "rcpt",
         *         "failFirst": 3
         *       }
         *     }
         */
        NewChaosAddress: {
            address: string;
            behaviour: components["schemas"]["ChaosBehaviour"];
        };
        /**
         * @example {
         *       "name": "acme.test",
         *       "contact": "ops@acme.test"
         *     }
         */
        NewDomain: {
            contact?: string;
            description?: string;
            /** @example acme.test */
            name: string;
        };
        /**
         * @example {
         *       "name": "shop.acme.test",
         *       "settings": {
         *         "priority": "high"
         *       }
         *     }
         */
        NewSubdomain: {
            description?: string;
            /** @example acme.test */
            name: string;
            settings?: components["schemas"]["SubdomainSettingsChanges"];
        };
        /** @description Milliseconds, over about the last minute. */
        Percentiles: {
            max: number;
            p50: number;
            p95: number;
            p99: number;
        };
        Person: {
            address: string;
            name: string;
        };
        /**
         * @description RFC 9457 problem details.
         * @example {
         *       "type": "urn:millrace:conflict",
         *       "title": "Conflict",
         *       "status": 409,
         *       "code": "conflict",
         *       "rule": "chaos-address-used",
         *       "reason": "It has received mail, so it can be switched on and off but not deleted.",
         *       "detail": "It has received mail, so it can be switched on and off but not deleted."
         *     }
         */
        Problem: {
            /** @description Stable name of the kind, see docs/api-errors.md. */
            code: string;
            /** @description One sentence for people. */
            detail?: string;
            /** @description Every field that is wrong. */
            errors?: {
                field: string;
                reason: string;
            }[];
            field?: string;
            length?: number;
            /** @description UTF-16 index in `q`. */
            position?: number;
            /** @description Why a rule refuses it (409), or a value (422). */
            reason?: string;
            requestId?: string;
            rule?: string;
            status: number;
            title: string;
            /** @description URN of the kind of problem: `urn:millrace:<code>`. */
            type: string;
        };
        /**
         * @example {
         *       "ready": true,
         *       "reasons": []
         *     }
         */
        Readiness: {
            ready: boolean;
            reasons: string[];
        };
        /**
         * @example {
         *       "expected": 20000,
         *       "once": 19996,
         *       "duplicates": 2,
         *       "missing": 2,
         *       "unexpected": 0,
         *       "recipients": 19998
         *     }
         */
        Reconciliation: {
            /** @description Recipients seen twice or more. */
            duplicates: number;
            /** @description Length of the uploaded list. */
            expected: number;
            /** @description Expected, never seen. */
            missing: number;
            once: number;
            /** @description Different recipients seen. */
            recipients: number;
            /** @description Seen, not expected. */
            unexpected: number;
        };
        /**
         * @example {
         *       "to": "you@example.test"
         *     }
         */
        SendTest: {
            to?: string;
        };
        /**
         * @example {
         *       "lines": [
         *         {
         *           "atMs": 0.4,
         *           "side": "server",
         *           "text": "220 mx.acme.test ESMTP Millrace"
         *         },
         *         {
         *           "atMs": 0.5,
         *           "side": "client",
         *           "text": "EHLO try.millrace.invalid"
         *         }
         *       ],
         *       "outcome": "refused",
         *       "reply": "451 4.7.1 Greylisted",
         *       "tookMs": 3.2
         *     }
         */
        SmtpDialogue: {
            lines: {
                /** @description Milliseconds since the connection was opened. */
                atMs: number;
                /** @enum {string} */
                side: "client" | "server" | "note";
                text: string;
            }[];
            /** @enum {string} */
            outcome: "accepted" | "refused" | "dropped" | "gave-up";
            /** @description The reply that decided. */
            reply?: string;
            tookMs: number;
        };
        /**
         * @example {
         *       "code": 550,
         *       "enhanced": "5.1.1",
         *       "text": "No such user"
         *     }
         */
        SmtpReply: {
            code: number;
            /** @description Enhanced status code of RFC 3463. */
            enhanced: string;
            text: string;
        };
        Stats: {
            /** @description Messages that got 250 since the start. */
            accepted: number;
            acceptedBytes: number;
            /**
             * Format: date-time
             * @description When this was read.
             * @example 2026-11-25T22:30:00.123Z
             */
            at: string;
            connections: number;
            deadLetters: number;
            emails: number;
            /** @description Batches retried since the start. */
            failed: number;
            /** @description Clients that left with the TLS handshake: most do not trust the certificate. */
            failedHandshakes: number;
            failedSyncs: number;
            /** @description Number of the last email in the search index. */
            indexedUpTo: number;
            /** @description Number of the newest email. */
            lastNumber: number;
            latency: {
                listed: components["schemas"]["Percentiles"];
                /** @description End of the data to the reply. */
                reply: components["schemas"]["Percentiles"];
                sync: components["schemas"]["Percentiles"];
            };
            /** @description Records applied since the start. */
            processed: number;
            /** @description Messages answered 4xx or 5xx at the end of the data. */
            refused: number;
            /**
             * @description Address to send to.
             * @example 127.0.0.1:1025
             */
            smtp: string;
            spool: {
                bytes: number;
                full: boolean;
                healthy: boolean;
                lanes: {
                    high: {
                        bytes: number;
                        messages: number;
                    };
                    low: {
                        bytes: number;
                        messages: number;
                    };
                    normal: {
                        bytes: number;
                        messages: number;
                    };
                };
                /** @description Waiting for the processor. */
                messages: number;
                oldestAgeMs: number;
            };
            /**
             * Format: date-time
             * @description Start of this process.
             * @example 2026-11-25T22:30:00.123Z
             */
            startedAt: string;
            /** @description Bytes of the message store on disk. */
            storeBytes: number;
            syncs: number;
            unread: number;
            version: string;
        };
        StatsHistory: {
            /** @description Oldest first, one a second, the last 15 minutes at most. */
            items: components["schemas"]["StatsSample"][];
            marks: components["schemas"]["StatsMark"][];
        };
        /**
         * @example {
         *       "at": "2026-11-25T22:30:00.000Z",
         *       "kind": "start",
         *       "text": "Started"
         *     }
         */
        StatsMark: {
            /**
             * Format: date-time
             * @description When it was noticed.
             * @example 2026-11-25T22:30:00.123Z
             */
            at: string;
            /** @enum {string} */
            kind: "start" | "full" | "failed-sync" | "unhealthy" | "recovered";
            text: string;
        };
        StatsSample: {
            /**
             * Format: date-time
             * @description End of the second.
             * @example 2026-11-25T22:30:00.123Z
             */
            at: string;
            connections: number;
            inBytesPerSecond: number;
            /** @description Messages that got 250. */
            inPerSecond: number;
            listedP50Ms: number;
            listedP99Ms: number;
            oldestAgeMs: number;
            /** @description Messages processed. */
            outPerSecond: number;
            refusedPerSecond: number;
            replyP50Ms: number;
            replyP95Ms: number;
            replyP99Ms: number;
            storeBytes: number;
            syncP50Ms: number;
            syncP99Ms: number;
            waiting: {
                high: number;
                low: number;
                normal: number;
            };
            waitingBytes: number;
        };
        /**
         * @example {
         *       "id": "0192f3a0-7c11-7cc0-8f33-0242ac120003",
         *       "domainId": "0192f3a0-7c11-7cc0-8f33-0242ac120002",
         *       "name": "shop.acme.test",
         *       "description": "",
         *       "status": "active",
         *       "mx": {
         *         "status": "unknown",
         *         "records": []
         *       },
         *       "settings": {
         *         "priority": "normal"
         *       },
         *       "moderators": [],
         *       "viewers": [],
         *       "createdAt": "2026-11-25T22:30:00.123Z"
         *     }
         */
        Subdomain: {
            /**
             * Format: date-time
             * @description Created.
             * @example 2026-11-25T22:30:00.123Z
             */
            createdAt: string;
            description: string;
            domainId: string;
            id: string;
            moderators: string[];
            mx: {
                /**
                 * Format: date-time
                 * @description Last check.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                checkedAt?: string;
                records: string[];
                /** @enum {string} */
                status: "unknown" | "invalid" | "valid";
            };
            name: string;
            settings: components["schemas"]["SubdomainSettings"];
            /** @enum {string} */
            status: "active" | "suspended";
            suspension?: {
                /**
                 * Format: date-time
                 * @description Since when.
                 * @example 2026-11-25T22:30:00.123Z
                 */
                at: string;
                notes: string;
                reason: string;
            };
            viewers: string[];
        };
        /**
         * @example {
         *       "description": "Orders"
         *     }
         */
        SubdomainChanges: {
            description: string;
        };
        SubdomainPage: {
            items: components["schemas"]["Subdomain"][];
            /** @description Cursor of the next page; absent at the end. */
            next?: string;
        };
        /**
         * @example {
         *       "priority": "high",
         *       "retention": {
         *         "maxAgeDays": 7
         *       }
         *     }
         */
        SubdomainSettings: {
            campaignHeaders?: string[];
            keepAllCampaignMail?: boolean;
            /** @enum {string} */
            priority: "high" | "normal" | "low";
            rateLimit?: {
                burst?: number;
                bytesPerSecond?: number;
                messagesPerSecond?: number;
            };
            retention?: {
                maxAgeDays?: number;
                maxBytes?: number;
                maxCount?: number;
            };
        };
        /**
         * @description What is there replaces, `null` goes back to the default, the rest stays as it is.
         * @example {
         *       "priority": "high",
         *       "retention": {
         *         "maxAgeDays": 7
         *       },
         *       "campaignHeaders": null
         *     }
         */
        SubdomainSettingsChanges: {
            /** @description An empty list: no campaigns. `null`: the headers that the server is configured with. */
            campaignHeaders?: string[] | null;
            keepAllCampaignMail?: boolean | null;
            priority?: ("high" | "normal" | "low") | null;
            rateLimit?: {
                burst?: number;
                bytesPerSecond?: number;
                messagesPerSecond?: number;
            } | null;
            retention?: {
                maxAgeDays?: number;
                maxBytes?: number;
                maxCount?: number;
            } | null;
        };
        /**
         * @example {
         *       "reason": "load test over"
         *     }
         */
        Suspend: {
            notes?: string;
            reason: string;
        };
        /**
         * @example {
         *       "user": "ann"
         *     }
         */
        UserName: {
            user: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAudit: {
        parameters: {
            query?: {
                actor?: string;
                /** @description `next` of the page before. */
                before?: number;
                /** @description `true`: without the counts that mail to campaigns and chaos addresses leaves behind. */
                changes?: boolean;
                limit?: number;
                /** @description One stream, such as `domain-<id>` or `email-<id>`. */
                stream?: string;
                /** @description Type of event, such as `DomainCreated`. */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                descending?: boolean;
                /** @description Id or name of a subdomain, or `catch-all`. */
                inbox?: string;
                limit?: number;
                /** @description Part of the value. */
                search?: string;
                skip?: number;
                sort?: "value" | "total" | "first" | "last";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setExpectedRecipients: {
        parameters: {
            query?: {
                /** @description Add to the list instead of beginning a new one. */
                append?: boolean;
            };
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpectedRecipients"];
                "text/csv": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCampaign: {
        parameters: {
            query?: {
                format?: "csv" | "json";
                view?: "all" | "duplicates" | "missing" | "unexpected";
            };
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Columns `recipient`, `seen`, `expected`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerEntry"][];
                    "text/csv": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCampaignLedger: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                limit?: number;
                /** @description Part of the address. */
                search?: string;
                /** @description `duplicates`: seen twice or more. `missing`: expected and never seen. `unexpected`: seen and not expected. */
                view?: "all" | "duplicates" | "missing" | "unexpected";
            };
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerPage"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconcileCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCampaignSeries: {
        parameters: {
            query?: {
                /**
                 * @description The first message when absent.
                 * @example 2026-11-25T22:30:00Z
                 */
                from?: string;
                resolution?: "second" | "minute" | "hour";
                /**
                 * @description The last message when absent.
                 * @example 2026-11-25T22:30:00Z
                 */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignSeries"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChaosAddresses: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                enabled?: boolean;
                /** @description Rows of a page. */
                limit?: number;
                /** @description Part of the name. */
                search?: string;
                /** @description Id or name of a subdomain. */
                subdomain?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChaosAddressPage"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChaosAddress"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChaosAddress"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChaosAddress"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChaosAddressChanges"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChaosAddress"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChaosAddress"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChaosAddress"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmtpDialogue"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewChaosAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChaosAddress"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChaosSentence"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfigInfo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigInfo"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRawDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeadLetterSelection"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeadLetterSelection"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDomains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainList"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDomain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDomain"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainChanges"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDnsRecords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DnsRecords"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDomainModerator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserName"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeDomainModerator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Suspend"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unsuspendDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEmails: {
        parameters: {
            query?: {
                /** @description Only emails with a higher number; with `order=oldest` this is `next` of the page before. */
                after?: number;
                /** @description Only emails with a lower number: `next` of the page before. */
                before?: number;
                /** @description Id or value of a campaign. */
                campaign?: string;
                favorite?: boolean;
                /** @description Part of the sender. */
                from?: string;
                hasAttachment?: boolean;
                /**
                 * @description Id or name of a subdomain, or `catch-all`.
                 * @example shop.acme.test
                 */
                inbox?: string;
                largerBytes?: number;
                /** @description Rows of a page. */
                limit?: number;
                /** @description Which come first; `newest` when absent. */
                order?: "newest" | "oldest";
                /**
                 * @description Query language: words and "phrases", `from:` `to:` `subject:` `has:attachment` `is:unread|read|favorite|refused` `campaign:` `inbox:` `recipient:` `before:` `after:` `larger:` `smaller:`, each negated by `-`, words ended by `*` as prefixes.
                 * @example from:acme "on its way" after:7d
                 */
                q?: string;
                /**
                 * @description Received at or after.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedAfter?: string;
                /**
                 * @description Received before.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedBefore?: string;
                /**
                 * @description One envelope recipient, exactly; upper and lower case alike.
                 * @example ann@shop.acme.test
                 */
                recipient?: string;
                refused?: boolean;
                /** @description Jump over so many rows from the first. */
                skip?: number;
                smallerBytes?: number;
                /** @description Part of the subject. */
                subject?: string;
                /** @description Part of a recipient. */
                to?: string;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailPage"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMatchingEmails: {
        parameters: {
            query?: {
                /** @description `true` to delete everything: needed when there is no condition. */
                all?: boolean;
                /** @description Id or value of a campaign. */
                campaign?: string;
                favorite?: boolean;
                /** @description Part of the sender. */
                from?: string;
                hasAttachment?: boolean;
                /**
                 * @description Id or name of a subdomain, or `catch-all`.
                 * @example shop.acme.test
                 */
                inbox?: string;
                largerBytes?: number;
                /**
                 * @description Query language: words and "phrases", `from:` `to:` `subject:` `has:attachment` `is:unread|read|favorite|refused` `campaign:` `inbox:` `recipient:` `before:` `after:` `larger:` `smaller:`, each negated by `-`, words ended by `*` as prefixes.
                 * @example from:acme "on its way" after:7d
                 */
                q?: string;
                /**
                 * @description Received at or after.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedAfter?: string;
                /**
                 * @description Received before.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedBefore?: string;
                /**
                 * @description One envelope recipient, exactly; upper and lower case alike.
                 * @example ann@shop.acme.test
                 */
                recipient?: string;
                refused?: boolean;
                smallerBytes?: number;
                /** @description Part of the subject. */
                subject?: string;
                /** @description Part of a recipient. */
                to?: string;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailDetail"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChanges"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailDetail"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmailAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmailContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailContent"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmailHeaders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailHeaders"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmailHtml: {
        parameters: {
            query?: {
                /** @description Show pictures of other servers, through the proxy. */
                remote?: boolean;
            };
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A whole document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEmailParts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailParts"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmailPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRawEmail: {
        parameters: {
            query?: {
                download?: boolean;
            };
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRemoteContent: {
        parameters: {
            query: {
                url: string;
            };
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmailText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countEmails: {
        parameters: {
            query?: {
                /** @description Id or value of a campaign. */
                campaign?: string;
                favorite?: boolean;
                /** @description Part of the sender. */
                from?: string;
                hasAttachment?: boolean;
                /**
                 * @description Id or name of a subdomain, or `catch-all`.
                 * @example shop.acme.test
                 */
                inbox?: string;
                largerBytes?: number;
                /**
                 * @description Query language: words and "phrases", `from:` `to:` `subject:` `has:attachment` `is:unread|read|favorite|refused` `campaign:` `inbox:` `recipient:` `before:` `after:` `larger:` `smaller:`, each negated by `-`, words ended by `*` as prefixes.
                 * @example from:acme "on its way" after:7d
                 */
                q?: string;
                /**
                 * @description Received at or after.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedAfter?: string;
                /**
                 * @description Received before.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedBefore?: string;
                /**
                 * @description One envelope recipient, exactly; upper and lower case alike.
                 * @example ann@shop.acme.test
                 */
                recipient?: string;
                refused?: boolean;
                smallerBytes?: number;
                /** @description Part of the subject. */
                subject?: string;
                /** @description Part of a recipient. */
                to?: string;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailCount"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteEmails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailSelection"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    favoriteEmails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailSelection"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readEmails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailSelection"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unfavoriteEmails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailSelection"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unreadEmails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailSelection"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitForEmail: {
        parameters: {
            query?: {
                /** @description Id or value of a campaign. */
                campaign?: string;
                favorite?: boolean;
                /** @description Part of the sender. */
                from?: string;
                hasAttachment?: boolean;
                /**
                 * @description Id or name of a subdomain, or `catch-all`.
                 * @example shop.acme.test
                 */
                inbox?: string;
                largerBytes?: number;
                /**
                 * @description Query language: words and "phrases", `from:` `to:` `subject:` `has:attachment` `is:unread|read|favorite|refused` `campaign:` `inbox:` `recipient:` `before:` `after:` `larger:` `smaller:`, each negated by `-`, words ended by `*` as prefixes.
                 * @example from:acme "on its way" after:7d
                 */
                q?: string;
                /**
                 * @description Received at or after.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedAfter?: string;
                /**
                 * @description Received before.
                 * @example 2026-11-25T22:30:00Z
                 */
                receivedBefore?: string;
                /**
                 * @description One envelope recipient, exactly; upper and lower case alike.
                 * @example ann@shop.acme.test
                 */
                recipient?: string;
                refused?: boolean;
                /** @description Also take mail that is there already: with a number higher than this, or received at or after this time. Now when absent. */
                since?: string;
                smallerBytes?: number;
                /** @description Part of the subject. */
                subject?: string;
                /** @description Longest wait in milliseconds. */
                timeout?: number;
                /** @description Part of a recipient. */
                to?: string;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailItem"];
                };
            };
            /** @description Done; no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. `query-invalid`: The query language cannot be understood; `position` and `length` say where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followEvents: {
        parameters: {
            query?: never;
            header?: {
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The name of each event is the `type` of its data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["FeedEvent"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInboxes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inboxes"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendTest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendTest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmtpDialogue"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatsHistory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsHistory"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSubdomains: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description Id or name of a domain. */
                domain?: string;
                /** @description Rows of a page. */
                limit?: number;
                /** @description Part of the name. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubdomainPage"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSubdomain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSubdomain"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSubdomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSubdomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubdomainChanges"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkMx: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addSubdomainModerator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserName"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSubdomainModerator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSubdomainSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubdomainSettingsChanges"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendSubdomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Suspend"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unsuspendSubdomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addSubdomainViewer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, as lists give it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserName"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSubdomainViewer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subdomain"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `origin-refused`: A page of another site may not change anything here. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing by this address or id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: A rule forbids it now; `rule` and `reason` say which and why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The body is over the limit of this route. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media-type`: The body is of a type that this route does not read. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `command-invalid`: A value is understood but not allowed; `field` says which. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description `request-invalid`: A parameter or the body cannot be understood; `errors` says which. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused`: The Host header names a server that this is not; see `httpHosts` in the configuration. */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: A fault of the server; the log has it under the request id. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Starting, stopping or cut off; try again (`Retry-After`). */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
