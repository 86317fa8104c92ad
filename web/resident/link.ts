// A link or QR code from the receipt fills in both lines: `/resident#no=SF-20261125-00001&secret=7K2M-…`. What stands behind the `#`
// never reaches a server; it is taken out of the address at once, so that it stays in no history and on no screen.

export interface Receipt {
  caseNo: string;
  secret: string;
}

/** The receipt in a fragment, or null. */
export const receiptIn = (fragment: string): Receipt | null => {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const [caseNo, secret] = [given.get('no')?.trim(), given.get('secret')?.trim()];
  return caseNo && secret ? { caseNo, secret } : null;
};

/** Takes the receipt out of the page's address. */
export const takeReceipt = (): Receipt | null => {
  const found = receiptIn(location.hash);
  if (found) history.replaceState(null, '', location.pathname);
  return found;
};
