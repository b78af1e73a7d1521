/** `system`: light or dark, as the reader's system has it. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Name of the cookie that keeps the choice. */
export const themeCookie = 'arq-theme';

export const readTheme = (value: unknown): Theme => themes.find((theme) => theme === value) ?? 'system';
