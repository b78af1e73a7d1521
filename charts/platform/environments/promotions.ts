/** From where to where releases move. What reaches production has run in staging. */
export const promotions: readonly { readonly from: string; readonly to: string }[] = [
  { from: 'staging', to: 'production' },
];
