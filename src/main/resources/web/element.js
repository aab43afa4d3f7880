// What our components share: a closed look of their own, and building without a line of HTML text, so that nothing a customer
// or a seller typed is ever read as markup.
import { loadTexts } from './marketplace.js';

const looks = new CSSStyleSheet();
looks.replaceSync(`
  :host { --token-accent: #1f5fbf; --token-on-accent: #fff; --token-text: #1c2530; --token-quiet: #55606e;
          --token-surface: #fff; --token-line: #d4dae2; --token-bad: #b3261e; --token-good: #1b6e3c;
          display: block; color: var(--token-text); font: inherit; }
  @media (prefers-color-scheme: dark) {
    :host { --token-accent: #8ab4f8; --token-on-accent: #10203a; --token-text: #e6eaf0; --token-quiet: #a8b2bf;
            --token-surface: #1d232b; --token-line: #3a434f; --token-bad: #f2918a; --token-good: #7fd3a0; }
  }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  button { font: inherit; padding: .5em 1em; border-radius: .4em; border: 1px solid var(--token-accent);
           background: var(--token-surface); color: var(--token-accent); cursor: pointer; }
  button.main { background: var(--token-accent); color: var(--token-on-accent); }
  button:disabled { opacity: .55; cursor: default; }
  button:focus-visible, input:focus-visible, textarea:focus-visible, select:focus-visible {
    outline: 3px solid var(--token-accent); outline-offset: 2px; }
  .bad { color: var(--token-bad); } .good { color: var(--token-good); } .quiet { color: var(--token-quiet); }
  .row { display: flex; gap: .75em; align-items: center; flex-wrap: wrap; }
  .amount { font-variant-numeric: tabular-nums; font-weight: 600; }
  p { margin: .4em 0; } h2, h3 { margin: 0 0 .3em; font-size: 1.1em; }
`);

/** Makes an element: properties, then children; a text is always a text. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') {
      element.className = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name in element) {
      element[name] = value;
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Pounds of pence, as the buyer reads them. */
export const money = (pence, currency = 'GBP') =>
  new Intl.NumberFormat(document.documentElement.lang || 'en-GB', { style: 'currency', currency }).format(pence / 100);

export class TokenElement extends HTMLElement {
  #ready = false;

  constructor(style = '') {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const own = new CSSStyleSheet();
    own.replaceSync(style);
    root.adoptedStyleSheets = [looks, own];
  }

  async connectedCallback() {
    await loadTexts();
    if (this.isConnected) {
      this.#ready = true;
      await this.start();
    }
  }

  /** Draws the first time; overridden. */
  async start() {}

  /** Puts these elements in the place of what is shown; the focus stays where it can. */
  show(...elements) {
    const focused = this.shadowRoot.activeElement?.id;
    this.shadowRoot.replaceChildren(...elements);
    if (focused) {
      this.shadowRoot.getElementById(focused)?.focus();
    }
  }

  /** Whether it may draw: it is on a page, and the texts are there. */
  get ready() {
    return this.#ready;
  }

  /** Tells the page, and whoever listens outside, what happened. */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
