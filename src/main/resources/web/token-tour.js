// <token-tour>: shows newcomers what tokens are, beside the page's own elements. Each step points at what its selector finds;
// a step without its element is left out. Shown once in a browser, and again by show().
import { text } from './marketplace.js';
import { TokenElement, make } from './element.js';

const STEPS = [
  { at: 'token-balance', title: 'tourWelcome', text: 'tourWelcomeText' },
  { at: 'contact-seller', title: 'tourContact', text: 'tourContactText' },
  { at: 'token-packages', title: 'tourPackages', text: 'tourPackagesText' },
  { at: 'boost-listing', title: 'tourBoost', text: 'tourBoostText' },
];
const SEEN = 'token-tour-seen';

class TokenTour extends TokenElement {
  #steps = [];
  #at = 0;
  #before = null;

  constructor() {
    super(`dialog { position: fixed; inset: auto 1.5em 1.5em auto; margin: 0; max-width: 24em; border: 1px solid var(--token-line); border-radius: .6em;
             background: var(--token-surface); color: var(--token-text); padding: 1.25em; box-shadow: 0 .5em 2em rgb(0 0 0 / .25); }
      .row { justify-content: space-between; margin-top: 1em; }`);
  }

  async start() {
    if (!this.#seen()) {
      this.open();
    }
  }

  #seen() {
    try {
      return window.localStorage.getItem(SEEN) !== null;
    } catch {
      return true;
    }
  }

  open() {
    this.#steps = STEPS.filter((step) => document.querySelector(step.at));
    this.#at = 0;
    this.#before = document.activeElement;
    if (this.#steps.length > 0) {
      this.#draw();
    }
  }

  #draw() {
    const step = this.#steps[this.#at];
    const last = this.#at === this.#steps.length - 1;
    document.querySelector(step.at).scrollIntoView({ block: 'center' });
    const dialog = make('dialog', { 'aria-labelledby': 'title', 'aria-describedby': 'text', onclose: () => this.#left() },
      make('h2', { id: 'title' }, text(step.title)),
      make('p', { id: 'text' }, text(step.text)),
      make('div', { class: 'row' },
        make('span', { class: 'quiet' }, text('tourStep', this.#at + 1, this.#steps.length)),
        make('button', { id: 'leave', type: 'button', onclick: () => dialog.close() }, text('tourLeave')),
        make('button', { id: 'next', type: 'button', class: 'main', onclick: () => (last ? dialog.close() : this.#next()) },
          text(last ? 'tourDone' : 'tourNext'))));
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        dialog.close();
      }
    });
    this.show(dialog);
    dialog.show();
    this.shadowRoot.getElementById('next').focus();
  }

  #next() {
    this.#at += 1;
    this.#draw();
  }

  #left() {
    try {
      window.localStorage.setItem(SEEN, '1');
    } catch {
      // A browser that keeps nothing shows the tour again.
    }
    this.shadowRoot.replaceChildren();
    this.#before?.focus?.();
    this.tell('tour-left');
  }
}

customElements.define('token-tour', TokenTour);
