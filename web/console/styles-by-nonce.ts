// Ant Design writes styles in two ways that the pages' policy forbids, and offers no setting for them: style elements without the page's
// nonce (for a dialog that stops the page from scrolling, and to measure a scrollbar), and `style` as an attribute (to measure a text area
// that grows). Both are led on ways that the policy allows. Scripts of our own build are trusted with the nonce anyway.
const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const createElement = document.createElement.bind(document);

document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = createElement(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}) as typeof document.createElement;

HTMLTextAreaElement.prototype.setAttribute = function (name: string, value: string): void {
  if (name === 'style') this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
};
