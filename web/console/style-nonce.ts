// Ant Design's scroll lock and its measure of scroll bars write style elements without the page's nonce, though it is told it; the
// page's policy refuses those. Every style element that a script of ours makes gets the nonce here.

/** Styles that are written at run time are let in by the nonce of this page. */
export const styleNonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const createElement = document.createElement.bind(document);

document.createElement = (name: string, options?: ElementCreationOptions) => {
  const element = createElement(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = styleNonce;
  return element;
};
