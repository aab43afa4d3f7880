// <contact-seller listing="7">: says what a contact costs before anything is written, asks, sends. Tells `seller-contacted`, and
// `buy-tokens` when tokens are short.
import { announce, contact, contactRequirements, newKey, text } from './marketplace.js';
import { TokenElement, make } from './element.js';

const FIELDS = [
  { name: 'firstName', most: 200, autocomplete: 'given-name', needed: true },
  { name: 'lastName', most: 200, autocomplete: 'family-name', needed: true },
  { name: 'email', most: 320, autocomplete: 'email', type: 'email', needed: true },
  { name: 'phone', most: 50, autocomplete: 'tel', type: 'tel' },
  { name: 'timeframe', most: 100 },
];

class ContactSeller extends TokenElement {
  #key = newKey();

  static observedAttributes = ['listing'];

  constructor() {
    super(`form { display: grid; gap: .75em; max-width: 34em; } label { display: grid; gap: .2em; }
      input, textarea { font: inherit; color: inherit; background: var(--token-surface); padding: .5em; border: 1px solid var(--token-line); border-radius: .4em; width: 100%; }
      .cost { border-left: .25em solid var(--token-accent); padding-left: .75em; }`);
  }

  attributeChangedCallback() {
    if (this.ready) {
      this.start();
    }
  }

  async start() {
    if (!this.getAttribute('listing')) {
      this.show();
      return;
    }
    this.show(make('p', { role: 'status' }, text('loading')));
    try {
      this.#draw(await contactRequirements(this.getAttribute('listing')));
    } catch (problem) {
      this.show(make('p', { class: 'bad', role: 'alert' }, problem.message),
        make('button', { id: 'again', type: 'button', onclick: () => this.start() }, text('again')));
    }
  }

  #draw(terms) {
    if (terms.tokensRequired > terms.currentBalance) {
      this.#short(terms);
      return;
    }
    const cost = terms.tokensRequired === 0
      ? text('contactFree')
      : text(terms.tokensRequired === 1 ? 'contactCostsOne' : 'contactCosts', terms.tokensRequired, terms.currentBalance);
    this.show(make('form', { id: 'form', noValidate: false, onsubmit: (event) => this.#send(event) },
      make('p', { class: 'cost', id: 'cost' }, cost),
      ...FIELDS.map((field) => this.#field(field)),
      make('label', {}, text('message'), make('textarea', { id: 'message', name: 'message', rows: 5, maxLength: 5000, required: true })),
      make('p', { id: 'problem', class: 'bad', role: 'alert' }),
      make('div', { class: 'row' }, make('button', { id: 'send', class: 'main', type: 'submit', 'aria-describedby': 'cost' },
        terms.tokensRequired === 0 ? text('send') : text(terms.tokensRequired === 1 ? 'sendForOne' : 'sendFor', terms.tokensRequired)))));
  }

  #field({ name, most, autocomplete, type = 'text', needed = false }) {
    const input = make('input', { id: name, name, type, maxLength: most, required: needed });
    if (autocomplete) {
      input.autocomplete = autocomplete;
    }
    return make('label', {}, needed ? text(name) : text('optional', text(name)), input);
  }

  #short(terms) {
    this.show(make('div', { role: 'alert' },
      make('h3', {}, text('tokensRequired')),
      make('p', {}, text('needed', terms.tokensRequired)),
      make('p', {}, text('yourBalance', terms.currentBalance)),
      make('div', { class: 'row' },
        make('button', { id: 'buy', type: 'button', class: 'main', onclick: () => this.tell('buy-tokens') }, text('buy')),
        make('button', { id: 'again', type: 'button', onclick: () => this.start() }, text('lookAgain')))));
  }

  async #send(event) {
    event.preventDefault();
    const send = this.shadowRoot.getElementById('send');
    const problem = this.shadowRoot.getElementById('problem');
    problem.textContent = '';
    send.disabled = true;
    const form = Object.fromEntries([...new FormData(event.currentTarget)].filter(([, value]) => value.trim() !== ''));
    try {
      const answer = await contact(this.getAttribute('listing'), form, this.#key);
      this.#key = newKey();
      announce(answer.balance);
      this.tell('seller-contacted', answer);
      this.show(make('div', { role: 'status' },
        make('h3', { class: 'good' }, text('sent')),
        make('p', {}, answer.tokensSpent === 0 ? text('sentFree') : text('sentFor', answer.tokensSpent, answer.balance))));
    } catch (failure) {
      this.#failed(failure, problem, send);
    }
  }

  #failed(failure, problem, send) {
    // What was refused may be changed and sent anew; what may have arrived is asked for again under the same key.
    if (failure.status >= 400 && failure.status < 500) {
      this.#key = newKey();
    }
    if (failure.status === 402) {
      this.#short(failure);
      return;
    }
    problem.textContent = failure.message;
    send.disabled = false;
  }
}

customElements.define('contact-seller', ContactSeller);
