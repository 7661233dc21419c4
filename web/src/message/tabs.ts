export const messageTabs = ['html', 'text', 'headers', 'parts', 'raw', 'transport', 'links', 'calendar'] as const;
export type MessageTab = (typeof messageTabs)[number];

export const isMessageTab = (value: unknown): value is MessageTab => messageTabs.some((tab) => tab === value);
