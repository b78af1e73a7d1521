/** Where Argo CD reads this repository. */
export const git = { repository: 'https://github.com/arq-platform/arq.git', revision: 'main' } as const;
