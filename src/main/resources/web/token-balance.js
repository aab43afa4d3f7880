// <token-balance>: how many tokens the user has, and a button to buy more. Tells `buy-tokens` when it is pressed.
import { balance, text } from './marketplace.js';
import { TokenElement, make } from './element.js';

class TokenBalance extends TokenElement {
  #balance = null;
  #problem = null;
  #changed = (event) => this.update(event.detail.balance);

  constructor() {
    super('.box { display: inline-flex; gap: .75em; align-items: center; } .count { font-size: 1.25em; }');
  }

  async start() {
    window.addEventListener('token-balance-changed', this.#changed);
    this.#draw();
    await this.refresh();
  }

  disconnectedCallback() {
    window.removeEventListener('token-balance-changed', this.#changed);
  }

  async refresh() {
    try {
      const answer = await balance();
      this.#problem = null;
      this.update(answer.balance);
    } catch (problem) {
      this.#problem = problem.message;
      this.#draw();
    }
  }

  update(newBalance) {
    if (typeof newBalance !== 'number') {
      this.refresh();
      return;
    }
    this.#balance = newBalance;
    this.#draw();
  }

  #draw() {
    if (this.#problem) {
      this.show(make('div', { class: 'box', role: 'status' },
        make('span', { class: 'bad' }, this.#problem),
        make('button', { id: 'again', type: 'button', onclick: () => this.refresh() }, text('again'))));
      return;
    }
    const known = this.#balance !== null;
    this.show(make('div', { class: 'box' },
      make('span', { role: 'status', 'aria-live': 'polite' },
        make('span', { class: 'amount count' }, known ? String(this.#balance) : '…'),
        ' ', text(this.#balance === 1 ? 'token' : 'tokens')),
      make('button', { id: 'buy', type: 'button', class: 'main', onclick: () => this.tell('buy-tokens') },
        text(this.#balance === 0 ? 'buy' : 'topUp'))));
  }
}

customElements.define('token-balance', TokenBalance);
