// The demonstration's stand-in for the marketplace's website: people and listings come from the demonstration data, and the
// simulated Stripe has no page of its own, so a button pays.
import { configure } from './arzani.js';
import { announce, loadTexts, text } from './marketplace.js';

const byId = (id) => document.getElementById(id);
let people = [];
let session = null;

const chosen = () => people.find((each) => String(each.id) === byId('who').value) ?? people[0];

const loaded = fetch('/demo/people').then((answer) => answer.json()).then((list) => {
  people = list;
});
configure({ token: () => loaded.then(() => chosen()?.token ?? null) });

function options(select, list) {
  select.replaceChildren(...list.map(({ id, name }) => {
    const option = document.createElement('option');
    option.value = String(id);
    option.textContent = name;
    return option;
  }));
}

function say(message) {
  byId('said').textContent = message;
}

function showPerson() {
  const person = chosen();
  options(byId('listing'), person.others);
  options(byId('own'), person.listings);
  byId('own').closest('section').hidden = person.listings.length === 0;
  byId('listing').closest('section').hidden = person.others.length === 0;
  say('');
  showListing();
  document.querySelector('boost-listing').setAttribute('listing', byId('own').value);
  document.querySelector('token-packages').refresh?.();
  announce();
}

function showListing() {
  document.querySelector('contact-seller').setAttribute('listing', byId('listing').value);
}

async function pay() {
  byId('pay').disabled = true;
  const answer = await fetch('/demo/pay', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ sessionId: session }),
  });
  byId('pay').disabled = false;
  byId('pay').hidden = answer.ok;
  if (answer.ok) {
    say(text('demo.paid'));
    await arrival();
  } else {
    say((await answer.json()).detail);
  }
}

/** Asks for the balance until the payment has come in: it comes by webhook, like in real life. */
async function arrival() {
  for (let i = 0; i < 40; i += 1) {
    announce();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function begin() {
  await loaded;
  await loadTexts();
  for (const [id, key] of [['title', 'demo.title'], ['who-label', 'demo.who'], ['listing-label', 'demo.listing'],
    ['buyer', 'demo.buyer'], ['seller', 'demo.seller'], ['pay', 'demo.pay'], ['tour', 'demo.tour'], ['intro', 'demo.intro']]) {
    byId(id).textContent = text(key);
  }
  document.title = text('demo.title');
  options(byId('who'), people);
  showPerson();
  byId('who').addEventListener('change', showPerson);
  byId('listing').addEventListener('change', showListing);
  byId('own').addEventListener('change', () => document.querySelector('boost-listing').setAttribute('listing', byId('own').value));
  byId('pay').addEventListener('click', pay);
  byId('tour').addEventListener('click', () => document.querySelector('token-tour').open());
  document.addEventListener('buy-tokens', () => byId('shop').scrollIntoView({ behavior: 'smooth' }));
  document.addEventListener('token-purchase', (event) => {
    event.preventDefault();
    session = event.detail.sessionId;
    byId('pay').hidden = false;
    byId('pay').focus();
  });
}

begin();
