// <token-packages>: the packages on sale; buying leads to Stripe's page. Tells `token-purchase` with the url first: a page that
// prevents it decides itself where to go.
import { newKey, packages, purchase, text } from './marketplace.js';
import { TokenElement, make, money } from './element.js';

class TokenPackages extends TokenElement {
  #keys = new Map();

  constructor() {
    super(`.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(13em, 1fr)); gap: 1em; list-style: none; margin: 0; padding: 0; }
      li { border: 1px solid var(--token-line); border-radius: .6em; padding: 1em; background: var(--token-surface);
           display: flex; flex-direction: column; gap: .4em; }
      li.recommended { border: 2px solid var(--token-accent); }
      .badge { align-self: start; background: var(--token-accent); color: var(--token-on-accent); border-radius: 1em; padding: .1em .7em; font-size: .85em; }
      .price { font-size: 1.5em; } button { margin-top: auto; }`);
  }

  async start() {
    this.show(make('p', { role: 'status' }, text('loading')));
    await this.refresh();
  }

  async refresh() {
    try {
      this.#draw(await packages());
    } catch (problem) {
      this.show(make('p', { class: 'bad', role: 'alert' }, problem.message),
        make('button', { id: 'again', type: 'button', onclick: () => this.refresh() }, text('again')));
    }
  }

  #draw(list) {
    if (list.length === 0) {
      this.show(make('p', {}, text('noPackages')));
      return;
    }
    this.show(
      make('ul', { class: 'grid' }, ...list.map((each) => this.#card(each))),
      make('p', { id: 'problem', class: 'bad', role: 'alert' }));
  }

  #card(each) {
    const all = each.token_amount + each.bonus_tokens;
    return make('li', { class: each.recommended ? 'recommended' : '' },
      each.recommended ? make('span', { class: 'badge' }, text('mostPopular')) : null,
      make('h3', {}, each.name),
      make('div', { class: 'amount' }, text('tokenCount', each.token_amount)),
      each.bonus_tokens > 0 ? make('div', { class: 'good' }, text('bonusCount', each.bonus_tokens)) : null,
      make('div', { class: 'amount price' }, money(each.price_gbp, each.currency)),
      make('div', { class: 'quiet' }, text('perToken', money(Math.floor((each.price_gbp * 2 + all) / (2 * all)), each.currency))),
      make('button', {
        id: `buy-${each.id}`, type: 'button', class: each.recommended ? 'main' : '',
        'aria-label': text('purchaseNamed', each.name), onclick: (event) => this.#buy(each, event.currentTarget),
      }, text('purchase')));
  }

  async #buy(each, button) {
    const problem = this.shadowRoot.getElementById('problem');
    problem.textContent = '';
    button.disabled = true;
    // A lost answer keeps its key: pressing again asks for the same checkout, not for a second one.
    const key = this.#keys.get(each.id) ?? newKey();
    this.#keys.set(each.id, key);
    try {
      const answer = await purchase(each.id, key);
      this.#keys.delete(each.id);
      this.#leave(answer);
    } catch (failure) {
      if (failure.status >= 400 && failure.status < 500) {
        this.#keys.delete(each.id);
      }
      problem.textContent = failure.message;
    } finally {
      button.disabled = false;
    }
  }

  #leave(answer) {
    const event = new CustomEvent('token-purchase', { detail: answer, bubbles: true, composed: true, cancelable: true });
    const target = new URL(answer.url, window.location.href);
    if (this.dispatchEvent(event) && (target.protocol === 'https:' || target.hostname === window.location.hostname)) {
      window.location.assign(target.href);
    }
  }
}

customElements.define('token-packages', TokenPackages);
