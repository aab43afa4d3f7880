// Talks to the token service in the name of the user who is signed in to the site. Nothing is kept here but functions.

const PAUSE = 5000;

/** A refusal or a failure, in the service's own words (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || '');
    this.status = status;
    this.type = body.type || 'about:blank';
    this.tokensRequired = body.tokensRequired;
    this.currentBalance = body.currentBalance;
    this.retryAfter = body.retryAfter;
  }
}

let settings = null;
let texts = null;
let configured;
const whenConfigured = new Promise((resolve) => {
  configured = resolve;
});

/**
 * Says how to reach the service. token: a function that gives the user's bearer token, or a promise of it; base: where the
 * service is, empty for the page's own host.
 */
export function configure({ token, base = '' }) {
  settings = { base: base.replace(/\/$/, ''), token };
  configured();
}

async function request(method, path, body, key) {
  const headers = { Accept: 'application/json' };
  const token = await settings.token();
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (key) {
    headers['Idempotency-Key'] = key;
  }
  let answer;
  try {
    answer = await fetch(settings.base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Problem(0, { detail: text('away') });
  }
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Problem(answer.status, content);
  }
  return content;
}

const get = (path) => request('GET', path);

/** A key for one intention: kept while it is tried again, so that trying again cannot double it. */
export const newKey = () => crypto.randomUUID();

export const balance = () => get('/api/tokens/balance');
export const packages = () => get('/api/tokens/packages');
export const purchase = (packageId, key) => request('POST', '/api/tokens/purchase', { packageId }, key);
export const contactRequirements = (listing) => get(`/api/businesses/${encodeURIComponent(listing)}/contact-requirements`);
export const contact = (listing, form, key) => request('POST', `/api/businesses/${encodeURIComponent(listing)}/contact`, form, key);
export const boost = (listing, boostLevel, duration, key) =>
  request('POST', `/api/seller/boost-listing/${encodeURIComponent(listing)}`, { boostLevel, duration }, key);

async function fetchTexts() {
  for (;;) {
    try {
      const answer = await fetch(`${settings.base}/web/texts.json`);
      if (answer.ok) {
        return await answer.json();
      }
    } catch {
      // Without the service there is nothing to show; it may be there in a moment.
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Loads the texts once; components wait for configure() and for them before they draw. */
export async function loadTexts() {
  await whenConfigured;
  texts ??= fetchTexts();
  texts = await texts;
}

/** A text by key, with {0}, {1} … put in. */
export function text(key, ...values) {
  const pattern = (texts && texts[key]) || key;
  return pattern.replace(/\{(\d)\}/g, (whole, index) => values[index] ?? whole);
}

/** Tells every component on the page that the balance moved. */
export function announce(newBalance) {
  window.dispatchEvent(new CustomEvent('token-balance-changed', { detail: { balance: newBalance } }));
}
