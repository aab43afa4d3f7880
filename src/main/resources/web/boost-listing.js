// <boost-listing listing="7">: a seller puts a listing in front. Tells `listing-boosted`, and `buy-tokens` when tokens are short.
import { announce, boost, newKey, text } from './marketplace.js';
import { TokenElement, make } from './element.js';

const LEVELS = [1, 2, 3];

class BoostListing extends TokenElement {
  #key = newKey();

  constructor() {
    super('form { display: flex; gap: .75em; align-items: end; flex-wrap: wrap; } label { display: grid; gap: .2em; } '
      + 'select, input { font: inherit; color: inherit; background: var(--token-surface); padding: .45em; border: 1px solid var(--token-line); border-radius: .4em; }');
  }

  async start() {
    this.show(make('form', { id: 'form', onsubmit: (event) => this.#send(event) },
      make('label', {}, text('boostLevel'),
        make('select', { id: 'level', name: 'level', onchange: () => this.#changed() },
          ...LEVELS.map((level) => make('option', { value: String(level) }, text(`boostLevel${level}`))))),
      make('label', {}, text('boostDays'),
        make('input', { id: 'days', name: 'days', type: 'number', min: 1, max: 365, value: '7', required: true, oninput: () => this.#changed() })),
      make('button', { id: 'boost', type: 'submit', class: 'main' }, text('boost'))),
    make('p', { id: 'said', role: 'status' }));
  }

  #changed() {
    this.#key = newKey();
  }

  async #send(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const button = this.shadowRoot.getElementById('boost');
    const said = this.shadowRoot.getElementById('said');
    button.disabled = true;
    try {
      const answer = await boost(this.getAttribute('listing'), Number(form.get('level')), Number(form.get('days')), this.#key);
      this.#key = newKey();
      announce(answer.balance);
      this.tell('listing-boosted', answer);
      said.className = 'good';
      said.textContent = text('boostedUntil', new Date(answer.boostedUntil).toLocaleString(document.documentElement.lang || 'en-GB'), answer.tokensSpent);
    } catch (failure) {
      said.className = 'bad';
      said.textContent = failure.status === 402 ? text('boostShort', failure.tokensRequired, failure.currentBalance) : failure.message;
      if (failure.status === 402) {
        this.tell('buy-tokens');
      }
      if (failure.status >= 400 && failure.status < 500) {
        this.#key = newKey();
      }
    } finally {
      button.disabled = false;
    }
  }
}

customElements.define('boost-listing', BoostListing);
